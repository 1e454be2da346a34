"""Numbers in prose: "1,200", "2½", "-0.85", "one and a half", "5–10", "two to three".

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

    @property
    def value(self) -> Fraction:
        """The number itself; the middle of a range."""
        return (self.low + self.high) / 2


def numbers(article: Article, span: Span) -> tuple[Number, ...]:
    """Return the numbers that lie wholly in a span of the prose, in order.

    Two that are joined as a range ("5 to 10", "5-10", "two or three", "between 5 and
    10") count as one if the second is the greater; units between them ("5 mg to 10
    mg") keep them apart.
    """
    return article.memo(("numbers", span), lambda: _joined(article, span))


def single_numbers(article: Article, span: Span) -> tuple[Number, ...]:
    """Return the numbers of a span with those of ranges apart."""
    return article.memo(("single numbers", span), lambda: _read(article, span))


_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen "
    "fourteen fifteen sixteen seventeen eighteen nineteen"
).split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
_SCALES: Mapping[str, int] = MappingProxyType(
    {"dozen": 12, "hundred": 100, "thousand": 1000}
    | {"million": 10**6, "billion": 10**9, "trillion": 10**12}
)
_SMALL: Mapping[str, int] = MappingProxyType(
    {word: value for value, word in enumerate(_ONES)}
    | {word: 10 * value for value, word in enumerate(_TENS, start=2)}
)
_PARTS: Mapping[str, int] = MappingProxyType(
    {"half": 2, "halve": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6}
    | {"eighth": 8, "tenth": 10}
)
_SIGNS: Mapping[str, Fraction] = MappingProxyType(
    {"½": Fraction(1, 2), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3)}
    | {"¼": Fraction(1, 4), "¾": Fraction(3, 4), "⅛": Fraction(1, 8)}
    | {"⅕": Fraction(1, 5), "⅖": Fraction(2, 5), "⅗": Fraction(3, 5)}
    | {"⅘": Fraction(4, 5), "⅜": Fraction(3, 8), "⅝": Fraction(5, 8)}
    | {"⅞": Fraction(7, 8), "⅙": Fraction(1, 6), "⅚": Fraction(5, 6)}
)
_FRACTION_SIGN = f"[{''.join(_SIGNS)}]"
_SLASHED = "1/2|1/3|2/3|1/4|3/4|1/8"

# A plain space parts thousands only before zeros: "2 500 mg tablets" are two.
_DIGITS = (
    r"(?:\d{1,3}(?:,\d{3})+|\d{1,2}(?:,\d{2})+,\d{3}"
    r"|\d{1,3}(?: 000)+|\d{1,3}(?:[\u2009\u202f]\d{3})+|\d+)(?:[.·]\d+)?"
    r"|0,\d+|(?<![\w)\]])[.·]\d+"
)
_SCALE = rf"(?: |-)(?P<scale>{'|'.join(_SCALES)})s?\b"
_WRITTEN = (
    rf"(?P<sign>(?<![\w)\]%]) ?[+-])?(?:(?P<digits>{_DIGITS})"
    rf"(?:(?: |-)?(?P<extra>{_FRACTION_SIGN})| (?P<slashed>{_SLASHED})(?![\d/])"
    r"|(?P<half> and a half\b))?"
    rf"|(?P<part>{_FRACTION_SIGN})|(?P<alone>(?:{_SLASHED})(?![\d/])))"
    rf"(?:{_SCALE})?"
)
_WORD = rf"(?:{'|'.join([*_ONES, *_TENS])})"
_SPELLED = (
    rf"\b(?P<words>(?:(?:a|an|one) )?(?:half(?= an? (?:{'|'.join(_SCALES)})\b))"
    rf" an? (?:{'|'.join(_SCALES)})"
    rf"|(?:an? (?:few )?(?={'|'.join(_SCALES)})|{_WORD})"
    rf"(?:(?:[ -]|(?<=n|d) and )?(?:{_WORD}|{'|'.join(_SCALES)})\b)*"
    r")(?P<more> and a half)?\b"
)
_SHARE = (
    r"\b(?:(?P<count>an?|one|two|three|four|five|seven)[ -])?"
    r"(?P<share>half|halves|thirds?|quarters?|fifths?|sixths?|eighths?|tenths?)\b"
)

_FRAC_END = r"(?![\w^]|[⁰¹²³⁴-⁹])"
_NUMBER = re.compile(rf"(?P<written>{_WRITTEN})|{_SPELLED}|{_SHARE}")
