"""Mentions: where the text speaks of a condition, a medicine, a remedy.

All names of the knowledge tables are found in one pass. Of names that overlap the
longest counts; a name with other meanings counts near one of its deciding words only.
An acronym that the document defines stands for what it was defined as.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import chain
from operator import itemgetter
from typing import NamedTuple

from medlint.document import Block
from medlint.knowledge.store import Concept, Knowledge, Name
from medlint.language.article import Article
from medlint.language.inflect import Inflections, plurals, spellings
from medlint.language.terms import Terms
from medlint.text import Span

_DEFINED = re.compile(
    r"\((?:or |also called |called |abbreviated |aka )?"
    r"[\"']?([A-Z][A-Za-z0-9-]{0,6}[A-Z0-9])[\"']?\)"
)
TAIL = re.compile(
    r"[ -](?:virus(?:es)?|infections?|bacteri(?:a|um)|diseases?|syndromes?"
    r"|disorders?)\b"
)
"""The noun that a name of a condition may carry."""
PAGE_PRODUCT = Concept(
    table="remedies",
    id="page-product",
    name="the product of the page",
    kind="product",
    line=frozenset(["page-product"]),
)
"""What a page sells under a name that no table knows."""

_PRODUCT_KEYS = [("product",), ("product_name",), ("productName",)]
_CAPITALISED = r"\b([A-Z][\w-]*[a-z][\w-]*(?: [A-Z][\w-]+){0,2})"
_TRADE_MARK = re.compile(rf"{_CAPITALISED} ?[\u00ae\u2122]")
_APPOSED = re.compile(
    rf"{_CAPITALISED}, (?:a|an|our|the|A|An|Our|The) (?:[\w-]+ ){{0,3}}$"
)
_LOOK_BACK = 60
LONGEST_NAME = 200
"""Code points; no name of any table is longer."""
_JOINED = {"and ", " or ", "/or "}
_SIGNS = re.compile(r"[^\w]+")
_START = itemgetter(1)
_SHARED = re.compile(r"(?<![\w-])((?:type )?[a-z0-9][\w-]*),? (?:and|or|and/or|&) $")
_IN_WORD = re.compile(r"[\w-]")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9-]*")


class Hits(NamedTuple):
    """Places of names as (index, start, end), in order; later indexes are `extra`."""

    places: list[tuple[int, int, int]]
    starts: list[int]
    extra: tuple[tuple[Name, ...], ...]


def _longest_first(hit: tuple[int, int, int]) -> tuple[int, int]:
    return hit[1], -hit[2]


@dataclass(frozen=True)
class Mention:
    """A name in prose and the concepts it may stand for, in order of the tables."""

    span: Span
    concepts: tuple[Concept, ...]

    @cached_property
    def tables(self) -> frozenset[str]:
        """The tables in which it stands for something."""
        return frozenset(concept.table for concept in self.concepts)

    def of(self, *tables: str) -> tuple[Concept, ...]:
        """Its concepts in some tables."""
        if self.tables.isdisjoint(tables):
            return ()
        return tuple([c for c in self.concepts if c.table in tables])


class MentionFinder:
    """Every name of the loaded tables, ready to be looked for."""

    def __init__(self, knowledge: Knowledge, inflections: Inflections) -> None:
        self.knowledge = knowledge
        self._inflections = inflections
        self._in_tables: dict[tuple[str, ...], frozenset[int]] = {}

    def in_block(self, article: Article, block: Block) -> tuple[Mention, ...]:
        """Mentions in one block, in order; they do not overlap."""
        return article.memo(
            ("mentions", block.span),
            lambda: tuple(self._resolve(article, block.span, block.span.end)),
        )

    def near(self, article: Article, within: Span) -> tuple[Mention, ...]:
        """Mentions that begin inside a span of one block."""
        return article.memo(
            ("mentions", within), lambda: self._find_near(article, within)
        )

    def _find_near(self, article: Article, within: Span) -> tuple[Mention, ...]:
        block = article.block_at(within.start)
        places, starts, _ = self.hits(article)
        first = bisect_left(starts, max(block.span.start, within.start - LONGEST_NAME))
        last = bisect_left(starts, within.start, first)
        if any(end > within.start for _, _, end in places[first:last]):
            # A name runs into the span: which ones count is decided from the start.
            found = self.in_block(article, block)
            return tuple(m for m in found if within.start <= m.span.start < within.end)
        return tuple(self._resolve(article, within, block.span.end))

    def hits(self, article: Article) -> "Hits":
        """Every place where a name may stand, before anything is decided."""
        return article.memo("name-hits", lambda: self._find(article))

    @property
    def count(self) -> int:
        """How many written names the tables have; later indexes are the document's."""
        return len(self._names)

    def names_of(self, index: int, extra: Sequence[Sequence[Name]]) -> Sequence[Name]:
        """The names that are written alike, by the index of a hit."""
        known = len(self._names)
        return self._names[index] if index < known else extra[index - known]

    def in_tables(self, tables: tuple[str, ...]) -> frozenset[int]:
        """The indexes of the names that stand for something in one of some tables."""
        if tables not in self._in_tables:
            self._in_tables[tables] = frozenset(
                index
                for index, names in enumerate(self._names)
                if any(name.concept.table in tables for name in names)
            )
        return self._in_tables[tables]

    def _find(self, article: Article) -> "Hits":
        plain = self._terms.find(article.bounded)
        extra: list[tuple[Name, ...]] = []
        more: list[tuple[int, int, int]] = []
        found = chain(self._aliases(article, plain), self._elided(article, plain))
        for span, names in found:
            more.append((len(self._names) + len(extra), span.start, span.end))
            extra.append(names)
        hits = sorted([*plain, *more], key=_START) if more else plain
        return Hits(hits, [start for _, start, _ in hits], tuple(extra))

    def _resolve(self, article: Article, within: Span, limit: int) -> Iterator[Mention]:
        """Yield mentions that begin inside a span and do not end behind a limit."""
        hits, starts, extra = self.hits(article)
        first = bisect_left(starts, within.start)
        last = bisect_left(starts, within.end, first)
        reach = -1
        for index, start, end in sorted(hits[first:last], key=_longest_first):
            if start < reach or end > limit:
                continue
            names = self.names_of(index, extra)
            span = Span(start, end)
            concepts = self._decided(article, span, names)
            if concepts:
                span = _with_tail(article, span, concepts)
                reach = span.end
                yield Mention(span, concepts)

    def _elided(
        self, article: Article, hits: Sequence[tuple[int, int, int]]
    ) -> Iterator[tuple[Span, tuple[Name, ...]]]:
        """Names that share the last word of one: "autoimmune and skin disorders"."""
        view = article.view
        for index, start, end in hits:
            if index in self._shareable and view[start - 4 : start] in _JOINED:
                found = _SHARED.search(view, max(0, start - _LOOK_BACK), start)
                shared = view[start:end].rpartition(" ")[2]
                if found is not None and shared:
                    form = " ".join(_SIGNS.sub(" ", f"{found[1]} {shared}").split())
                    names = tuple(n for n in self._by_form.get(form, ()) if not n.near)
                    if any(name.concept.table == "conditions" for name in names):
                        yield Span(*found.span(1)), names

    @staticmethod
    def _decided(
        article: Article, span: Span, names: Sequence[Name]
    ) -> tuple[Concept, ...]:
        written = span.of(article.document.text)
        kept: list[Concept] = []
        for name in names:
            if name.near and _is_acronym(name.text) and written == written.lower():
                continue
            if name.near and not _stands_near(article, span, name.near):
                continue
            if name.concept not in kept:
                kept.append(name.concept)
        return tuple(kept)

    def _aliases(
        self, article: Article, hits: Sequence[tuple[int, int, int]]
    ) -> list[tuple[Span, tuple[Name, ...]]]:
        """Names that the document gives: acronyms behind their definition, products."""
        defined = self._products(article, hits) | self._definitions(article, hits)
        if not defined:
            return []
        return [(span, defined[name][1]) for span, name in _places_of(article, defined)]

    def _products(
        self, article: Article, hits: Sequence[tuple[int, int, int]]
    ) -> dict[str, tuple[int, tuple[Name, ...]]]:
        """Names of what the page sells: a field, a trade mark, "X, a daily capsule"."""
        text = article.cased
        fields = (f for f in article.document.fields if f.keys[-1:] in _PRODUCT_KEYS)
        found = {f.value.strip(): 0 for f in fields}
        if "\u00ae" in text or "\u2122" in text:
            for place in _TRADE_MARK.finditer(text):
                found.setdefault(place[1], place.start(1))
        for index, start, _ in hits:
            if index in self._sold:
                named = _APPOSED.search(text, max(0, start - _LOOK_BACK), start)
                if named is not None:
                    found.setdefault(named[1], named.start(1))
        name = Name("product", PAGE_PRODUCT)
        return {
            product: (start, (name,))
            for product, start in found.items()
            if product.lower() not in self._by_form and not product.islower()
        }

    def _definitions(
        self, article: Article, hits: Sequence[tuple[int, int, int]]
    ) -> dict[str, tuple[int, tuple[Name, ...]]]:
        defined: dict[str, tuple[int, tuple[Name, ...]]] = {}
        text = article.document.text
        for place in _DEFINED.finditer(text):
            end = place.start()
            end -= text[end - 1 : end] == " "
            hit = None if place[1] in defined else _ending_at(end, hits)
            if hit is not None:
                index, start, _ = hit
                certain = tuple(n for n in self._names[index] if not n.near)
                if certain and _abbreviates(place[1], text[start:end]):
                    defined[place[1]] = (place.start(1), certain)
        return defined

    @cached_property
    def _terms(self) -> Terms:
        return Terms(self._by_form)

    @cached_property
    def _names(self) -> tuple[tuple[Name, ...], ...]:
        return tuple(self._by_form.values())

    @cached_property
    def _shareable(self) -> frozenset[int]:
        """Names of conditions of several words, by index."""
        return frozenset(
            index
            for index, (form, names) in enumerate(self._by_form.items())
            if " " in form and any(n.concept.table == "conditions" for n in names)
        )

    @cached_property
    def _sold(self) -> frozenset[int]:
        """Common nouns for what is sold, by index."""
        return frozenset(
            index
            for index, names in enumerate(self._names)
            if any(
                n.concept.table == "nouns" and n.concept.kind == "product"
                for n in names
            )
        )

    @cached_property
    def _by_form(self) -> dict[str, tuple[Name, ...]]:
        """Names by how they may be written: plurals, US and UK spelling, one word."""
        found: dict[str, list[Name]] = {}
        for name in self.knowledge.names:
            for form in self._forms(name):
                found.setdefault(form, []).append(name)
        return {form: tuple(names) for form, names in found.items()}

    def _forms(self, name: Name) -> set[str]:
        lower = name.text.lower()
        forms = plurals(lower, self._inflections)
        if _is_acronym(name.text) and name.near:
            forms = frozenset([lower])
        written = {s for form in forms for s in spellings(form, self._inflections)}
        written |= {form.replace("'", "") for form in written if "'" in form}
        return {" ".join(re.sub(r"[^\w]+", " ", form).split()) for form in written}


