"""Mentions: where the text speaks of a condition, a medicine, a remedy.

All names of the knowledge tables are found in one pass. Of names that overlap the
longest counts; a name with other meanings counts near one of its deciding words only.
An acronym that the document defines stands for what it was defined as.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
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
    r" ?\((?:or |also called |called |abbreviated |aka )?"
    r"[\"']?([A-Z][A-Za-z0-9-]{0,6}[A-Z0-9])[\"']?\)"
)
_TAIL = re.compile(
    r"[ -](?:virus(?:es)?|infections?|bacteri(?:a|um)|diseases?|syndromes?"
    r"|disorders?)\b"
)
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
_JOINED = {"and ", " or ", "/or "}
_SIGNS = re.compile(r"[^\w]+")
_START = itemgetter(1)
_SHARED = re.compile(r"(?<![\w-])((?:type )?[a-z0-9][\w-]*),? (?:and|or|and/or|&) $")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9-]*")


class Hits(NamedTuple):
    """Places of names as (index, start, end), in order; later indexes are `extra`."""

    places: list[tuple[int, int, int]]
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

    def in_block(self, article: Article, block: Block) -> tuple[Mention, ...]:
        """Mentions in one block, in order; they do not overlap."""
        return article.memo(
            ("mentions", block.span), lambda: tuple(self._resolve(article, block.span))
        )

    def near(self, article: Article, within: Span) -> tuple[Mention, ...]:
        """Mentions inside a span of one block."""
        found = self.in_block(article, article.block_at(within.start))
        first = bisect_left(found, within.start, key=lambda m: m.span.start)
        last = bisect_left(found, within.end, key=lambda m: m.span.start)
        return found[first:last]

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

    def _find(self, article: Article) -> "Hits":
        plain = self._terms.find(article.bounded)
        extra: list[tuple[Name, ...]] = []
        more: list[tuple[int, int, int]] = []
        found = chain(self._aliases(article, plain), self._elided(article, plain))
        for span, names in found:
            more.append((len(self._names) + len(extra), span.start, span.end))
            extra.append(names)
        hits = sorted([*plain, *more], key=_START) if more else plain
        return Hits(hits, tuple(extra))

    def _resolve(self, article: Article, within: Span) -> Iterator[Mention]:
        hits, extra = self.hits(article)
        first = bisect_left(hits, within.start, key=_START)
        last = bisect_left(hits, within.end, key=_START)
        reach = -1
        for index, start, end in sorted(hits[first:last], key=_longest_first):
            if start < reach or end > within.end:
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
        words = "|".join(sorted(map(re.escape, defined), key=len, reverse=True))
        text = article.document.text
        places = re.finditer(rf"(?<![\w-])(?:{words})(?![\w-])", text)
        return [
            (Span(*place.span()), defined[place[0]][1])
            for place in places
            if place.start() >= defined[place[0]][0]
        ]

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
        if "(" not in text:
            return defined
        ends = {end: (start, index) for index, start, end in reversed(hits)}
        for place in _DEFINED.finditer(text):
            if place.start() in ends and place[1] not in defined:
                start, index = ends[place.start()]
                certain = tuple(n for n in self._names[index] if not n.near)
                if certain and _abbreviates(place[1], text[start : place.start()]):
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


def _with_tail(article: Article, span: Span, concepts: Sequence[Concept]) -> Span:
    """Add the noun that a name of a condition may carry: "influenza viruses"."""
    if concepts[0].table != "conditions":
        return span
    tail = _TAIL.match(article.view, span.end)
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
