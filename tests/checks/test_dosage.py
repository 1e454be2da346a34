"""Arithmetic of doses and conversions on generated statements, right and wrong."""

import random
from collections.abc import Sequence
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medlint.knowledge.limits import Limit, Population, amount
from medlint.linter import Linter
from medlint.packs import RuleSet
from medlint.source import Format, SourceFile

FOUND = 0.95
TODAY = date(2026, 11, 22)


def found_in(statements: Sequence[str], ruleset: RuleSet, code: str) -> list[str]:
    """Lint statements, each a paragraph; return those that were reported."""
    linter = Linter(ruleset.select([code]), today=TODAY)
    text = "\n\n".join(statements)
    report = linter.lint(SourceFile("x.txt", Format.PLAIN, text))
    lines = text.split("\n")
    return [lines[f.location.start.line - 1] for f in report.findings]


def shown(value: Fraction, digits: int) -> str:
    """A value as people write it, with thousands grouped."""
    return f"{float(value):,.{digits}f}"


PAIRS = [
    # statement, first unit to second, digits of the second, plausible first values
    ("The tablet holds {} mg ({} mcg).", Fraction(1000), 0, (0.05, 9.95, 2)),
    ("The sachet holds {} g ({} mg).", Fraction(1000), 0, (0.5, 9.5, 1)),
    ("The bag holds {} L ({} mL).", Fraction(1000), 0, (0.5, 5.5, 1)),
    ("Keep blood sugar at {} mg/dL ({} mmol/L).", Fraction("0.0555"), 1, (61, 399, 0)),
    ("His LDL is {} mg/dL ({} mmol/L).", Fraction("0.02586"), 1, (61, 299, 0)),
    ("A child of {} lb ({} kg) is small.", Fraction("0.45359237"), 1, (11, 199, 0)),
    ("A waist of {} inches ({} cm) is wide.", Fraction("2.54"), 0, (21, 59, 0)),
    ("Vitamin D: {} mcg ({} IU) a day.", Fraction(40), 0, (5, 125, 0)),
    ("Eat {} kcal ({} kJ) at lunch.", Fraction("4.184"), 0, (151, 999, 0)),
    ("Creatinine of {} mg/dL ({} µmol/L).", Fraction("88.4"), 0, (0.6, 4.9, 1)),
]


def statements(seed: int, *, factor: float = 1) -> list[str]:
    """One statement of each kind; the second amount is multiplied by a factor."""
    source = random.Random(seed)
    made = []
    for text, worth, digits, (least, most, places) in PAIRS:
        first = Fraction(str(round(source.uniform(least, most), places)))
        last = first * worth * Fraction(str(factor))
        made.append(text.format(shown(first, places), shown(last, digits)))
    value = Fraction(str(round(source.uniform(35, 42), 1)))
    last = (value * Fraction(9, 5) + 32) * Fraction(str(factor))
    made.append(f"The fever was {shown(value, 1)}°C ({shown(last, 1)}°F).")
    return made


@given(st.lists(st.integers(0, 10**9), min_size=20, max_size=20))
@settings(max_examples=8)
def test_no_right_conversion_is_reported(ruleset: RuleSet, seeds: list[int]) -> None:
    made = [text for seed in seeds for text in statements(seed)]
    assert found_in(made, ruleset, "DOS008") == []


@pytest.mark.parametrize("factor", [0.01, 0.1, 0.5, 0.8, 1.25, 2, 10, 100])
def test_wrong_conversions_are_found(ruleset: RuleSet, factor: float) -> None:
    made = [text for seed in range(20) for text in statements(seed, factor=factor)]
    found = found_in(made, ruleset, "DOS008")
    assert len(set(found)) >= FOUND * len(set(made))


def limits(ruleset: RuleSet) -> list[tuple[Limit, str]]:
    """Rows with a daily limit in milligrams, and what the medicine is called."""
    concepts = ruleset.language.claims.finder.knowledge.concepts
    names = {id_: c.name for (_, id_), c in concepts.items()}
    return [
        (row, names[row.of])
        for row in ruleset.language.limits.rows
        if row.daily.endswith(" mg") and row.population is Population.ADULT
    ]