def _ending_at(
    end: int, hits: Sequence[tuple[int, int, int]]
) -> tuple[int, int, int] | None:
    """The longest hit that ends at a place."""
    first = bisect_left(hits, end - LONGEST_NAME, key=_START)
    last = bisect_left(hits, end, first, key=_START)
    return next((hit for hit in hits[first:last] if hit[2] == end), None)


def _places_of(
    article: Article, defined: Mapping[str, tuple[int, object]]
) -> Iterator[tuple[Span, str]]:
    """Where names stand as whole words behind their definition, the longest first."""
    text = article.document.text
    found = [
        (start, -len(name), name)
        for name, (first, _) in defined.items()
        for start in _starts_of(name, text)
    ]
    reach = 0
    for start, length, name in sorted(found):
        if start >= reach:
            reach = start - length
            if start >= defined[name][0]:
                yield Span(start, reach), name


def _starts_of(name: str, text: str) -> Iterator[int]:
    at = text.find(name)
    while at >= 0:
        around = text[at - 1 : at] + text[at + len(name) : at + len(name) + 1]
        if not _IN_WORD.search(around):
            yield at
        at = text.find(name, at + 1)


def _with_tail(article: Article, span: Span, concepts: Sequence[Concept]) -> Span:
    """Add the noun that a name of a condition may carry: "influenza viruses"."""
    if concepts[0].table != "conditions":
        return span
    tail = TAIL.match(article.view, span.end)
    return Span(span.start, tail.end()) if tail else span


def _is_acronym(text: str) -> bool:
    return bool(_ACRONYM.fullmatch(text))


def _stands_near(article: Article, span: Span, words: Sequence[str]) -> bool:
    sentence = article.sentence_at(span)
    # The bounded view is one further on than the prose.
    around = article.bounded[sentence.start : span.start + 1]
    behind = article.bounded[span.end + 1 : sentence.end + 2]
    return any(
        f" {form} " in around or f" {form} " in behind
        for word in words
        for form in _folded(word)
    )


@cache
def _folded(word: str) -> tuple[str, ...]:
    plain = " ".join(re.sub(r"[^\w]+", " ", word.lower()).split())
    return plain, plain + "s"


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
