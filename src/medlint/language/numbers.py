"""Numbers in prose: "1,200", "2½", "-0.85", "one and a half", "5–10", "two or three".

A number is read with the precision it was written in, as a fraction and never as a
float. What only looks like one is left out: "B12", "COVID-19", "2nd", "8:30",
"12/05/2024", "1-800-555-0199", "10^6".
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from medlint.language.article import Article
from medlint.text import Span


@dataclass(frozen=True)
class Number:
    """A number, or two that make a range, at its place in the prose.

    `low` and `high` are equal unless it is a range. `step` is what one more in the
    last digit would be: 1/10 for "2.5", 100,000 for "1.5 million", 0 for what is
    exact as it stands, such as "half".
    """

    span: Span
    low: Fraction
    high: Fraction
    text: str
    is_range: bool
    is_word: bool
    step: Fraction = Fraction(1)


def numbers(article: Article, span: Span) -> tuple[Number, ...]:
    """Return the numbers that lie wholly in a span of the prose, in order.

    Two that are joined as a range ("5 to 10", "5-10", "two or three", "between 5 and
    10") count as one if the second is the greater; units between them ("5 mg to 10
    mg") keep them apart.
    """
    return article.memo(("numbers", span), lambda: tuple(_joined(article, span)))


def single_numbers(article: Article, span: Span) -> tuple[Number, ...]:
    """Return the numbers of a span with the ends of ranges apart."""
    return article.memo(("single numbers", span), lambda: tuple(_read(article, span)))


_ONES = ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
_TEENS = [
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
SMALL_NUMBERS: Mapping[str, int] = MappingProxyType(
    {word: value for value, word in enumerate(["zero", *_ONES, *_TEENS])}
    | {word: 10 * value for value, word in enumerate(_TENS, start=2)}
)
_SCALES: Mapping[str, int] = MappingProxyType(
    {"dozen": 12, "thousand": 10**3, "million": 10**6}
    | {"billion": 10**9, "trillion": 10**12}
)
_PARTS: Mapping[str, int] = MappingProxyType(
    {"hal": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "eighth": 8}
    | {"tenth": 10}
)
_SIGNS: Mapping[str, Fraction] = MappingProxyType(
    {"½": Fraction(1, 2), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3)}
    | {"¼": Fraction(1, 4), "¾": Fraction(3, 4), "⅛": Fraction(1, 8)}
    | {"⅕": Fraction(1, 5), "⅖": Fraction(2, 5), "⅗": Fraction(3, 5)}
    | {"⅘": Fraction(4, 5), "⅜": Fraction(3, 8), "⅝": Fraction(5, 8)}
    | {"⅞": Fraction(7, 8), "⅙": Fraction(1, 6), "⅚": Fraction(5, 6)}
)
_THIN = re.compile("(?<=\\d)[\u2009\u202f](?=\\d{3}(?!\\d))")

_CODES = (
    # Codes, phone numbers, dates, times, versions, ordinals, powers.
    r"(?<![a-z0-9])(?!to-)[a-z]+-?\d[a-z0-9-]*"
    r"|\(?\d{3}\)? \d{3}-\d{4}"
    r"|\d+(?:-\d+){2,}|\d+(?:/\d+){2,}|\d+(?::\d+)+|\d+(?:\.\d+){2,}"
    r"|\d+(?:st|nd|rd|th|s)\b|\d+(?:\^-?\d+|[⁰¹²³⁴-⁹])"
)
# A plain space parts thousands only before zeros: "2 500 mg tablets" are two.
_DIGITS = (
    r"(?:(?:0,\d+|\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}"
    r"|\d{1,3}(?:[\u2009\u202f]\d{3})+|\d{1,3}(?: 000)+(?!\d)|\d+)(?:[.·]\d+)?"
    r"|(?<![\w)\]\"'%.,])[.·]\d+)(?!\d|,\d|/\d+/)"
)
_SLASHED = r"(?:1/2|1/3|2/3|1/4|3/4|1/8)(?![\d/])"
_SIGN = f"[{''.join(_SIGNS)}]"
_SCALE = rf"(?:[ -](?P<scale>{'|'.join(['hundred', *_SCALES])})\b)?"
_WRITTEN = (
    rf"(?P<sign>(?<![\w)\]%.])[+-])?(?:(?<![\d/])(?P<slashed>{_SLASHED})"
    rf"|(?P<digits>{_DIGITS})(?:[ -]?(?P<extra>{_SIGN})|[ -](?P<more>{_SLASHED})"
    rf"|(?P<half> and a half\b))?|(?P<part>{_SIGN})){_SCALE}"
)
_UNDER_100 = (
    rf"(?:(?:{'|'.join(_TENS)})(?:[ -](?:{'|'.join(_ONES)})\b)?"
    rf"|{'|'.join(['zero', *_ONES, *_TEENS])})\b"
)
_UNDER_1000 = (
    rf"(?:(?:{_UNDER_100}|an?)[ -]hundred\b(?: (?:and )?{_UNDER_100})?|{_UNDER_100})"
)
_SPELLED = (
    r"(?<!\bno )(?<!\bthis )(?<!\bthat )(?<!\bwhich )(?<!\banother )(?<![a-z0-9]-)"
    rf"\b(?P<words>(?:(?:{_UNDER_1000}|half an?|an?)[ -](?:{'|'.join(_SCALES)})\b"
    rf"(?:,? (?:and )?{_UNDER_1000}(?! (?:{'|'.join(_SCALES)})))?|{_UNDER_1000})"
    r"(?! another\b|'))(?P<and_half> and a half\b)?"
)
_SHARE = (
    r"\b(?P<share>(?:one|two|three|four|five|seven)[ -](?:half|halves|(?:third|quarter"
    r"|fifth|sixth|eighth|tenth)s?)\b"
    r"|(?<!\band )an? (?:half|quarter|(?:third|fifth|sixth|eighth|tenth)"
    r"(?= of\b| as\b| more\b| less\b|[.,;:)]|$))(?!-)\b"
    r"|(?<!first )(?<!second )(?<!other )(?<!latter )(?<!-)half\b"
    r"(?!-| past| an? (?:dozen|.{3,4}lion)))"
)
_ANY = re.compile(
    rf"(?P<code>{_CODES})|{_SHARE}|{_WRITTEN}|{_SPELLED}|(?P<other>\d[\d.,/-]*)"
)
_JOINS = re.compile(r" ?- ?| to | or | through |-to-|-or-")


def _read(article: Article, span: Span) -> Iterator[Number]:
    """Yield the numbers of a span one by one."""
    view = span.of(article.view)
    prose = span.of(article.document.text)
    if not prose.isascii():
        for thin in _THIN.finditer(prose):
            at = thin.start()
            view = view[:at] + prose[at] + view[at + 1 :]
    for found in _ANY.finditer(view):
        read = _value(found)
        if read is not None:
            value, step = read
            place = Span(*found.span()).shift(span.start)
            text = place.of(article.document.text)
            is_word = not (found["digits"] or found["slashed"] or found["part"])
            yield Number(
                place, value, value, text, is_range=False, is_word=is_word, step=step
            )


def _value(found: re.Match[str]) -> tuple[Fraction, Fraction] | None:
    """What a match is worth, and the step of its last digit."""
    if found["code"] or found["other"]:
        return None
    if found["share"]:
        return _share(found["share"]), Fraction(0)
    if found["words"]:
        value, step = _spelled(found["words"])
        return value + (Fraction(1, 2) if found["and_half"] else 0), step
    return _written(found)


def _share(words: str) -> Fraction:
    """The worth of "two-thirds", "a quarter", "half"."""
    first, _, last = words.replace("-", " ").rpartition(" ")
    part = next(value for word, value in _PARTS.items() if last.startswith(word))
    return Fraction(SMALL_NUMBERS.get(first, 1), part)


def _spelled(words: str) -> tuple[Fraction, Fraction]:
    """The worth of "two hundred and forty", and its step."""
    total, current, step = Fraction(0), Fraction(0), 1
    for word in re.findall(r"[a-z]+", words):
        if word == "half":
            current = Fraction(1, 2)
        elif word in ("a", "an"):
            current = current or Fraction(1)
        elif word == "hundred":
            current, step = current * 100, 100
        elif word in _SCALES:
            total, current, step = total + current * _SCALES[word], Fraction(0), 1
            step = _SCALES[word]
        elif word != "and":
            current, step = current + SMALL_NUMBERS[word], 1
    return total + current, Fraction(step)


def _written(found: re.Match[str]) -> tuple[Fraction, Fraction]:
    """The worth of a number in digits, and its step."""
    value, step = Fraction(0), Fraction(0)
    if found["digits"]:
        plain = re.sub("[\u2009\u202f ]", "", found["digits"]).replace("·", ".")
        comma = re.fullmatch(r"0,\d+", plain) is not None
        plain = plain.replace(",", "." if comma else "")
        value = Fraction(plain)
        step = Fraction(1, 10 ** len(plain.partition(".")[2]))
    for part in (found["slashed"], found["more"]):
        value += Fraction(part) if part else 0
    for sign in (found["extra"], found["part"]):
        value += _SIGNS[sign] if sign else 0
    if found["half"]:
        value += Fraction(1, 2)
    if found["scale"]:
        scale = _SCALES.get(found["scale"], 100)
        value, step = value * scale, step * scale
    return (-value if found["sign"] == "-" else value), step


def _joined(article: Article, span: Span) -> Iterator[Number]:
    """Yield the numbers of a span, ranges as one."""
    waiting: Number | None = None
    for number in single_numbers(article, span):
        whole = waiting and _range(article, waiting, number, span)
        if waiting and not whole:
            yield waiting
        if whole:
            yield whole
        waiting = None if whole else number
    if waiting:
        yield waiting


def _range(
    article: Article, first: Number, last: Number, within: Span
) -> Number | None:
    """Two numbers as a range, if they are one."""
    between = article.view[first.span.end : last.span.start]
    before = article.view[within.start : first.span.start]
    paired = between == " and " and before.endswith("between ")
    if not paired and not _JOINS.fullmatch(between):
        return None
    low, step = first.low, first.step
    scale = _scale_of(article, last)
    if scale > 1 and _scale_of(article, first) == 1 and low * scale <= last.low:
        low, step = low * scale, step * scale
    if not low < last.low or (between.strip() == "or" and last.low > 2 * low + 1):
        return None
    place = first.span.hull(last.span)
    text = place.of(article.document.text)
    is_word = first.is_word and last.is_word
    return Number(
        place,
        low,
        last.low,
        text,
        is_range=True,
        is_word=is_word,
        step=min(step, last.step),
    )


def _scale_of(article: Article, number: Number) -> int:
    """What the last word of a number multiplies by: million, thousand; else one."""
    word = re.split("[ -]", number.span.of(article.view))[-1]
    return {"hundred": 100, **_SCALES}.get(word, 1)
