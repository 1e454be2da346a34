"""Figures on risk that readers cannot compare."""

import re
from collections.abc import Iterator, Sequence

from pydantic import Field

from medlint.checks.metric_sentences import Found, is_prose
from medlint.document import Block
from medlint.language.article import Article
from medlint.schema import Model
from medlint.text import Span

_ONE_IN = re.compile(
    r"(?<![\w.,])\d[\d,]* (?:in|out of)(?: every)? (?P<of>\d[\d,]*|ten|twenty|fifty"
    r"|(?:a |one |ten )?(?:hundred|thousand|million))(?! ?(?:%|years?|months?|days?"
    r"|weeks?|hours?|minutes?|mg|ml|doses?))\b"
)
_FIGURE = re.compile(
    r"(?<![\w.,/$-])(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
    r"(?P<percent>%| percent| per cent)?"
)
_SIZED = re.compile(
    r"-| ?(?:mg|mcg|g|kg|ug|iu|units?|ml|l|dl|oz|cm|mm|m|mmol|mol|kcal|cal|calories|f|c"
    r"|degrees?|mmhg|hz|weeks?|days?|months?|years?|hours?|minutes?|seconds?|times?|am"
    r"|pm|a\.m\.|p\.m\.|lb|lbs|pounds?|inch(?:es)?|feet|tablets?|drops|capsules?|cups?"
    r"|doses?|teaspoons?|tablespoons?|micrograms?|milligrams?|grams?|cells?)\b|[/:)\]]"
)
_WHOLE = 100
"""Shares of one whole are no chances to compare."""
_YEAR = re.compile(r"(?:1[89]|20)\d\d")


_SMALL = {"2", "3", "4"}
"""Bases that anybody can compare: the chances of heredity."""
_TABLE = 10
"""So many figures are a table that lost its form."""


class ChancesSpec(Model):
    """How many figures a sentence may hold.

    Reported too: chances with different bases in one sentence, *1 in 40* and *1 in 55*,
    and chances beside percentages, *1 in 40 (2.5%) … 1.8%*.
    """

    figures: int = Field(default=4, ge=1)


def hard_chances(
    article: Article, blocks: Sequence[Block], spec: ChancesSpec
) -> Iterator[Found]:
    """Yield sentences in which chances have different bases, or too many figures."""
    for block in blocks:
        for sentence in article.sentences(block):
            text = sentence.of(article.view)
            if sum(map(str.isdigit, text)) >= 3 and is_prose(text):
                found = _bases(text) or _crowd(text, spec.figures)
                if found:
                    place, what = found
                    yield Found(place.shift(sentence.start), what)


def _bases(text: str) -> tuple[Span, str] | None:
    """From the first chance to the last, if their bases differ."""
    found = [m for m in _ONE_IN.finditer(text) if m["of"] not in _SMALL]
    bases = [match["of"].replace(",", "") for match in found]
    if len(set(bases)) < 2:
        return None
    place = Span(found[0].start(), found[-1].end())
    return (
        place,
        f"chances out of {' and '.join(dict.fromkeys(bases))} stand side by side",
    )


def _crowd(text: str, most: int) -> tuple[Span, str] | None:
    """From the first figure to the last, if there are too many."""
    found = [match for match in _FIGURE.finditer(text) if _is_figure(text, match)]
    shares = [float(_percent(match)) for match in found if match["percent"]]
    if not most < len(found) < _TABLE or not shares or sum(shares) == _WHOLE:
        return None
    place = Span(found[0].start(), found[-1].end())
    return place, f"the sentence holds {len(found)} figures"


def _percent(match: re.Match[str]) -> str:
    return match[0].removesuffix(match["percent"]).replace(",", "")


def _is_figure(text: str, match: re.Match[str]) -> bool:
    """Whether a number counts something: no year, dose, size, label or citation."""
    if match["percent"]:
        return True
    before = text[max(0, match.start() - 12) : match.start()]
    return not (
        _YEAR.fullmatch(match[0])
        or _SIZED.match(text, match.end())
        or re.search(r"(?:[\[(]|type |stage |grade |phase |table |age[ds]? )$", before)
    )
