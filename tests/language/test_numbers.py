from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medlint.language.numbers import Number, numbers, single_numbers
from medlint.language.resources import Language
from medlint.text import Span
from tests.articles import article_of


def read(text: str, language: Language) -> tuple[Number, ...]:
    article = article_of(text, language, "txt")
    return numbers(article, Span(0, len(article.document.text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Take 5 mg", ["5"]),
        ("Take 10mg", ["10"]),
        ("1,200 people", ["1200"]),
        ("12,34,567 people", ["1234567"]),
        ("100 000 people", ["100000"]),
        ("12\u2009345 people", ["12345"]),
        ("take 2 500 mg tablets", ["2", "500"]),
        ("take 2\u00a0500 mg tablets", ["2", "500"]),
        ("a hazard ratio of 0.85", ["0.85"]),
        ("a hazard ratio of 0·85", ["0.85"]),
        ("a hazard ratio of 0,85", ["0.85"]),
        ("p<.05", ["0.05"]),
        ("in 1,5 of them", []),
        ("2½ tablets", ["2.5"]),
        ("2 1/2 tablets", ["2.5"]),
        ("½ a tablet", ["0.5"]),
        ("1/2 a tablet", ["0.5"]),
        ("12/48 patients", ["12", "48"]),
        ("120/80 mmHg", ["120", "80"]),
        ("one and a half tablets", ["1.5"]),
        ("2 and a half tablets", ["2.5"]),
        ("half a tablet", ["0.5"]),
        ("the half-life is 5 hours", ["5"]),
        ("two-thirds of people", ["2/3"]),
        ("a third of people", ["1/3"]),
        ("a third dose", []),
        ("the third dose", []),
        ("a quarter of people", ["0.25"]),
        ("twenty-five people", ["25"]),
        ("one hundred and twenty people", ["120"]),
        ("two thousand three hundred people", ["2300"]),
        ("three hundred thousand people", ["300000"]),
        ("a dozen people", ["12"]),
        ("half a million people", ["500000"]),
        ("1.5 million people", ["1500000"]),
        ("several hundred people", []),
        ("no one came", []),
        ("-0.5 points", ["-0.5"]),
        ("\u22120.5 points", ["-0.5"]),
        ("+3 points", ["3"]),
        ("B12, COVID-19, omega-3, H1N1 and CD4", []),
        ("the 2nd and the 21st", []),
        ("at 8:30 on 12/05/2024 and 2024-05-12", []),
        ("call 1-800-555-0199", []),
        ("10^6 cells, 10⁶ cells", []),
        ("a 12-week trial", ["12"]),
        ("[1,2]", []),
        ("", []),
    ],
)
def test_numbers_are_read(text: str, expected: list[str], language: Language) -> None:
    found = read(text, language)
    assert [number.low for number in found] == [Fraction(e) for e in expected]
    assert not any(number.is_range for number in found)


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("5-10 mg", 5, 10),
        ("5\u201310 mg", 5, 10),
        ("5 \u2013 10 mg", 5, 10),
        ("5 to 10 mg", 5, 10),
        ("5-to-10-mg tablets", 5, 10),
        ("one or two tablets", 1, 2),
        ("between 5 and 10 mg", 5, 10),
        ("2 to 3 million", 2_000_000, 3_000_000),
        ("1,000 to 2,000 IU", 1000, 2000),
        ("-2 to 5 points", -2, 5),
        ("\u22125 to \u22122 points", -5, -2),
        ("two and a half to three hours", Fraction(5, 2), 3),
    ],
)
def test_ranges(
    text: str, low: int | Fraction, high: int | Fraction, language: Language
) -> None:
    (found,) = read(text, language)
    assert (found.low, found.high, found.is_range) == (low, high, True)


@pytest.mark.parametrize(
    "text", ["12 to 8", "5 and 10", "5 mg to 10 mg", "10 in 100", "odds of 3 to 1"]
)
def test_no_ranges(text: str, language: Language) -> None:
    assert not any(number.is_range for number in read(text, language))


@pytest.mark.parametrize(
    ("text", "step"),
    [("5", 1), ("2.50", "1/100"), ("1.5 million", 100_000), ("half", 0), ("six", 1)],
)
def test_precision_is_what_was_written(
    text: str, step: int | str, language: Language
) -> None:
    (found,) = read(f"about {text} of them", language)
    assert found.step == Fraction(step)


def test_words_are_told_from_digits(language: Language) -> None:
    found = read("two of 3, half of four, ½ of one hundred", language)
    assert [n.is_word for n in found] == [True, False, True, True, False, True]


@settings(max_examples=150, deadline=None)
@given(st.decimals(-10_000, 10_000, places=2), st.booleans())
def test_any_decimal_is_read_back(
    language: Language, value: object, grouped: bool
) -> None:
    text = f"{value:,}" if grouped else f"{value}"
    article = article_of(f"It was {text} then.", language, "txt")
    (found,) = single_numbers(article, Span(0, len(article.document.text)))
    assert found.low == Fraction(str(value))
    assert found.span.of(article.document.text) == found.text == text
