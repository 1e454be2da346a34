"""Mentions: where the text speaks of a condition, a medicine, a remedy.

All names of the knowledge tables are found in one pass. Of names that overlap the
longest counts; a name with other meanings counts near one of its deciding words only.
An acronym that the document defines stands for what it was defined as.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

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
_PRODUCTS = (
    re.compile(r"\b([A-Z][\w-]*[a-z][\w-]*(?: [A-Z][\w-]+){0,2}) ?[\u00ae\u2122]"),
    re.compile(
        r"\b([A-Z][\w-]*[a-z][\w-]*(?: [A-Z][\w-]+){0,2})(?:,| is) (?:a|an|our|the|A|An) "
        r"(?:[\w-]+ ){0,3}?(?:[Ss]upplement|[Cc]apsule|formula|tincture|drops|pill|powder"
        r"|gummy|gummies|elixir|tonic|superfood|detox|cleanse|patch|bracelet)\b"
    ),
)
_SHARED = re.compile(r"(?<![\w-])((?:type )?[a-z0-9][\w-]*),? (?:and|or|and/or|&) $")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9-]*")


@dataclass(frozen=True)
class Mention:
    """A name in prose and the concepts it may stand for, in order of the tables."""

    span: Span
    concepts: tuple[Concept, ...]

    def of(self, *tables: str) -> tuple[Concept, ...]:
        """Its concepts in some tables."""
        return tuple(c for c in self.concepts if c.table in tables)


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

    def places(self, article: Article) -> Iterator[tuple[int, tuple[Concept, ...]]]:
        """Where names begin, in order, with what they may stand for: undecided."""
        concepts = self._concepts
        found = [(start, concepts[index]) for index, start, _ in self._hits(article)]
        aliases = self._aliases(article)
        if aliases:
            defined = [
                (s.start, tuple(n.concept for n in names)) for s, names in aliases
            ]
            found = sorted([*found, *defined], key=lambda place: place[0])
        return iter(found)

    def _hits(self, article: Article) -> list[tuple[int, int, int]]:
        return article.memo("name-hits", lambda: self._terms.find(article.bounded))

    def _resolve(self, article: Article, within: Span) -> Iterator[Mention]:
        hits = self._hits(article)
        first = bisect_left(hits, within.start, key=lambda hit: hit[1])
        last = bisect_left(hits, within.end, key=lambda hit: hit[1])
        found = [
            (start, -end, self._names[index])
            for index, start, end in hits[first:last]
            if end <= within.end
        ]
        found += [
            (span.start, -span.end, names)
            for span, names in self._aliases(article)
            if within.contains(span)
        ]
        reach = -1
        for start, end, names in sorted(found, key=lambda f: f[:2]):
            span = Span(start, -end)
            concepts = self._decided(article, span, names) if start >= reach else ()
            if concepts:
                yield from self._elided(article, span, reach)
                span = _with_tail(article, span, concepts)
                reach = span.end
                yield Mention(span, concepts)

    def _elided(self, article: Article, span: Span, reach: int) -> Iterator[Mention]:
        """Names that share the last word of one: "autoimmune and skin disorders"."""
        head, _, shared = span.of(article.view).rpartition(" ")
        found = _SHARED.search(article.view, max(0, reach), span.start)
        if not head or found is None:
            return
        form = " ".join(re.sub(r"[^\w]+", " ", f"{found[1]} {shared}").split())
        names = self._by_form.get(form, ())
        concepts = tuple(n.concept for n in names if not n.near)
        if any(concept.table == "conditions" for concept in concepts):
            yield Mention(Span(*found.span(1)), concepts)

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

    def _aliases(self, article: Article) -> list[tuple[Span, tuple[Name, ...]]]:
        """Acronyms behind their definition, with what they stand for."""

        def find() -> list[tuple[Span, tuple[Name, ...]]]:
            defined = self._products(article) | self._definitions(article)
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

        return article.memo("mention-aliases", find)

    def _products(self, article: Article) -> dict[str, tuple[int, tuple[Name, ...]]]:
        """Names of what the page sells: a field, a trade mark, "X, a daily capsule"."""
        fields = (f for f in article.document.fields if f.keys[-1:] in _PRODUCT_KEYS)
        found = {f.value.strip(): 0 for f in fields}
        text = article.document.text
        for pattern in _PRODUCTS:
            for place in pattern.finditer(text):
                found.setdefault(place[1], place.start(1))
        name = Name("product", PAGE_PRODUCT)
        return {
            product: (start, (name,))
            for product, start in found.items()
            if product.lower() not in self._by_form and not product.islower()
        }

    def _definitions(self, article: Article) -> dict[str, tuple[int, tuple[Name, ...]]]:
        defined: dict[str, tuple[int, tuple[Name, ...]]] = {}
        text = article.document.text
        if "(" not in text:
            return defined
        ends = {end: (start, index) for index, start, end in self._hits(article)[::-1]}
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
    def _concepts(self) -> tuple[tuple[Concept, ...], ...]:
        return tuple(tuple(name.concept for name in names) for names in self._names)

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
