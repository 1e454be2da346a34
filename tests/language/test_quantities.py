from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medlint.language.quantities import (
    Frequency,
    Quantity,
    frequencies,
    how_many,
    quantities,
)
from medlint.language.resources import Language
from medlint.text import Span
from tests.articles import article_of


def read(text: str, language: Language) -> tuple[Quantity, ...]:
    article = article_of(text, language, "txt")
    return quantities(article, Span(0, len(article.document.text)), language.units)


def often(text: str, language: Language) -> tuple[Frequency, ...]:
    article = article_of(text, language, "txt")
    return frequencies(article, Span(0, len(article.document.text)))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Take 5 mg now", [("5 mg", "mg")]),
        ("Take 5mg", [("5mg", "mg")]),
        ("a 5-mg tablet", [("5-mg", "mg")]),
        ("50 µg", [("50 µg", "mcg")]),
        ("50 micrograms", [("50 micrograms", "mcg")]),
        ("2.5 milligrams", [("2.5 milligrams", "mg")]),
        ("5 to 10 mg", [("5 to 10 mg", "mg")]),
        ("5 mg to 10 mg", [("5 mg to 10 mg", "mg")]),
        ("10 mg/kg/day", [("10 mg/kg/day", "mg/kg/day")]),
        ("15 mg per kg", [("15 mg per kg", "mg/kg")]),
        ("160 mg/5 mL", [("160 mg/5 mL", "mg/mL")]),
        ("180 mg/dL (10 mmol/L)", [("180 mg/dL", "mg/dL"), ("10 mmol/L", "mmol/L")]),
        ("98.6°F", [("98.6°F", "F")]),
        ("37 degrees Celsius", [("37 degrees Celsius", "C")]),
        ("101 F (38 C)", [("101 F", "F"), ("38 C", "C")]),
        ("120 mm Hg", [("120 mm Hg", "mmHg")]),
        ("1.2 million units", [("1.2 million units", "unit")]),
        ("two teaspoons", [("two teaspoons", "tsp")]),
        ("400 IU", [("400 IU", "IU")]),
        ("5 minutes, 3 men, 4 mice", []),
        ("Vitamin B12 mg", []),
    ],
)
def test_quantities(
    text: str, expected: list[tuple[str, str]], language: Language
) -> None:
    found = read(text, language)
    assert [(q.span.of(text), q.id) for q in found] == expected


def test_a_part_of_a_compound_is_not_pure(language: Language) -> None:
    assert [q.is_pure for q in read("5 feet 6 inches", language)] == [True, False]


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("twice a day", 2, 2),
        ("twice daily", 2, 2),
        ("three times a day", 3, 3),
        ("3 to 4 times daily", 3, 4),
        ("every 4 hours", 6, 6),
        ("every 4 to 6 hours", 4, 6),
        ("every four to six hours", 4, 6),
        ("q6h", 4, 4),
        ("BID", 2, 2),
        ("with each meal", 3, 3),
        ("at bedtime", 1, 1),
        ("once a day", 1, 1),
    ],
)
def test_frequencies(text: str, low: int, high: int, language: Language) -> None:
    (found,) = often(f"Take it {text}.", language)
    assert [found.low, found.high] == [low, high]
    assert not found.is_total


def test_amounts_of_a_day_and_of_a_week_are_told_apart(language: Language) -> None:
    (day,) = often("4 g a day", language)
    (week,) = often("50,000 IU once a week", language)
    assert (day.is_total, day.is_daily) == (True, True)
    assert (week.is_total, week.is_daily) == (False, False)


def test_tablets_are_counted(language: Language) -> None:
    text = "Take two 500 mg tablets."
    article = article_of(text, language, "txt")
    (quantity,) = read(text, language)
    count, place = how_many(article, quantity)
    assert (count, place.of(text)) == (2, "two 500 mg tablets")


UNITS = ["mcg", "mg", "g", "kg", "lb", "oz", "mL", "L", "tsp", "cup", "cm", "m", "inch"]


@given(
    st.sampled_from(UNITS),
    st.sampled_from(UNITS),
    st.fractions(min_value=0, max_value=10**6),
)
@settings(max_examples=100)
def test_there_and_back_is_where_it_was(
    language: Language, first: str, last: str, value: Fraction
) -> None:
    one, other = language.units.by_id[first], language.units.by_id[last]
    for there in one.convert(value, other):
        assert value in other.convert(there, one)


@given(st.fractions(min_value=-100, max_value=1000))
@settings(max_examples=100)
def test_degrees_there_and_back(language: Language, value: Fraction) -> None:
    celsius, fahrenheit = (language.units.by_id[name] for name in "CF")
    (there,) = celsius.convert(value, fahrenheit)
    assert fahrenheit.convert(there, celsius) == (value,)
    assert celsius.convert(Fraction(37), fahrenheit) == (Fraction("98.6"),)
