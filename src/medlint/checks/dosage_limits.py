"""Finds amounts of a medicine that exceed every label, or are in a wrong unit."""

import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from medlint.checks.dosage_finds import Asked, Found, population_in, route_in
from medlint.document import Block
from medlint.knowledge.limits import Limit, Population, Route, amount
from medlint.knowledge.store import Concept
from medlint.language.article import Article
from medlint.language.quantities import (
    Frequency,
    Quantity,
    frequencies,
    how_many,
    quantities,
)
from medlint.text import Span

_WORDS = (
    r"of|is|are|be|at|an?|the|to|up|takes?|taking|doses?|dosage|daily|maximum|max|total"
    r"|usual|usually|recommended|starting|initial|typical|common|commonly|standard"
    r"|normal|adults?|oral|orally|tablets?|capsules?|caplets?|pills?|gelcaps|liquid|patch(?:es)?"
    r"|supplements?|per|once|single|should|can|may|for|by|mouth|regular|extra|strength"
    r"|about|around|high|higher|low|lower|day|every|each|start|starts|with a dose"
)
_GAP = re.compile(rf"(?:[ (),:-]|\b(?:{_WORDS})\b)*")
_RIGHT_BEFORE = re.compile(r"[ -](?:of |(?:doses?|tablets?|capsules?|pills?) of )?")
_MOST_WORDS = 8
_ADVICE = re.compile(
    r"\b(?:takes?|taking|gives?|giving|swallow|use|inject|doses?|dosage|recommended"
    r"|start|daily|every|times|twice|once)\b"
)
_IMPERATIVE = re.compile(r"\b(?:take|give|swallow|inject)\b")
_CEILING = re.compile(
    r"\b(?:maximum|max|limit|total|more than|up to|exceed\w*|at most|over)\b"
)
_CAP = re.compile(
    r"\b(?:maximum|max|limit|more than|up to|exceed\w*|at most)\b[^.;]{0,60}"
    r"(?:(?:a|per|each|any|every|one) (?:day|24)|24[ -]hours?|daily|/day)"
    r"|\bno more than \w+ (?:doses|times|tablets|capsules|pills)\b"
)
_MEDICINES = {"drugs", "remedies"}
_GUIDANCE = "the most in guidance on nutrition"
_LABELS = "the most that labels allow"
_NOT_COUNTED = {"day", "dose"}
_FAR = 100
_ABOVE = 2


@dataclass(frozen=True)
class Dose:
    """An amount of a medicine, as a sentence gives it."""

    quantity: Quantity
    concept: Concept
    name: str
    sentence: Span


def doses(article: Article, asked: Asked, block: Block) -> Iterator[Dose]:
    """Yield the amounts in a block that belong to a medicine with rows."""
    for quantity in quantities(article, block.span, asked.units):
        if not set(quantity.per) <= _NOT_COUNTED:
            continue
        sentence = article.sentence_at(quantity.span)
        found = _medicine(article, asked, quantity, sentence)
        if found:
            concept, name = found
            yield Dose(quantity, concept, name, sentence)


def _medicine(
    article: Article, asked: Asked, quantity: Quantity, sentence: Span
) -> tuple[Concept, str] | None:
    """Return the medicine that an amount is of, if words between leave no doubt."""
    found = asked.finder.near(article, sentence)
    near = [m for m in found if m.tables & _MEDICINES]
    at = bisect_left(near, quantity.span.start, key=lambda m: m.span.start)
    before = near[at - 1] if at else None
    after = near[at] if at < len(near) else None
    view = article.view
    if after and _RIGHT_BEFORE.fullmatch(view[quantity.span.end : after.span.start]):
        chosen = after
    elif before and _is_gap(view[before.span.end : quantity.span.start]):
        chosen = before
    else:
        return None
    for concept in chosen.of("drugs", "remedies"):
        if _rows(asked, concept):
            return concept, chosen.span.of(article.document.text)
    return None


def _is_gap(between: str) -> bool:
    few = len(between.split()) <= _MOST_WORDS
    return few and _GAP.fullmatch(between) is not None


def _rows(asked: Asked, concept: Concept) -> tuple[Limit, ...]:
    known = asked.limits.by_concept
    if concept.id in known:
        return known[concept.id]
    kinds = (row for name in concept.line for row in known.get(name, ()))
    return tuple(row for row in kinds if row.only)


def maximum(article: Article, asked: Asked) -> Iterator[Found]:
    """Single and daily doses above the most that any label allows."""
    for block in asked.blocks(article, asked.needs):
        for dose in doses(article, asked, block):
            words = dose.sentence.of(article.view)
            row = _row_for(asked, dose, words)
            if row and _ADVICE.search(words):
                yield from _too_much(article, asked, dose, row)


def _row_for(asked: Asked, dose: Dose, words: str) -> Limit | None:
    """The row for the route and the people of a sentence; none if that is unknown."""
    route, is_named = route_in(words)
    population = population_in(words)
    rows = _rows(asked, dose.concept)
    fitting = [
        row
        for row in rows
        if (row.route is route if is_named else row.sole and row.route is Route.ORAL)
    ]
    own = [row for row in fitting if row.population is population]
    adult = [row for row in fitting if row.population is Population.ADULT]
    return next(iter(own or adult), None)


