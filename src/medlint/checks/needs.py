"""What an article must hold: words, headings, fields, links, citations, includes."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from typing import Literal

from pydantic import model_validator

from medlint.checks.fields import fields_named
from medlint.checks.scope import ScopeSpec, candidates
from medlint.checks.where import Where, WhereSpec, compile_where, needs_around
from medlint.document import BlockKind, Origin
from medlint.finding import Gate
from medlint.language.article import Article
from medlint.language.citations import citations, is_external, reference_blocks
from medlint.language.dispatch import PatternIndex
from medlint.language.lexicon import Needs
from medlint.language.patterns import (
    Pattern,
    PatternSpec,
    blocks_for,
    compile_patterns,
    needs_of,
)
from medlint.language.resources import Language
from medlint.schema import Model
from medlint.text import Span

_WAYS = ("text", "heading", "field", "link", "citation", "directive")


class NeedSpec(Model):
    """One way to fulfil a requirement.

    `text` and `heading` are patterns in the prose or in headings. `field` names
    metadata (front matter, meta tags, JSON-LD; letter case, hyphens and underscores do
    not matter, `author` also covers `author.name`). `except` are values, or matches in
    the text, that do not count. `link: external` is any link to another site.
    `citation: any` is a marker in the text or a reference list. `directive` are
    patterns in template tags and comments, such as an include. `because` says in words
    what is looked for.
    """

    text: tuple[PatternSpec, ...] = ()
    heading: tuple[PatternSpec, ...] = ()
    field: tuple[str, ...] = ()
    except_: tuple[PatternSpec, ...] = ()
    link: Literal["external"] | None = None
    citation: Literal["any"] | None = None
    directive: tuple[PatternSpec, ...] = ()
    because: str

    @model_validator(mode="after")
    def _exactly_one(self) -> "NeedSpec":
        if sum(bool(getattr(self, way)) for way in _WAYS) != 1:
            raise ValueError("give exactly one of " + ", ".join(_WAYS))
        if self.except_ and not (self.field or self.text):
            raise ValueError("except goes with field or text")
        return self


class WhenSpec(ScopeSpec):
    """When a requirement holds: at least so many `words`, and one of `any` in the text.

    `at-least` matches of `any` are asked for; `unless` takes a match out of the count.
    """

    words: int = 1
    any: tuple[PatternSpec, ...] = ()
    unless: tuple[WhereSpec, ...] = ()
    at_least: int = 1


class Started:
    """Matches that are looked for no further than somebody asks."""

    def __init__(self, spans: Iterator[Span]) -> None:
        self._spans = spans
        self._count = 0
        self.first: Span | None = None

    def holds(self, count: int) -> bool:
        """Whether there are at least so many."""
        for span in islice(self._spans, max(0, count - self._count)):
            self.first = self.first or span
            self._count += 1
        return self._count >= count


@dataclass(frozen=True)
class When:
    """A compiled trigger."""

    spec: WhenSpec
    patterns: tuple[Pattern, ...]
    unless: tuple[Where, ...]

    @property
    def needs(self) -> frozenset[Needs]:
        """What the lexicon has to look for."""
        return needs_of(self.patterns)

    @property
    def asked(self) -> frozenset[Needs]:
        """What it has to look for around what has been found."""
        return needs_around(self.unless)

    def first(self, article: Article) -> Span | None:
        """Return what first sets the requirement off; None when it does not hold."""
        if article.word_count < self.spec.words or not article.document.blocks:
            return None
        if not self.patterns:
            return title_of(article)
        found = article.memo(
            ("triggers", self._asked), lambda: Started(self._found(article))
        )
        return found.first if found.holds(self.spec.at_least) else None

    def _found(self, article: Article) -> Iterator[Span]:
        patterns = self._index.present(article).get(0, ())
        for span in candidates(article, patterns, self.spec):
            if not any(where.find(article, span) for where in self.unless):
                yield span

    @cached_property
    def _index(self) -> PatternIndex:
        return PatternIndex([self.patterns])

    @cached_property
    def _asked(self) -> str:
        """What is looked for: rules that differ in the numbers only share the work."""
        return repr(self.spec.model_copy(update={"words": 0, "at_least": 0}))


@dataclass(frozen=True)
class Need:
    """A compiled way to fulfil a requirement."""

    spec: NeedSpec
    patterns: tuple[Pattern, ...]
    exceptions: tuple[Pattern, ...]

    @property
    def needs(self) -> frozenset[Needs]:
        """What the lexicon has to look for."""
        is_prose = self.spec.text or self.spec.heading
        return needs_of(self.patterns if is_prose else [])

    def gate(self, article: Article) -> Gate:
        """Test whether the article fulfils the requirement this way.

        The note quotes what does, or else what was found and does not count.
        """
        way = next(way for way in _WAYS if getattr(self.spec, way))
        refused = ""
        for found, counts in _FINDERS[way](self, article):
            if counts:
                return Gate(self.spec.because, passed=True, note=found)
            refused = refused or found
        return Gate(self.spec.because, passed=False, note=refused)

    def present(self, article: Article) -> Iterator[Pattern]:
        """Yield those of the patterns that may match in the prose, in order."""
        for number in self._index.present(article):
            yield self.patterns[number]

    @cached_property
    def _index(self) -> PatternIndex:
        return PatternIndex([pattern] for pattern in self.patterns)


def compile_when(spec: WhenSpec, language: Language) -> When:
    """Make a trigger runnable."""
    patterns = compile_patterns(spec.any, language.notation)
    return When(spec, patterns, compile_where(spec.unless, language))


def compile_needs(specs: Sequence[NeedSpec], language: Language) -> tuple[Need, ...]:
    """Make requirements runnable."""
    notation = language.notation
    return tuple(
        Need(
            spec,
            compile_patterns([*spec.text, *spec.heading, *spec.directive], notation),
            compile_patterns(spec.except_, notation),
        )
        for spec in specs
    )


def title_of(article: Article) -> Span:
    """Where a finding about the whole document goes: its title, or its first block."""
    blocks = article.document.blocks
    headings = [b for b in blocks if b.kind is BlockKind.HEADING]
    top = min((b.level for b in headings), default=0)
    title = next((b for b in headings if b.level == top), blocks[0])
    return title.span


def title_place(article: Article) -> Span | None:
    """Source of the title in the front matter, where no first heading repeats it."""
    blocks = article.document.blocks
    if any(b.kind is BlockKind.HEADING and b.level == 1 for b in blocks):
        return None
    fields = (f for f in article.document.fields if f.origin is Origin.FRONT_MATTER)
    titles = (f.span for f in fields if f.path == ("title",) and f.value.strip())
    return next(titles, None)


_Found = Iterator[tuple[str, bool]]
"""What was found, to be quoted, and whether it counts; an exception does not."""


def _in_text(need: Need, article: Article) -> _Found:
    for pattern in need.present(article):
        for block in blocks_for(article, pattern):
            for span in pattern.find(article, block.span, sure=True):
                refused = any(
                    hit.overlaps(span)
                    for exception in need.exceptions
                    for hit in exception.find(article, block.span)
                )
                yield _quote(article, span), not refused
    around = article.document.surroundings
    if around and any(pattern.matches(around) for pattern in need.patterns):
        yield "text around the article", True


def _in_heading(need: Need, article: Article) -> _Found:
    for pattern in need.present(article):
        for block in blocks_for(article, pattern):
            if block.kind is BlockKind.HEADING:
                for span in pattern.find(article, block.span, sure=True):
                    yield _quote(article, span), True


def _in_field(need: Need, article: Article) -> _Found:
    for field in fields_named(article, need.spec.field):
        refused = any(p.matches(field.value.strip()) for p in need.exceptions)
        yield f"{'.'.join(field.keys)}: {field.value.strip()}", not refused


def _link(need: Need, article: Article) -> _Found:
    del need
    yield from ((k.target, True) for k in article.document.links if is_external(k))


def _citation(need: Need, article: Article) -> _Found:
    del need
    spans = sorted(block.span for block in reference_blocks(article))
    spans += [citation.span for citation in citations(article)]
    yield from ((_quote(article, span), True) for span in spans)


def _directive(need: Need, article: Article) -> _Found:
    for directive in article.document.directives:
        if any(pattern.matches(directive.text) for pattern in need.patterns):
            yield directive.text, True


def _quote(article: Article, span: Span) -> str:
    return f'"{span.of(article.document.text)}"'


_FINDERS: Mapping[str, Callable[[Need, Article], _Found]] = {
    "text": _in_text,
    "heading": _in_heading,
    "field": _in_field,
    "link": _link,
    "citation": _citation,
    "directive": _directive,
}
