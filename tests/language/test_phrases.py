import re

import pytest

from medlint.language.article import Article
from medlint.language.lexicon import Lexicon
from medlint.language.patterns import (
    PatternSpec,
    compile_pattern,
    compile_regex,
)
from medlint.language.phrases import Notation, PhraseError
from medlint.language.resources import Language
from tests.articles import article_of


@pytest.fixture
def small(notation: Notation) -> Notation:
    vocabulary = {"fruit": ["apple~", "(sour|sweet) cherr(y|ies)"], "loop": ["<loop>"]}
    return Notation(notation.inflections, vocabulary)


def found(phrase: str, text: str, notation: Notation, language: Language) -> list[str]:
    article = article_of(text, language, "txt")
    pattern = compile_pattern(PatternSpec(words=phrase), notation)
    blocks = article.document.blocks
    return [
        s.of(article.document.text)
        for b in blocks
        for s in pattern.find(article, b.span)
    ]


@pytest.mark.parametrize(
    ("phrase", "text", "matches"),
    [
        ("side effects", "No Side Effects here", ["Side Effects"]),
        ("side effects", "side\u00a0effects", ["side\u00a0effects"]),
        ("side effects", "side effectsize", []),
        ("art", "art, part, art", ["art", "art"]),
        ("the the", "the the the the", ["the the", "the the"]),
        ("cure~", "cures curing CURED curer", ["cures", "curing", "CURED"]),
        (
            "well-tolerated",
            "well tolerated, welltolerated, well\u2013tolerated",
            ["well tolerated", "welltolerated", "well\u2013tolerated"],
        ),
        ("don't", "they don\u2019t", ["don\u2019t"]),
        ("(a|the big) pill", "a pill and the big pill", ["a pill", "the big pill"]),
        ("(very)? safe", "very safe, safe", ["very safe", "safe"]),
        ("safe (indeed)?", "safe indeed or safe", ["safe indeed", "safe"]),
        ("so (very)? safe", "so safe so very safe", ["so safe", "so very safe"]),
        (
            "eat <fruit>",
            "eat apples, eat sweet cherries, eat bread",
            ["eat apples", "eat sweet cherries"],
        ),
        ("<fruit>? pie", "apple pie, pie", ["apple pie", "pie"]),
        (
            "cure {0,2} cancer",
            "cure cancer, cure all known cancer, cure a b c cancer",
            ["cure cancer", "cure all known cancer"],
        ),
        ("cure {0,3} cancer", "cure pain, and cancer", ["cure pain, and cancer"]),
        ("cure {0,3} cancer", "a cure. The cancer", []),
        ("cancer-free", "cancer free", ["cancer free"]),
        ("na\u00efve", "a na\u00efve reader", ["na\u00efve"]),
        ("50 \u00b5g", "take 50 \u03bcg", []),
    ],
)
def test_what_a_phrase_matches(
    phrase: str, text: str, matches: list[str], small: Notation, language: Language
) -> None:
    assert found(phrase, text, small, language) == matches


@pytest.mark.parametrize(
    ("phrase", "reason"),
    [
        ("", "a word is missing"),
        ("two  spaces", "a word is missing"),
        ("(open", "never closed"),
        ("close)", "unexpected"),
        ("(a|)", "a word is missing"),
        ("flags?", "(flags)?"),
        ("<nothing>", "unknown vocabulary <nothing>"),
        ("<loop>", "contains itself"),
        ("(maybe)?", "nothing but optional words"),
        ("a {1,3} b", "between {0,1} and {0,12}"),
        ("a {0,99} b", "between {0,1} and {0,12}"),
        ("a < b", "unexpected"),
    ],
)
def test_bad_notation_is_explained(phrase: str, reason: str, small: Notation) -> None:
    with pytest.raises(PhraseError, match=re.escape(reason)):
        small.compile(phrase)


@pytest.mark.parametrize("expression", ["(?=a)", r"(a)\1", "(a", "a{2000}"])
def test_expressions_that_are_not_linear_are_refused(expression: str) -> None:
    with pytest.raises(ValueError, match="not a linear-time expression"):
        compile_regex(expression, cased=False)


def test_the_prefilter_changes_no_match(language: Language, notation: Notation) -> None:
    text = "Studies show a cure. A CURE~ for 5.0 mg; cured (again) and incurable."
    specs = [
        PatternSpec(words="cure~"),
        PatternSpec(words="(a|no) cure"),
        PatternSpec(regex=r"\d\.0 mg"),
        PatternSpec(tokens=({"LOWER": {"IN": ["cure", "cured"]}},)),
    ]
    for spec in specs:
        pattern = compile_pattern(spec, notation)
        plain = article_of(text, language)
        assert pattern.needs
        fast = Article(plain.document, Lexicon(pattern.needs), language.abbreviations)
        block = plain.document.blocks[0].span
        assert list(pattern.find(plain, block)) == list(pattern.find(fast, block))


def test_token_sequences(language: Language, notation: Notation) -> None:
    spec = PatternSpec(tokens=({"LIKE_NUM": True}, {"LOWER": {"IN": ["mg", "mcg"]}}))
    article = article_of("Take ten mg or 5 mcg.\n\nNot 7 ml.", language)
    pattern = compile_pattern(spec, notation)
    found = [s for b in article.document.blocks for s in pattern.find(article, b.span)]
    assert [s.of(article.document.text) for s in found] == ["ten mg", "5 mcg"]
