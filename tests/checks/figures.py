"""Statements with figures that are right, and slips made from them, for tests.

Every statement is made from counts or values whose relations are known; a slip changes
one figure by more than any rounding can.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from random import Random

from medlint.language.numbers import SMALL_NUMBERS

Digits = Callable[[Fraction], str]


@dataclass(frozen=True)
class Statement:
    """A sentence and the code of the rule that should report it; empty for none."""

    text: str
    code: str = ""


_PERCENTS = ("{}%", "{}%", "{} percent", "{} per cent")
_NOUNS = ("patients", "women", "people", "adults", "participants with asthma", "mice")
_WORDS = {value: word for word, value in SMALL_NUMBERS.items() if value <= 12}

_SHARES = (
    "Of {N} {noun}, {n} ({p}) improved.",
    "Of the {N} {noun}, {n} ({p}) improved on the drug.",
    "Of {N} {noun} in the trial, {n} ({p}) improved after a year.",
    "In all, {n} of {N} {noun} ({p}) improved.",
    "In all, {n} of the {N} {noun} improved ({p}).",
    "In all, {n} out of {N} ({p}) improved.",
    "Pain fell in {n}/{N} {noun} ({p}).",
    "Pain fell in {n}/{N} ({p}); the others had none.",
    "Pain fell in {p} ({n}/{N}).",
    "Pain fell in {p} of {noun} ({n} of {N}).",
    "Pain fell in {p} ({n} of the {N} {noun}).",
    "Pain fell in {n} ({p}) of {N} {noun}.",
    "Pain fell in {n} ({p}) of the {N} {noun}, and sleep did not change.",
    "Pain fell in {n} {noun} ({p}) out of {N}.",
    "Pain fell in {n} of {N} {noun}, or {p}.",
    "The rate was {p} [{n}/{N}] in the first group.",
)
_CHANGES = (
    ("{rose} from {a} to {b}, a {p} {increase}.", "%"),
    ("{rose} from {a} to {b} (a {p} {increase}).", "%"),
    ("{rose} from {a} in March to {b} in May, a {p} {increase}.", "%"),
    ("{rose} from {a} to {b}, an overall {increase} of {p}.", "%"),
    ("{rose} by {p}, from {a} to {b}.", "%"),
    ("{rose} {p} (from {a} to {b}).", "%"),
    ("saw a {p} {increase}, from {a} to {b}.", "%"),
)
_UNITS = ("", "", " mg/dL", " points", " kg")


def shares(random: Random, count: int, *, slip: bool) -> Iterator[Statement]:
    """Yield counts with their percentages, in many phrasings and roundings."""
    made = 0
    while made < count:
        whole = random.choice([random.randint(5, 60), random.randint(60, 3000)])
        part = random.randint(1, whole)
        percent = Fraction(100 * part, whole)
        text, allowed = _rounded(random, percent)
        if slip:
            slipped = _slipped(random, text, allowed, percent)
            if slipped is None:
                continue
            text = slipped
        template = random.choice(_SHARES)
        words = random.random() < 0.2 and part in _WORDS and "/" not in template
        shown = _WORDS[part] if words else f"{part:,}"
        made += 1
        sentence = template.format(
            N=f"{whole:,}" if random.random() < 0.7 else str(whole),
            n=shown,
            p=random.choice(_PERCENTS).format(text),
            noun=random.choice(_NOUNS),
        )
        yield Statement(sentence, "STA004" if slip else "")


def one_in(random: Random, count: int, *, slip: bool) -> Iterator[Statement]:
    """Yield "1 in n" with its percentage; n is rounded to a whole number."""
    templates = (
        "About 1 in {n} ({p}%) had a rash.",
        "A rash was seen in 1 in {n} people ({p}%).",
        "A rash was seen in {p}%, or 1 in {n}.",
        "A rash was seen in {p}% (1 in {n}).",
        "One in {n} adults ({p} percent) had a rash.",
    )
    for _ in range(count):
        whole = random.randint(2, 20)
        factor = random.uniform(0.97, 1.03)
        percent = Fraction(100, whole) * Fraction(factor)
        if slip:
            percent *= random.choice(
                [Fraction(1, 2), Fraction(2, 3), Fraction(7, 4), Fraction(2)]
            )
        text = _decimal(percent, 1 if percent < 5 else 0)
        template = random.choice(templates)
        if not 0 < Fraction(text) < 100:
            continue
        yield Statement(template.format(n=whole, p=text), "STA004" if slip else "")


def changes(random: Random, count: int, *, slip: bool) -> Iterator[Statement]:
    """Yield changes of values, and of percentages in percent and in points."""
    made = 0
    while made < count:
        first, last = random.sample(range(40, 400), 2)
        if abs(first - last) < 8:
            continue
        percent = Fraction(100 * abs(last - first), first)
        text, allowed = _rounded(random, percent)
        if slip:
            slipped = _slipped(random, text, allowed * 3, percent)
            if slipped is None:
                continue
            text = slipped
        made += 1
        template, unit = random.choice(_CHANGES)
        measure = random.choice(_UNITS)
        up = last > first
        sentence = "The level " + template.format(
            rose="rose" if up else random.choice(["fell", "dropped"]),
            increase="increase" if up else random.choice(["decrease", "drop"]),
            a=f"{first}{measure}",
            b=f"{last}{measure}",
            p=text + unit,
        )
        yield Statement(sentence, "STA004" if slip else "")


def percent_changes(random: Random, count: int, *, slip: bool) -> Iterator[Statement]:
    """Yield changes between percentages, in percent or in points."""
    made = 0
    while made < count:
        first, last = random.sample(range(5, 96), 2)
        points = abs(last - first)
        relative = Fraction(100 * points, first)
        spread = Fraction(100 * last, first * first) / 2 + Fraction(50, first) + 2
        if points < 3 or abs(relative - points) <= spread:
            continue
        made += 1
        template, _ = random.choice(_CHANGES)
        up = last > first
        in_points = random.random() < 0.5
        stated = str(points) if in_points != slip else _decimal(relative, 0)
        unit = random.choice([" percentage points", "-point"]) if in_points else "%"
        if unit == "-point" and "a {p} {increase}" not in template:
            unit = " percentage points"
        sentence = "Cover " + template.format(
            rose="rose" if up else "fell",
            increase="increase" if up else "decrease",
            a=f"{first}%",
            b=f"{last}%",
            p=stated
            + (
                unit.replace(" p", "-p").replace("e p", "e-p").rstrip("s")
                if unit != "%" and "a {p} {i" in template
                else unit
            ),
        )
        yield Statement(sentence, "STA003" if slip else "")


def ratios(random: Random, count: int, *, slip: bool) -> Iterator[Statement]:
    """Yield ratios with their intervals, and what is said of them."""
    templates = (
        "Risk {fell} (HR {e}, 95% CI {l} to {h}).",
        "Risk {fell} (hazard ratio {e}; 95% CI, {l}-{h}).",
        "Risk {fell} (odds ratio, {e} [95% CI, {l}–{h}]).",
        "Risk {fell}, with a relative risk of {e} (95% confidence interval {l} to {h}).",
        "Risk {fell} (OR = {e}; 95% CI: {l}, {h}).",
        "Risk {fell} (hazard ratio for death, {e}; 95% CI, {l} to {h}; P = .03).",
    )
    for _ in range(count):
        low = Fraction(random.randint(20, 180), 100)
        high = low + Fraction(random.randint(10, 90), 100)
        estimate = low + (high - low) * Fraction(random.randint(30, 55), 100)
        significant = not low <= 1 <= high
        said = significant
        low_text, high_text = _decimal(low, 2), _decimal(high, 2)
        kind = random.choice(["words", "outside", "reversed"]) if slip else ""
        if kind == "words":
            if 1 in (low, high):
                continue
            said = not significant
        elif kind == "outside":
            beyond = Fraction(random.randint(5, 40), 100)
            estimate = random.choice(
                [high + beyond, max(low - beyond, Fraction(1, 50))]
            )
        elif kind == "reversed":
            low_text, high_text = high_text, low_text
        fell = "differed significantly" if said else "did not differ significantly"
        if 1 in (low, high):
            fell = "was looked at"
        text = random.choice(templates).format(
            fell=fell, e=_decimal(estimate, 2), l=low_text, h=high_text
        )
        yield Statement(text, "STA007" if slip else "")


def totals(random: Random, count: int, *, slip: bool) -> Iterator[Statement]:
    """Yield groups with their total."""
    templates = (
        "The trial had {N} patients ({a} women and {b} men).",
        "The trial had {N} adults: {a} men and {b} women.",
        "The trial had {N} older people ({a} female, {b} male).",
        "The {N} patients were randomly assigned: {a} to ginger and {b} to placebo.",
        "In all, {N} patients were randomized, {a} to the drug and {b} to placebo.",
    )
    for _ in range(count):
        first, last = random.randint(10, 400), random.randint(10, 400)
        off = random.choice([-10, -3, -1, 1, 2, 9]) if slip else 0
        text = random.choice(templates).format(a=first, b=last, N=first + last + off)
        yield Statement(text, "STA004" if slip else "")


def extremes(random: Random, count: int, *, slip: bool) -> Iterator[Statement]:
    """Yield falls and shares within what there can be, and beyond."""
    templates = (
        "Waiting times fell by {p}%.",
        "The new rule cut waiting times by {p} percent.",
        "Patients had {p}% fewer attacks than before.",
        "There was a {p}% reduction in attacks.",
        "There was a reduction in attacks of {p}%.",
        "The rash affects {p}% of patients.",
        "The probability of a rash was {p}%.",
        "The test had a sensitivity of {p}%.",
        "There is a {p}% chance of a rash.",
    )
    harmless = ("Cases rose by {p}%.", "Use grew to {p}% of the level of 2019.")
    for _ in range(count):
        percent = random.randint(101, 400) if slip else random.randint(1, 100)
        template = random.choice(templates)
        if not slip and random.random() < 0.3:
            template, percent = random.choice(harmless), random.randint(1, 400)
        yield Statement(template.format(p=percent), "STA005" if slip else "")


def _rounded(random: Random, percent: Fraction) -> tuple[str, Fraction]:
    """A percentage as people write it, and how far from the truth that may be."""
    places = random.choice([0, 0, 1, 2])
    style = random.choice(["nearest", "nearest", "cut", "half"])
    step = Fraction(1, 10**places)
    if style == "half" and places == 1:
        return _decimal(Fraction(round(percent * 2), 2), 1), Fraction(1, 4)
    if style == "cut":
        return _decimal(percent // step * step, places), step
    return _decimal(percent, places), step


def _slipped(
    random: Random, text: str, allowed: Fraction, percent: Fraction
) -> str | None:
    """Another percentage, as slips make them; None if rounding might explain it."""
    number = Fraction(text)
    places = len(text.partition(".")[2])
    digits = list(text)
    kind = random.choice(["swap", "digit", "add", "half", "other"])
    if kind == "swap" and len(digits) > 1 and "." not in digits[:2]:
        digits[0], digits[1] = digits[1], digits[0]
    elif kind == "digit":
        at = random.choice([i for i, d in enumerate(digits) if d.isdigit()])
        digits[at] = str((int(digits[at]) + random.randint(1, 9)) % 10)
    else:
        change = {
            "add": number + random.choice([-10, -5, 5, 10, 3]),
            "half": number / 2,
            "other": 100 - number,
        }.get(kind, number * 2)
        digits = list(_decimal(change, places))
    slipped = "".join(digits)
    value = Fraction(slipped)
    explained = abs(value - percent) <= max(allowed, Fraction(1, 4)) * 2
    return None if explained or not 0 < value <= 100 else slipped


def _decimal(value: Fraction, places: int) -> str:
    scaled = round(value * 10**places)
    text = f"{scaled:0{places + 1}d}"
    return f"{text[:-places]}.{text[-places:]}" if places else text
