"""What patterns need is always there where they match."""

import re
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlint.language.article import Article
from medlint.language.lexicon import Lexicon
from medlint.language.literals import literals
from medlint.language.normalise import anchored_view, matching_view
from medlint.language.patterns import PatternSpec, compile_pattern, compile_regex
from medlint.language.phrases import Notation
from medlint.language.required import required_of
from medlint.language.resources import Language
from tests.articles import article_of


def hits(needs: frozenset[str], prose: str) -> list[int]:
    view = matching_view(prose)
    return list(Lexicon([needs]).find(view, anchored_view(view)).of(needs))


@pytest.mark.parametrize(
    ("phrase", "needs"),
    [
        ("side effects", [{" side effects "}]),
        ("(a|the big) pill", [{" a pill ", " the big pill "}]),
        ("(very)? safe", [{" safe "}]),
        ("curing {0,2} cancer", [{" curing "}, {" cancer "}]),
        ("well-tolerated drug", [{" well tolerated drug ", " welltolerated drug "}]),
        ("the (sourness|sweetness) of <fruit>", None),
        ("un(safe|tested)", [{" unsafe ", " untested "}]),
        ("(anti)?septic", [{" antiseptic ", " septic "}]),
    ],
)
def test_the_literals_a_phrase_needs(
    phrase: str, needs: list[set[str]] | None, notation: Notation
) -> None:
    if needs is None:
        vocabulary = {"fruit": [f"fruit{n} salad" for n in range(80)]}
        notation = Notation(notation.inflections, vocabulary)
        first, *_ = literals(notation.compile(phrase), words=True)
        assert first == {" the sourness of ", " the sweetness of "}
    else:
        found = literals(notation.compile(phrase), words=True)
        assert {frozenset(group) for group in found} <= {*map(frozenset, needs)}
        assert found[0] in needs


@pytest.mark.parametrize(
    ("expression", "needs"),
    [
        (r"\d+\.0 ?mg", {" 0 mg", " 0mg"}),
        (r"\b(?:january|may) \d+", {" january ", " may "}),
        (r"[a-z]+ing", {"ing"}),
        (r"(?:^|[^\pL\pN])cure\b", {" cure "}),
        (r"\pL+ et al\.?", {" et al"}),
        (
            r"(?:x|\d)y",
            {"0y", "1y", "2y", "3y", "4y", "5y", "6y", "7y", "8y", "9y", "xy"},
        ),
        (r"a*", None),
        (r"(?:cure)+", {"cure"}),
        (r"^@\w+$", {"@"}),
        (r"[[:alpha:]]+ pill", None),
        (r"\((?:19|20)\d\d\)", {f"({y}" for y in range(190, 210)}),
        (r"\d%", {f"{n}%" for n in range(10)}),
        (r"\bµg\b", {" ug "}),
    ],
)
def test_the_literals_an_expression_needs(
    expression: str, needs: set[str] | None
) -> None:
    found = required_of(expression)
    assert (set(found[0]) if found else None) == needs


EXPRESSIONS = [
    r"\b(?:in|since) 1[6-9]\d\d\b",
    r"(?:^|[.!?:] |\")(?:as an? )?(?:large )?language model\b",
    r"\b(?:is|are)n'?t (?:yet |always )?(?:an?|the)\b",
    r"[\d.,]+ ?ml ?(?:/|per) ?min",
    r"(?:non|un)-?toxic(?:s|ity)?(?:$|[.,;]| (?:and|for))",
    r"\b(?:[a-z]+ ){0,2}(?:study|trial)s?(?:,? published)? in \(?(?:19|20)\d\d",
    r"^(?:true|false|n/a|-|0)$",
    r"(?:(?:ab|cd)+ ?){1,3}(?:x|y z)\W",
    r"[{[]{2}(?:add|todo)[^}]*\}",
]


@pytest.mark.parametrize("source", EXPRESSIONS)
def test_every_match_of_an_expression_holds_what_it_needs(source: str) -> None:
    compiled = compile_regex(source, cased=False)
    needs = required_of(source)
    assert needs

    @given(st.from_regex(re.compile(source, re.ASCII)))
    def holds(prose: str) -> None:
        view = matching_view(prose)
        if compiled.search(view):
            assert all(hits(group, prose) for group in needs)

    holds()


@dataclass(frozen=True)
class Made:
    """A phrase, and words that it matches."""

    phrase: str
    words: str


WORDS = st.sampled_from(["cure", "safe", "the", "b12", "well-known", "café", "o'clock"])
OTHER = st.sampled_from(["and", "in,", "(12)", "50%"])


def _one(word: str) -> st.SearchStrategy[Made]:
    said = [word.upper(), word.replace("-", " "), word.replace("-", "–")]
    return st.builds(Made, st.just(word), st.sampled_from([word, *said]))


def _group(choices: list[Made]) -> st.SearchStrategy[Made]:
    phrase = "(" + "|".join(choice.phrase for choice in choices) + ")"
    return st.builds(Made, st.just(phrase), st.sampled_from([c.words for c in choices]))


def _row(pieces: list[Made]) -> Made:
    words = " ".join(piece.words for piece in pieces)
    return Made(" ".join(piece.phrase for piece in pieces), words)


def _gapped(left: Made, others: list[str], right: Made) -> Made:
    words = " ".join([left.words, *others, right.words])
    return Made(f"{left.phrase} {{0,2}} {right.phrase}", words)


def _perhaps(left: Made, middle: Made, right: Made, *, present: bool) -> Made:
    words = [left.words, *([middle.words] if present else []), right.words]
    return Made(f"{left.phrase} ({middle.phrase})? {right.phrase}", " ".join(words))


def _larger(made: st.SearchStrategy[Made]) -> st.SearchStrategy[Made]:
    return st.one_of(
        st.lists(made, min_size=2, max_size=3).flatmap(_group),
        st.lists(made, min_size=2, max_size=3).map(_row),
        st.builds(_gapped, made, st.lists(OTHER, max_size=2), made),
        st.builds(_perhaps, made, made, made, present=st.booleans()),
    )


MADE = st.recursive(WORDS.flatmap(_one), _larger, max_leaves=6)
AROUND = st.sampled_from(["", " ", "x ", " (", "é", "_", "¹", "\n\nThe. "])


@given(made=MADE, before=AROUND, after=AROUND)
def test_the_prefilter_loses_no_match_of_a_phrase(
    made: Made, before: str, after: str, language: Language, notation: Notation
) -> None:
    pattern = compile_pattern(PatternSpec(words=made.phrase), notation)
    assert pattern.needs
    plain = article_of(f"The {before}{made.words}{after} end.", language, "txt")
    document, abbreviations = plain.document, language.abbreviations
    free = Article(document, None, abbreviations)
    whole = Article(document, Lexicon(pattern.needs), abbreviations)
    asked = Article(document, Lexicon([], pattern.needs), abbreviations)
    apart = Article(document, Lexicon([]), abbreviations)
    for block in document.blocks:
        for area in (block.span, *free.sentences(block)):
            expected = list(pattern.find(free, area))
            for article in (whole, asked, apart):
                assert list(pattern.find(article, area)) == expected
    if before.strip() in {"", "x", "("} and after.strip() in {"", "("}:
        assert any(list(pattern.find(free, b.span)) for b in document.blocks)


@given(st.text(max_size=60))
def test_the_anchored_view_keeps_ascii_letters_and_digits_in_place(prose: str) -> None:
    view = matching_view(prose)
    anchored = anchored_view(view)
    kept = [c if c.isascii() and c.isalnum() else " " for c in view]
    assert anchored == f" {''.join(kept)} "
