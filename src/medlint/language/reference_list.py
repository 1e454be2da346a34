"""The reference list of an article: its entries as records, in place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from medlint.document import Block, BlockKind, Document, Link, LinkKind
from medlint.language.article import Article
from medlint.language.citations import reference_blocks
from medlint.references.entries import parse_entry
from medlint.references.folding import words
from medlint.references.journals import same_journal, stands_in
from medlint.references.record import Reference

_NEAR = 1
"""Years by which print and online publication differ."""
_YEAR = re.compile(r"\b(?:1[89]|20)\d\d\b")
_NOT_SHOWN = {LinkKind.BARE, LinkKind.IMAGE}


@dataclass(frozen=True)
class Work:
    """What is referred to: as text, with the addresses that prose leaves out.

    `given` is its record where a file of references has one.
    """

    text: str
    given: Reference | None = None

    @cached_property
    def reference(self) -> Reference:
        """The record, read from the text when it is asked for."""
        return self.given or parse_entry(self.text)

    def names(self, surname: str) -> bool:
        """Whether a name is among its authors, or at least in its text."""
        wanted = " ".join(words(surname))
        return f" {wanted} " in f" {' '.join(words(self.text))} "

    def is_of_year(self, year: str) -> bool:
        """Whether it can be of a year; an unknown year fits everything."""
        years = {int(found) for found in _YEAR.findall(self.text)}
        if not year or not years:
            return True
        return any(abs(int(year) - other) <= _NEAR for other in years)

    def is_in(self, venue: str) -> bool:
        """Whether it appeared in a journal."""
        journal = self.reference.journal
        if journal and same_journal(venue, journal.text):
            return True
        return stands_in(venue, self.text)


@dataclass(frozen=True)
class Entry:
    """One entry of the article's list: its block, and its number there, from 1."""

    block: Block
    number: int
    work: Work

    @property
    def text(self) -> str:
        """The entry as text, with addresses."""
        return self.work.text

    @property
    def reference(self) -> Reference:
        """The entry as a record."""
        return self.work.reference

    @property
    def labels(self) -> frozenset[str]:
        """What the text may call the entry by: a number, a footnote's name, a key."""
        named = {self.block.label, self.reference.label} - {""}
        return frozenset(label.casefold() for label in named or {str(self.number)})

    @property
    def says_something(self) -> bool:
        """Whether this is an entry, and no remark on the list."""
        found = self.reference
        dated = found.title is not None and bool(found.authors or found.year)
        return bool(found.identifiers or dated or found.journal)

    def names(self, surname: str) -> bool:
        """Whether a name is among its authors, or at least in its text."""
        return self.work.names(surname)

    def is_of_year(self, year: str) -> bool:
        """Whether it can be of a year; an unknown year fits everything."""
        return self.work.is_of_year(year)

    def is_in(self, venue: str) -> bool:
        """Whether it appeared in a journal."""
        return self.work.is_in(venue)


def library(article: Article) -> tuple[Work, ...]:
    """The works of the house's files of references."""
    return tuple(Work(_written(one), one) for one in article.library)


def entries(article: Article) -> tuple[Entry, ...]:
    """The entries of the reference list and the footnotes, in order."""
    return article.memo("entries", lambda: tuple(_read(article)))


def with_addresses(document: Document, block: Block) -> str:
    """A block's text with the addresses that prose leaves out.

    A bare address takes its place again; one behind an anchor is put at the end.
    """
    text = block.span.of(document.text)
    links = [k for k in document.links if block.span.contains(k.span)]
    behind = [k.target for k in links if _is_hidden(k)]
    bare = [k for k in links if k.kind is LinkKind.BARE]
    for link in sorted(bare, key=lambda k: k.span, reverse=True):
        span = link.span.shift(-block.span.start)
        text = text[: span.start] + link.target + text[span.end :]
    missing = [target for target in dict.fromkeys(behind) if target not in text]
    return " ".join([text, *missing])


def _is_hidden(link: Link) -> bool:
    leads = link.target.startswith(("http://", "https://", "//"))
    return leads and link.kind not in _NOT_SHOWN


def _read(article: Article) -> Iterator[Entry]:
    counts: dict[int, int] = {}
    for block in sorted(reference_blocks(article), key=lambda b: b.span):
        if block.kind is BlockKind.HEADING:
            continue
        counts[block.group] = counts.get(block.group, 0) + 1
        text = with_addresses(article.document, block)
        yield Entry(block, counts[block.group], Work(text))


def _written(reference: Reference) -> str:
    """A record as the text of an entry, for questions about names and years."""
    authors = ", ".join(author.surname for author in reference.authors)
    parts = (reference.title, reference.journal)
    told = [authors, *(part.text for part in parts if part)]
    return ". ".join([*told, str(reference.year or "")]).strip(". ")
