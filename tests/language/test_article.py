from medlint.language.pipeline import make_doc
from medlint.language.resources import Language
from medlint.text import Span
from tests.articles import article_of, span_of


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
