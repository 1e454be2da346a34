import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlint.language.pipeline import make_doc
from medlint.language.resources import Language
from medlint.packs import RuleSet
from medlint.text import Span
from tests.articles import article_of, span_of
from tests.growth import assert_linear
from tests.rules import lint


def test_spacy_gets_the_sentences_of_the_article(language: Language) -> None:
    text = "Okafor et al. (2019) took 0.5 mg i.v. daily. It worked, e.g. at night."
    article = article_of(f"First words.\n\n{text}", language)
    block = article.document.blocks[1]
    assert [s.text for s in article.doc(block).sents] == [
        "Okafor et al. (2019) took 0.5 mg i.v. daily.",
        "It worked, e.g. at night.",
    ]
    assert article.doc(block) is article.doc(block)


def test_a_sentence_that_begins_inside_a_token_begins_with_the_next() -> None:
    doc = make_doc("See a.b.The end.", [Span(0, 8), Span(8, 16)])
    assert "".join(s.text_with_ws for s in doc.sents) == doc.text
    assert not list(make_doc("", []))


def test_the_sentence_of_a_place(language: Language) -> None:
    article = article_of("One is here. Two is there. Three.\n\nFour.", language)
    text = article.document.text

    def sentence(words: str) -> str:
        return article.sentence_at(span_of(article, words)).of(text)

    assert sentence("is here") == "One is here."
    assert sentence("here. Two") == "One is here. Two is there."
    assert sentence("Three.") == "Three."
    assert sentence("Four") == "Four."
    assert article.sentence_at(Span(13, 13)).of(text) == "Two is there."


@given(levels=st.lists(st.integers(1, 6), max_size=12), lead=st.booleans())
def test_sections_are_those_that_hold_an_offset(
    language: Language, levels: list[int], lead: bool
) -> None:
    headings = (f"{'#' * level} Part\n\nwords\n\n" for level in levels)
    article = article_of("lead\n\n" * lead + "".join(headings), language)
    for offset in range(len(article.document.text)):
        holding = [
            section
            for section in article.document.sections
            if section.span.start <= offset < section.span.end
        ]
        assert article.sections_at(offset) == holding


def test_links_over_a_span(language: Language) -> None:
    text = "a [b c](http://x.y/1) d [e](http://x.y/2) f[^1] g\n\n[^1]: Note."
    article = article_of(text, language)
    for start in range(16):
        for end in range(start, 16):
            span = Span(start, end)
            links = article.links_over(span)
            over = [k for k in article.document.links if k.span.overlaps(span)]
            assert sorted(k.source for k in links) == sorted(k.source for k in over)


def test_the_block_after_a_block(language: Language) -> None:
    article = article_of("one\n\ntwo\n\nthree", language)
    first, second, third = article.document.blocks
    assert article.block_after(first) == second
    assert article.block_after(third) is None


SENTENCES = "He committed suicide. Take 5.0 mg. It has no side effects. "


@pytest.mark.parametrize(
    ("suffix", "unit"),
    [
        ("md", SENTENCES),
        ("txt", SENTENCES),
        ("md", "😀 no side effects "),
        ("md", "5.0 mg "),
        ("md", "## Part\n\nHe committed suicide.\n\n"),
        ("html", "<h2>Part</h2><p>He committed suicide."),
        ("md", "He committed suicide [here](http://x.y/z).\n\n"),
    ],
)
def test_many_findings_take_linear_time(
    ruleset: RuleSet, suffix: str, unit: str
) -> None:
    def work(count: int) -> None:
        assert len(lint(ruleset, unit * count, suffix).findings) >= count

    assert_linear(work, 800)
