"""Percentages and probabilities that nothing can have."""

import re
from collections.abc import Callable, Iterator
from fractions import Fraction

from medlint.checks.statistic_finds import Found
from medlint.language.article import Article
from medlint.language.changes import DOWN
from medlint.language.numbers import Number
from medlint.language.statistics import HEDGE, Outline, outline
from medlint.text import Span

_WHOLE = Fraction(100)
_PEOPLE = (
    r"(?:patients|people|persons|women|men|adults|children|infants|babies|girls|boys"
    r"|participants|users|subjects|respondents|volunteers|smokers|americans|cases"
    r"|population|those (?:affected|treated|infected)|mothers|teenagers|individuals)"
)
_PROBABILITY = r"(?:probability|chances?|likelihood)"
_LESS = r"(?:reduction|decrease|drop|decline|fall|fewer|less|lower|smaller)"
_NOT_LOWER = (
    r"(?! (?:limit|bound|back|leg|end|range|threshold|limb|extremit|half|quart))"
)
_UP_WORDS = r"(?! (?:increase|rise|rose|grow|raise|and|or|but|to|than|from)\b)"
_SHARE_OF_ALL = (
    r"(?:sensitivity|specificity|prevalence|adherence|(?:positive|negative) predictive"
    r" value|(?:survival|cure|success|response|cesarean|mortality|fatality) rates?)"
)
_AT = rf"{HEDGE.format('hedge')}(?P<at>#)%"

Test = Callable[[Number], bool]


def _above_whole(number: Number) -> bool:
    return number.low > _WHOLE


def _below_zero(number: Number) -> bool:
    return number.low < 0


def _above_one(number: Number) -> bool:
    return number.low > 1 and number.step < 1


_IMPOSSIBLE: tuple[tuple[str, Test, re.Pattern[str]], ...] = tuple(
    (case, test, re.compile(pattern))
    for case, test, pattern in (
        # fell by 140%; cut waiting times by 140%; a 140% reduction; 140% fewer
        (
            "reduction",
            _above_whole,
            rf"\b(?:{DOWN})\b(?:{_UP_WORDS} [a-z'-]+){{0,6}} by {_AT}(?! of\b)",
        ),
        (
            "reduction",
            _above_whole,
            rf"\b(?:fell|dropped|declined|plunged) {_AT}(?! of\b)",
        ),
        (
            "reduction",
            _above_whole,
            rf"{_AT}[ -](?:(?:relative|overall|average) )?{_LESS}\b{_NOT_LOWER}",
        ),
        (
            "reduction",
            _above_whole,
            (
                rf"\b(?:reduction|decrease|drop|decline|fall)s?"
                rf"(?: in [a-z -]{{1,30}})? of {_AT}"
            ),
        ),
        # 120% of patients
        (
            "share",
            _above_whole,
            (
                rf"{_AT} of (?:the |all |our |these |those |all the )?(?:[a-z-]+ )?"
                rf"{_PEOPLE}"
                r"\b(?!'|-| (?:level|needs?|dose|intake|rate|requirement|limit|target))"
            ),
        ),
        # a 130% chance; the probability is 130%, 1.4, -0.2
        ("share", _above_whole, rf"{_AT}[ -]{_PROBABILITY}\b (?:of|that|to)\b"),
        (
            "share",
            _above_whole,
            (
                rf"\b{_PROBABILITY}(?: (?:of|that) [a-z -]{{1,40}}?)?,? "
                rf"(?:of|is|was|=|at) {_AT}"
            ),
        ),
        (
            "share",
            _above_whole,
            rf"\b{_SHARE_OF_ALL}(?: [a-z]+){{0,3}} (?:of|was|is) {_AT}",
        ),
        ("share", _above_whole, rf"{_AT} (?:sensitive|specific) (?:for|to|in|and)\b"),
        (
            "probability",
            _above_one,
            (
                r"\bprobability(?: of [a-z -]{1,40}?)? (?:of|is|was|=) (?P<at>#)"
                r"(?!%| (?:in|times|per|percent))"
            ),
        ),
        (
            "negative",
            _below_zero,
            (
                rf"\b(?:{_PROBABILITY}|{_SHARE_OF_ALL})"
                r"(?: (?:of|that) [a-z -]{1,40}?)?,? "
                r"(?:of|is|was|=|at) (?P<at>#)"
            ),
        ),
        ("negative", _below_zero, rf"(?P<at>#)% (?:of (?:the )?{_PEOPLE}\b|chance of)"),
    )
)
_BELOW_NOTHING = re.compile(
    r"\b(?:profits?|earnings|income|balance|deficit|growth|score|scores|rate of change"
    r"|anomaly|poverty|recovery|recoveries)\b"
)
_REST = re.compile(
    r"(?P<first>#)%[^#%.;()]{1,60}?(?:(?P<second>#)%[^#%.;()]{1,60}?)?\b"
    r"(?:the (?:remaining|rest|other)|remaining|the others?)"
    rf"(?: {_PEOPLE})?,? ?\(?(?P<rest>#)%(?!-? ?(?:ci|confi))"
)
_PAIR = re.compile(
    r"(?P<first>#)%,? (?:were |are |was )?(?:wom[ae]n|female|girls),? (?:and |, )?"
    r"(?P<rest>#)%,? (?:were |are |was )?(?:men|male|boys)\b"
    r"|(?P<first2>#)%,? (?:were |are |was )?(?:men|male|boys),? (?:and |, )?"
    r"(?P<rest2>#)%,? (?:were |are |was )?(?:wom[ae]n|female|girls)\b"
)


def impossible(article: Article, sentence: Span) -> Iterator[Found]:
    """Yield figures beyond what there is, and shares of one whole that exceed it."""
    read = outline(article, sentence)
    seen: set[int] = set()
    for case, test, pattern in _IMPOSSIBLE:
        for found in pattern.finditer(read.text):
            number = read.number(found, "at")
            below = case == "reduction" and _BELOW_NOTHING.search(read.text)
            if test(number) and not below and found.start("at") not in seen:
                seen.add(found.start("at"))
                place = read.place(found.start("at"), _after(read, found.end("at")))
                yield Found(place, case, stated=place.of(article.document.text))
    yield from _shares_of_one(read)


def _after(read: Outline, at: int) -> int:
    return at + 1 if read.text[at : at + 1] == "%" else at


def _shares_of_one(read: Outline) -> Iterator[Found]:
    """Yield shares that make up a whole together but do not add up to one."""
    for found in _REST.finditer(read.text):
        if not _has_counts(read):
            yield from _added(read, found, ("first", "second", "rest"), Fraction(97))
    for found in _PAIR.finditer(read.text):
        names = ("first", "rest") if found["first"] else ("first2", "rest2")
        yield from _added(read, found, names, Fraction(0))


def _has_counts(read: Outline) -> bool:
    """Whether a sentence has other figures that may be shares of something else."""
    ends = (at + 1 for at, sign in enumerate(read.text) if sign == "#")
    pairs = zip(ends, read.numbers, strict=True)
    return any(not n.is_word and read.text[at : at + 1] != "%" for at, n in pairs)


def _added(
    read: Outline, found: re.Match[str], names: tuple[str, ...], least: Fraction
) -> Iterator[Found]:
    parts = [read.number(found, name) for name in names if found[name]]
    added = sum((part.low for part in parts), Fraction(0))
    if not least <= added <= 101:
        words = " + ".join(f"{part.text}%" for part in parts)
        total = f"{float(added):g}%"
        yield Found(
            read.closed(found.start(names[0]), found.end()),
            "sum",
            computed=total,
            sum=words,
        )
