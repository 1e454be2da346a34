"""Statistics in prose: sentences in outline, and shares of a whole.

A sentence is read in outline, with a `#` for each number and a `%` for each way to
write percent: "12 of the 48 patients (25 percent)" is "# of the # patients (#%)".
Expressions are matched on outlines; the numbers stand behind their signs.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum
from fractions import Fraction

from medlint.language.article import Article
from medlint.language.numbers import Number, single_numbers
from medlint.text import Span

_PERCENT = re.compile(r" ?%|[ -](?:percent|per cent|pct)\b")
_ABOUT = (
    "about|around|roughly|approximately|approx[.]?|some|(?:an )?estimated|circa|ca[.]?"
    "|~|\u2248"
)
_UNDER = "nearly|almost|close to|(?:just |slightly |a little )?(?:under|below)|up to"
_UNDER += "|(?:just |slightly )?(?:less|fewer) than|not quite|at most"
_OVER = "(?:(?:just|slightly|well|a little) )?(?:over|above|more than)|at least"
HEDGE = rf"(?:(?<![a-z])(?P<{{}}>{_ABOUT}|{_UNDER}|{_OVER}) ?)?"
"""An expression for words before a number; fill in a name for the group."""
_KINDS = tuple(re.compile(words) for words in (_UNDER, _OVER))


class Bound(Enum):
    """What a word before a number says of it."""

    NONE = "none"
    ABOUT = "about"
    UNDER = "nearly"
    OVER = "over"


@dataclass(frozen=True)
class Outline:
    """A sentence with its numbers as signs; `origins` are places in the prose."""

    text: str
    origins: tuple[int, ...]
    numbers: tuple[Number, ...]

    def number(self, found: re.Match[str], group: str) -> Number:
        """Return the number that a group of a match on the outline stands for."""
        at = found.start(group)
        return self.numbers[self.text.count("#", 0, at)]

    def place(self, start: int, end: int) -> Span:
        """Return what a stretch of the outline covers in the prose."""
        return Span(self.origins[start], self.origins[end])

    def closed(self, start: int, end: int) -> Span:
        """Return the same, with the bracket after it if it was opened inside."""
        text = self.text[start:end]
        is_open = text.count("(") + text.count("[") > text.count(")") + text.count("]")
        more = is_open and self.text[end : end + 1] in (")", "]")
        return self.place(start, end + more)


def outline(article: Article, sentence: Span) -> Outline:
    """Return a sentence in outline."""
    return article.memo(("outline", sentence), lambda: _outline(article, sentence))


def _outline(article: Article, sentence: Span) -> Outline:
    found = single_numbers(article, sentence)
    parts: list[str] = []
    origins: list[int] = []

    def add(text: str, start: int, *, whole: bool = False) -> None:
        parts.append(text)
        origins.extend([start] if whole else range(start, start + len(text)))

    at = sentence.start
    for number in found:
        add(article.view[at : number.span.start].replace("#", "_"), at)
        add("#", number.span.start, whole=True)
        at = number.span.end
        percent = _PERCENT.match(article.view, at, sentence.end)
        if percent:
            add("%", at, whole=True)
            at = percent.end()
    add(article.view[at : sentence.end].replace("#", "_"), at)
    return Outline("".join(parts), (*origins, sentence.end), found)


@dataclass(frozen=True)
class Share:
    """A part of a whole and the percentage that is given for it.

    `exact` is false where the part is told in round figures ("1 in 4", "a third").
    `bound` and `percent_bound` are what is said before either. `others` are numbers
    that the part may belong to instead; empty where the words leave no doubt.
    """

    span: Span
    part: Number
    whole: Number | None
    percent: Number
    exact: bool
    bound: Bound
    percent_bound: Bound
    others: tuple[Number, ...] = ()

    @property
    def value(self) -> Fraction:
        """The part in percent of the whole, as it should be."""
        return 100 * self.part.low / (self.whole.low if self.whole else 1)


_DET = r"(?:the |all |all the |our |these |those |every |a total of )?"
_WORDS = (
    r"(?: (?:(?:patients|people|persons|women|men|adults|children|infants|participants"
    r"|those) with (?:a |an )?|(?!with |on |by |using |given |treated |vs |versus ))"
    r"[a-z'-]+)"
)
_OPEN = r" ?[(\[] ?"
_CLOSE = r"(?= ?[)\];,])"
_NOT_GRADES = (
    r"(?<!grade )(?<!grades )(?<!stage )(?<!phase )(?<!type )(?<!class )(?<!level )"
    r"(?<!cin )(?<!category )(?<!score )(?<![/#])"
)
_PART = rf"{_NOT_GRADES}{HEDGE.format('a')}(?P<part>#)"
_PERCENT_OF = rf"{HEDGE.format('b')}(?P<percent>#)%"
_OF = r"(?:(?: out)? of |/| in |-in-)"
_SHARES = tuple(
    re.compile(pattern)
    for pattern in (
        # 12 of the 48 patients (25%); 1 in 4 people, or 25%
        (
            rf"{_PART}(?P<of>{_OF}){_DET}(?P<whole>#)(?!%)(?P<gap>{_WORDS}{{0,4}})"
            rf"{_OPEN}{_PERCENT_OF}{_CLOSE}"
        ),
        (
            rf"{_PART}(?P<of>{_OF}){_DET}(?P<whole>#)(?!%)(?P<gap>{_WORDS}{{0,3}}),?"
            rf" or {_PERCENT_OF}(?! (?:more|less|higher|lower|fewer)|-)"
        ),
        # 12 of 48 women - 30% - improved
        (
            rf"{_PART}(?P<of>{_OF}){_DET}(?P<whole>#)(?!%)(?P<gap>{_WORDS}{{0,2}})"
            rf" - {_PERCENT_OF}(?= - )"
        ),
        # 25% (12 of 48); 25% of patients (12/48); 25%, or 1 in 4
        (
            rf"{_PERCENT_OF}(?P<gap>(?: of{_WORDS}{{1,3}})?){_OPEN}(?:n ?= ?)?{_PART}"
            rf"(?P<of>{_OF}){_DET}(?P<whole>#)(?!%){_WORDS}{{0,3}}{_CLOSE}"
        ),
        (
            rf"{_PERCENT_OF}(?P<gap>),? or {_PART}(?P<of> in |-in-| out of )(?:every )?"
            r"(?P<whole>#)(?!%)"
        ),
        # 12 (25%) of the 48 patients
        (
            rf"{_PART}(?P<gap>{_WORDS}{{0,2}}){_OPEN}{_PERCENT_OF}[)\]]"
            rf"(?: [a-z'-]+)?(?P<of>(?: out)? of ){_DET}(?P<whole>#)(?!%)"
        ),
    )
)
_WORD_SHARE = re.compile(
    rf"{HEDGE.format('a')}(?P<part>#)(?: of (?:the |all |these |our |those |us )?"
    r"(?P<gap>(?:[a-z]+ )?(?:patients|people|persons|women|men|adults|children|them"
    r"|participants|users|infants|babies|girls|boys|cases|americans|respondents)))?"
    rf"{_OPEN}{_PERCENT_OF}{_CLOSE}"
)
_OF_WHOLE = re.compile(
    rf"(?:^|[;:,] )(?:(?:out )?of|among) {_DET}(?P<whole>#)(?!%)(?= [a-z])"
    r"[^.;#%]{1,70}, "
)
_EACH = re.compile(
    rf"{HEDGE.format('a')}(?P<part>#)(?P<gap>(?: [a-z'-]+){{0,2}}) [(\[]"
    rf"{_PERCENT_OF}{_CLOSE}"
)
_OWN_WHOLE = re.compile(r"[)\]](?: [a-z'-]+)? (?:out )?of ")
_MANY = re.compile(r"[a-z] ?[(\[]#%")


def shares(article: Article, sentence: Span) -> Iterator[Share]:
    """Yield the shares of a sentence that are given both as counts and in percent."""
    read = outline(article, sentence)
    for pattern in _SHARES:
        for found in pattern.finditer(read.text):
            several = found["gap"].count(" ") > 1 and _MANY.search(
                read.text, found.end()
            )
            if not several:
                yield _share(read, found)
    for found in _WORD_SHARE.finditer(read.text):
        share = _share(read, found)
        if share.part.is_word and 0 < share.part.low < 1:
            yield share
    yield from _of_whole(read)


def _of_whole(read: Outline) -> Iterator[Share]:
    """Yield the shares of "Of 48 patients, 12 (25%) slept and 6 (13%) did not"."""
    for whole in _OF_WHOLE.finditer(read.text):
        total = read.number(whole, "whole")
        for found in _EACH.finditer(read.text, whole.end()):
            share = _share(read, found, total)
            own_whole = _OWN_WHOLE.match(read.text, found.end())
            if not own_whole:
                used = (share.part, share.whole, share.percent)
                others = (n for n in read.numbers if n not in used)
                yield replace(share, others=tuple(others))


def _share(read: Outline, found: re.Match[str], total: Number | None = None) -> Share:
    groups = found.groupdict()
    whole = read.number(found, "whole") if groups.get("whole") else total
    rough = whole is None or groups.get("of") in (" in ", "-in-")
    small = groups.get("of") == " out of " and whole is not None and whole.low <= 10
    return Share(
        read.closed(found.start(), found.end()),
        read.number(found, "part"),
        whole,
        read.number(found, "percent"),
        exact=not (rough or small),
        bound=bound_of(groups.get("a")),
        percent_bound=bound_of(groups.get("b")),
    )


def bound_of(words: str | None) -> Bound:
    """What the words before a number say of it."""
    if not words:
        return Bound.NONE
    under, over = (kind.fullmatch(words) for kind in _KINDS)
    return Bound.UNDER if under else Bound.OVER if over else Bound.ABOUT