def _too_much(
    article: Article, asked: Asked, dose: Dose, row: Limit
) -> Iterator[Found]:
    often = _how_often(article, dose, asked)
    count, place = how_many(article, dose.quantity)
    taken = dose.quantity.high * count
    for limit, times, words in _compared(article, dose, row, often):
        most, unit = amount(limit)
        values = _in_unit(asked, dose, taken * times, unit)
        if values and min(values) > most:
            last = often.span if often and times != 1 else place
            span = place.hull(last)
            kind = _GUIDANCE if row.is_intake else _LABELS
            told = f"{kind}, {_grouped(limit)} {words}"
            yield Found(span, {"limit": told, "drug": dose.name})
            return


def _compared(
    article: Article, dose: Dose, row: Limit, often: Frequency | None
) -> Iterator[tuple[str, Fraction, str]]:
    """Yield limits, with what the amount counts for each of them."""
    one, day = Fraction(1), ("a day" if row.daily else "")
    words = dose.sentence.of(article.view)
    if "day" in dose.quantity.per or (often and often.is_total):
        if row.daily:
            yield row.daily, one, day
        return
    if often is None and row.is_intake:
        return
    if often is None and (_CEILING.search(words) or not _IMPERATIVE.search(words)):
        # It may be the amount of a day.
        limit = row.daily or row.single
        if limit:
            yield limit, one, day or "at once"
        return
    if row.single:
        yield row.single, one, "at once"
    if row.daily and often and often.is_daily and not _is_capped(article, dose):
        yield row.daily, _fewest(article, dose, often), day


def _fewest(article: Article, dose: Dose, often: Frequency) -> Fraction:
    """How often it is taken at least: "every 4 hours, four times a day"."""
    others = frequencies(article, dose.sentence)
    counted = [f.low for f in others if f.is_daily and not f.is_total]
    return min([often.low, *counted])


def _is_capped(article: Article, dose: Dose) -> bool:
    """Whether the text goes on to say how much a day is the most."""
    block = article.block_at(dose.sentence.start)
    rest = Span(dose.sentence.start, block.span.end)
    return _CAP.search(rest.of(article.view)) is not None


def _how_often(article: Article, dose: Dose, asked: Asked) -> Frequency | None:
    """The frequency that goes with an amount: after it, or else before it."""
    place = dose.quantity.span
    others = [
        q.span
        for q in quantities(article, dose.sentence, asked.units)
        if q.span != place
    ]
    found = frequencies(article, dose.sentence)
    after = [f for f in found if f.span.start >= place.end]
    before = [f for f in found if f.span.end <= place.start]
    for frequency in (*after[:1], *before[-1:]):
        between = Span(
            min(place.end, frequency.span.end), max(place.start, frequency.span.start)
        )
        if not any(other.overlaps(between) for other in others):
            return frequency
    return None


def _in_unit(
    asked: Asked, dose: Dose, value: Fraction, unit: str
) -> tuple[Fraction, ...]:
    """An amount of a medicine in another unit; none where they do not compare."""
    own, other = dose.quantity.unit, asked.units.by_id[unit]
    if found := own.convert(value, other):
        return found
    for substance in asked.units.substances:
        if substance.id != dose.concept.id:
            continue
        mass, activity = (asked.units.by_id[name] for name in substance.units)
        if own.id == activity.id:
            return tuple(
                v for w in substance.worth for v in mass.convert(value / w, other)
            )
        return tuple(v * w for w in substance.worth for v in own.convert(value, mass))
    return ()


def unit(article: Article, asked: Asked) -> Iterator[Found]:
    """Amounts that are far outside what is plausible, or in a wrong unit."""
    for block in asked.blocks(article, asked.needs):
        for dose in doses(article, asked, block):
            words = dose.sentence.of(article.view)
            for row in _rows_of_route(asked, dose, words):
                if usual := _implausible(asked, dose, row, words):
                    yield Found(dose.quantity.span, {"drug": dose.name, "usual": usual})
                    break


def _rows_of_route(asked: Asked, dose: Dose, words: str) -> list[Limit]:
    """Rows that tell what is plausible: those of a patch only where there is one."""
    rows = _rows(asked, dose.concept)
    if route_in(words)[0] is Route.PATCH:
        rows = tuple(r for r in rows if r.route is Route.PATCH) or rows
    else:
        rows = tuple(r for r in rows if r.route is not Route.PATCH)
    return [row for row in rows if row.plausible or row.only]


def _implausible(asked: Asked, dose: Dose, row: Limit, words: str) -> str:
    """What is usual instead; empty if nothing is wrong."""
    quantity = dose.quantity
    if row.only:
        wrong = quantity.unit.kind not in row.only and quantity.unit.id in row.never
        return "in units" if wrong and _IMPERATIVE.search(words) else ""
    least, most = (amount(text) for text in row.plausible)
    low = _in_unit(asked, dose, quantity.low, least[1])
    high = _in_unit(asked, dose, quantity.high, most[1])
    if not low or not high:
        return ""
    far = min(high) >= _FAR * most[0] or (
        dose.concept.table == "drugs" and 0 < max(low) * _FAR <= least[0]
    )
    odd = quantity.unit.id in row.never and min(high) > _ABOVE * most[0]
    return " to ".join(map(_grouped, row.plausible)) if far or odd else ""


def _grouped(text: str) -> str:
    """An amount with its thousands grouped, and micrograms written out."""
    value, name = text.split(" ")
    whole, point, rest = value.partition(".")
    name = "micrograms" if name == "mcg" else name
    return f"{int(whole):,}{point}{rest} {name}"