SENTENCES = [
    ("Take {} mg of {} once a day.", 1, True),
    ("Take {1} {0} mg twice daily by mouth.", 2, False),
    ("Adults should take {} mg of {} every 8 hours.", 3, False),
    ("The usual oral dose of {1} is {0} mg a day.", 1, True),
    ("Swallow {} mg of {} every 4 to 6 hours.", 4, False),
]


def dosed(seed: int, ruleset: RuleSet, share: Fraction) -> list[str]:
    """For each limit a sentence whose daily amount is a share of it."""
    source = random.Random(seed)
    made = []
    for row, name in limits(ruleset):
        text, times, _ = source.choice(SENTENCES)
        value = amount(row.daily)[0] * share / times
        if share <= 1 and row.single:
            value = min(value, amount(row.single)[0])
        made.append(text.format(f"{float(value):,.6f}".rstrip("0").rstrip("."), name))
    return made


@given(st.integers(0, 10**9), st.fractions(Fraction(1, 100), Fraction(99, 100)))
@settings(max_examples=6)
def test_no_dose_within_the_limits_is_reported(
    ruleset: RuleSet, seed: int, share: Fraction
) -> None:
    assert found_in(dosed(seed, ruleset, share), ruleset, "DOS006") == []


@pytest.mark.parametrize("share", ["1.2", "2", "10", "1000"])
def test_doses_above_the_limits_are_found(ruleset: RuleSet, share: str) -> None:
    made = [t for seed in range(3) for t in dosed(seed, ruleset, Fraction(share))]
    missed = set(made) - set(found_in(made, ruleset, "DOS006"))
    assert len(missed) <= (1 - FOUND) * len(set(made)), sorted(missed)[:20]


def test_a_thousand_times_too_much_is_an_implausible_unit(ruleset: RuleSet) -> None:
    rows = [
        (row, name)
        for row, name in limits(ruleset)
        if row.plausible and row.plausible[1].endswith(" mg")
    ]
    made = [
        f"A common dose of {name} is {float(amount(row.plausible[1])[0] * 1000):,.0f} mg."
        for row, name in rows
    ]
    found = found_in(made, ruleset, "DOS007")
    assert len(set(found)) >= FOUND * len(made), sorted(set(made) - set(found))[:20]
    fine = [f"A common dose of {n} is {row.plausible[1]}." for row, n in rows]
    assert found_in(fine, ruleset, "DOS007") == []


@pytest.mark.parametrize(
    ("name", "unit", "least", "most"),
    [
        ("An A1C of", "%", 4, 14),
        ("Oxygen saturation of", "%", 80, 100),
        ("A heart rate of", " bpm", 40, 200),
        ("Body temperature of", "°C", 34, 42),
        ("A blood pH of", "", 7, 7.7),
        ("A BMI of", "", 22, 60),
    ],
)
def test_values_in_range_pass_and_far_ones_are_found(
    name: str, unit: str, least: float, most: float, ruleset: RuleSet
) -> None:
    source = random.Random(7)
    values = [round(source.uniform(least, most), 1) for _ in range(40)]
    right = [f"{name} {value}{unit} was measured." for value in values]
    wrong = [f"{name} {round(value * 10, 1)}{unit} was measured." for value in values]
    assert found_in(right, ruleset, "DOS011") == []
    found = found_in(wrong, ruleset, "DOS011")
    assert len(set(found)) >= FOUND * len(set(wrong))


@given(st.integers(60, 250), st.integers(30, 140))
@settings(max_examples=40)
def test_blood_pressures_the_wrong_way_round(
    ruleset: RuleSet, upper: int, lower: int
) -> None:
    text = f"Her blood pressure was {upper}/{lower} mm Hg."
    assert bool(found_in([text], ruleset, "DOS011")) == (upper < lower)


def test_the_prefilter_changes_nothing(ruleset: RuleSet) -> None:
    rules = [rule for rule in ruleset.rules if rule.kind == "dosage"]
    chosen = ruleset.select([rule.code for rule in rules])
    on = Linter(chosen, today=TODAY)
    off = Linter(chosen, today=TODAY, prefilter=False)
    for rule in rules:
        for example in (*rule.bad, *rule.good):
            source = SourceFile("x.md", Format.MARKDOWN, example.text)
            assert on.lint(source).findings == off.lint(source).findings, example.text
