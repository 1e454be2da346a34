import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from medlint.language.patterns import PatternSpec, compile_pattern
from medlint.language.phrases import Notation
from medlint.language.resources import Language
from medlint.text import Span
from tests.articles import article_of


@pytest.mark.parametrize(
    ("tokens", "message"),
    [
        ([], "at least one token"),
        ([{}], "at least one token"),
        ([{"OP": "?"}], "at least one token"),
        ([{"LOWER": 5}], "LOWER takes text"),
        ([{"LOWER": {"IN": "abc"}}], "IN takes a list"),
        ([{"LOWER": {"REGEX": "(a+)+$"}}], "LOWER takes no REGEX"),
        ([{"LOWER": {"FUZZY": "abc"}}], "LOWER takes no FUZZY"),
        ([{"IS_ALPHA": "yes"}], "IS_ALPHA takes true or false"),
        ([{"LENGTH": {">=": "4"}}], "LENGTH takes a whole number"),
        ([{"LOWER": "a", "OP": "many"}], "OP is one of"),
    ],
)
def test_tokens_the_matcher_would_refuse(
    tokens: list[dict[str, object]], message: str
) -> None:
    with pytest.raises(ValidationError, match=message):
        PatternSpec.model_validate({"tokens": tokens})


def test_tokens_with_values_of_every_kind(language: Language) -> None:
    tokens = [
        {"LOWER": {"IN": ["cures", "heals"]}, "IS_ALPHA": True},
        {"LENGTH": {">=": 4}, "OP": "{1,2}"},
    ]
    spec = PatternSpec.model_validate({"tokens": tokens})
    article = article_of("Tea cures most things.", language)
    found = compile_pattern(spec, language.notation).find(article, Span(0, 22))
    assert [span.of(article.document.text) for span in found] == ["cures most things"]


@pytest.mark.parametrize("regex", ["x*", "", "(a|b)?", "^"])
def test_an_expression_for_no_text_says_nothing(regex: str) -> None:
    with pytest.raises(ValidationError, match="no text at all"):
        PatternSpec.model_validate({"regex": regex})


def test_brackets_without_end(notation: Notation) -> None:
    words = "(" * 5_000 + "a" + ")" * 5_000
    with pytest.raises(ValidationError, match="nested too deeply"):
        PatternSpec.model_validate({"words": words}, context=notation)


@settings(max_examples=100)
@given(st.lists(st.sampled_from(["é", "😀", "e\u0301", "a", " ", "Łód", "fit"])))
def test_places_in_text_beyond_ascii(language: Language, parts: list[str]) -> None:
    text = "x" + "mark".join(parts) + "é mark"
    article = article_of(text, language, "txt")
    prose = article.document.text
    spec = PatternSpec(regex="(?P<at>mark)")
    pattern = compile_pattern(spec, language.notation)
    starts = [i for i in range(len(prose)) if prose.startswith("mark", i)]
    assert [s for s, _ in pattern.find(article, Span(0, len(prose)))] == starts
