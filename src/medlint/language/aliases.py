"""Names that a document gives itself: acronyms it defines, and what its page sells."""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from operator import itemgetter

from medlint.knowledge.store import Concept, Name
from medlint.language.article import Article
from medlint.language.names import LONGEST_NAME, Names
from medlint.language.normalise import cased_view
from medlint.text import Span

PAGE_PRODUCT = Concept(
    table="remedies",
    id="page-product",
    name="the product of the page",
    kind="product",
    line=frozenset(["page-product"]),
)
"""What a page sells under a name that no table knows."""

Place = tuple[int, int, int]
"""Where a name may stand: its number, start and end."""
Given = dict[str, tuple[int, tuple[Name, ...]]]
"""Names a document gives: from where on they count, and what they stand for."""

_DEFINED = re.compile(
    r"\((?:or |also called |called |abbreviated |aka )?"
    r"[\"']?([A-Z][A-Za-z0-9-]{0,6}[A-Z0-9])[\"']?\)"
)
_PRODUCT_KEYS = [("product",), ("product_name",), ("productName",)]
_CAPITALISED = r"\b([A-Z][\w-]*[a-z][\w-]*(?: [A-Z][\w-]+){0,2})"
_TRADE_MARK = re.compile(rf"{_CAPITALISED} ?[\u00ae\u2122]")
_APPOSED = re.compile(
    rf"{_CAPITALISED}, (?:a|an|our|the|A|An|Our|The) (?:[\w-]+ ){{0,3}}$"
)
_APPOSITION_ENDS = re.compile(
    r"(?: (?:of|with|for|from|made|that|which|containing|based|to)\b[^,.;:!?()]{1,80})?"
    r"(?:[,.;:!?)]| -|\Z)"
)
_BRANDED = re.compile(r"[a-z][A-Z]|\d")
"""A capital letter inside a word, or a digit: no everyday word is written so."""
_INVITES = re.compile(
    r"(?:Meet|Try|Discover|Introducing|Introduce|Take|Taking|Use|Using|Buy|Order|Choose"
    r"|Get|Add|Enjoy|With|From|Like|Unlike|Our|The|This|That|Your|My|New|And|But|So|Is"
    r"|Does|Can|Why|How|For|To) "
)
"""Opens a sentence before a name, and is no part of it."""
_WHEN_OR_WHERE = {"in", "at", "on", "during", "since", "until", "by"}
_DATE = re.compile(
    r"\b(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|January|February|March|April|May"
    r"|June|July|August|September|October|November|December)s?\b"
)
_LOOK_BACK = 60
_IN_WORD = re.compile(r"[\w-]")
_START = itemgetter(1)


def aliases(
    article: Article, hits: Sequence[Place], names: Names
) -> Iterator[tuple[Span, tuple[Name, ...]]]:
    """Yield the places of the names a document gives, behind where it gives them.

    `hits` are the places of the tables' names, in order.
    """
    given = _products(article, hits, names) | _definitions(article, hits, names)
    if given:
        for span, name in _places_of(article, given):
            yield span, given[name][1]


def _products(article: Article, hits: Sequence[Place], names: Names) -> Given:
    """Names of what the page sells: a field, a trade mark, "X, a daily capsule"."""
    text = article.cased
    fields = (f for f in article.document.fields if f.keys[-1:] in _PRODUCT_KEYS)
    found = {" ".join(cased_view(f.value).split()): 0 for f in fields}
    if "\u00ae" in text or "\u2122" in text:
        for place in _TRADE_MARK.finditer(text):
            found.setdefault(place[1], place.start(1))
    for index, start, end in hits:
        if index in names.sold:
            named = _APPOSED.search(text, max(0, start - _LOOK_BACK), start)
            ended = named and _APPOSITION_ENDS.match(text, end)
            span = _without_opening(article, Span(*named.span(1))) if named else None
            if span and ended and _is_name(article, span):
                found.setdefault(span.of(text), span.start)
    name = Name("product", PAGE_PRODUCT)
    return {
        product: (start, (name,))
        for product, start in found.items()
        if product and product.lower() not in names.by_form and not product.islower()
    }


def _without_opening(article: Article, span: Span) -> Span:
    """Words in capitals without the one that owes it to opening the sentence."""
    opening = _INVITES.match(article.cased, span.start, span.end)
    opens = opening and article.sentence_at(span).start == span.start
    return Span(opening.end(), span.end) if opening and opens else span


def _is_name(article: Article, span: Span) -> bool:
    """Whether words in capitals are a name: not a place, a day, or an opening word.

    A plain word that opens a sentence is a name if it has its capital elsewhere too.
    """
    text, word = article.cased, span.of(article.cased)
    opens = article.sentence_at(span).start
    before = text[opens : span.start]
    leading = {
        before.rstrip().rpartition(" ")[2].lower(),
        word.partition(" ")[0].lower(),
    }
    if leading & _WHEN_OR_WHERE or _DATE.search(word):
        return False
    if before.strip("\"'(*_ ") or _BRANDED.search(word) or " " in word:
        return True
    plain = re.escape(word)
    elsewhere = re.search(rf"(?<![\w-])[a-z]+,? {plain}(?![\w-])", text)
    return bool(elsewhere) and not re.search(rf"\b{plain.lower()}\b", text)


def _definitions(article: Article, hits: Sequence[Place], names: Names) -> Given:
    """Acronyms in brackets behind what they stand for: "low-dose naltrexone (LDN)"."""
    defined: Given = {}
    text = article.cased
    for place in _DEFINED.finditer(text):
        end = place.start()
        end -= text[end - 1 : end] == " "
        hit = None if place[1] in defined else _ending_at(end, hits)
        if hit is not None:
            index, start, _ = hit
            certain = tuple(n for n in names.listed[index] if not n.near)
            if certain and _abbreviates(place[1], text[start:end]):
                defined[place[1]] = (place.start(1), certain)
    return defined


def _ending_at(end: int, hits: Sequence[Place]) -> Place | None:
    """The longest hit that ends at a place."""
    first = bisect_left(hits, end - LONGEST_NAME, key=_START)
    last = bisect_left(hits, end, first, key=_START)
    return next((hit for hit in hits[first:last] if hit[2] == end), None)


def _places_of(
    article: Article, given: Mapping[str, tuple[int, object]]
) -> Iterator[tuple[Span, str]]:
    """Where names stand as whole words behind their definition, the longest first."""
    text = article.cased
    found = [
        (start, -len(name), name)
        for name, (first, _) in given.items()
        for start in _starts_of(name, text)
        if start >= first
    ]
    reach = 0
    for start, length, name in sorted(found):
        if start >= reach:
            reach = start - length
            yield Span(start, reach), name


def _starts_of(name: str, text: str) -> Iterator[int]:
    at = text.find(name)
    while at >= 0:
        end = at + len(name)
        around = text[max(0, at - 1) : at] + text[end : end + 1]
        if not _IN_WORD.search(around):
            yield at
        at = text.find(name, at + 1)


def _abbreviates(acronym: str, name: str) -> bool:
    """Whether the letters of an acronym occur in a name in order, its first first."""
    letters = [c for c in acronym.lower() if c.isalpha()]
    rest = name.lower()
    if not rest.startswith(letters[0]):
        return False
    at = -1
    for letter in letters:
        at = rest.find(letter, at + 1)
        if at < 0:
            return False
    return True
