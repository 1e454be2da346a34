"""Study mentions: studies named by their authors, and appeals to unnamed ones."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from medlint.document import Block, BlockKind
from medlint.language.article import Article
from medlint.language.citations import Citation, CitationKind, citations_in
from medlint.language.dispatch import PatternIndex, by_block
from medlint.language.lexicon import Needs
from medlint.language.patterns import (
    Pattern,
    PatternSpec,
    RegexPattern,
    compile_patterns,
    needs_of,
)
from medlint.language.phrases import Notation
from medlint.language.required import required_of
from medlint.schema import Model
from medlint.text import Span

_PARTICLES = (
    "van|von|de|del|della|di|da|dos|du|le|la|el|al|bin|ter|ten|den|der|san|st\\.?"
)
_NAME = r"(?:Mc|Mac|O'|D'|L')?\p{Lu}\p{Ll}[\p{L}'-]*"
_MACROS = {
    "surname": rf"(?P<surname>(?:(?i:{_PARTICLES}) ){{0,2}}{_NAME})",
    "name": rf"(?:(?i:{_PARTICLES}) ){{0,2}}{_NAME}",
    "initials": r"(?:(?:\p{Lu}\.[ -]?){1,3}|\p{Lu}{1,3} )",
    "year": r"(?P<year>(?:19|20)\d\d)[a-z]?",
}


class Mention(StrEnum):
    """How a text points at research."""

    NAMED = "named"
    VAGUE = "vague"


class StudiesFile(Model):
    """`language/studies.yml`: the grammar of study mentions.

    `named` are RE2 expressions with the group `at` and the macros {surname}, {name},
    {initials}, {year}; they are matched with case. `not-surnames` are capitalised words
    that are no authors. `vague` are phrases, `not-vague` longer ones that contain them
    without appealing to anything.
    """

    named: tuple[str, ...]
    not_surnames: tuple[str, ...]
    vague: tuple[PatternSpec, ...]
    not_vague: tuple[PatternSpec, ...] = ()


@dataclass(frozen=True)
class StudyMention:
    """A mention in prose; surname and year where it names its authors."""

    kind: Mention
    span: Span
    surname: str = ""
    year: str = ""


class StudyGrammar:
    """The compiled grammar; finds mentions in one block."""

    def __init__(self, file: StudiesFile, notation: Notation) -> None:
        sources = [source.format_map(_Macros()) for source in file.named]
        self._named = tuple(
            RegexPattern(s, required_of(s), "at", cased=True) for s in sources
        )
        self._not_surnames = frozenset(word.lower() for word in file.not_surnames)
        self._vague = compile_patterns(file.vague, notation)
        self._not_vague = compile_patterns(file.not_vague, notation)

        self._index = PatternIndex([self._named, self._vague])

    @property
    def needs(self) -> frozenset[Needs]:
        """What the lexicon has to look for."""
        return needs_of((*self._named, *self._vague, *self._not_vague))

    def blocks(self, article: Article, kind: Mention) -> Sequence[Block]:
        """Blocks that may hold a mention of a kind."""
        return [block for block, _ in self._by_block(article, kind).values()]

    def named(self, article: Article, block: Block) -> list[StudyMention]:
        """Studies named by author; of nested mentions the longest."""
        by_span = {
            mention.span: mention for mention in self._find_named(article, block)
        }
        return [
            by_span[span]
            for span in sorted(by_span)
            if not any(o != span and o.contains(span) for o in by_span)
        ]

    def vague(self, article: Article, block: Block) -> list[StudyMention]:
        """Appeals to studies or experts nobody could look up."""
        _, present = self._by_block(article, Mention.VAGUE).get(
            block.span.start, (block, ())
        )
        within = block.span
        spans = {s for p in present for s in p.find(article, within, sure=True)}
        if not spans:
            return []
        apart = [span for p in self._not_vague for span in p.find(article, block.span)]
        kept = [s for s in sorted(spans) if not any(a.overlaps(s) for a in apart)]
        outer = (s for s in kept if not any(o != s and o.contains(s) for o in kept))
        return [StudyMention(Mention.VAGUE, span) for span in outer]

    def _by_block(
        self, article: Article, kind: Mention
    ) -> Mapping[int, tuple[Block, Sequence[Pattern]]]:
        """Blocks by their start that may hold a mention, with what may match there."""

        def find() -> dict[int, tuple[Block, Sequence[Pattern]]]:
            present = self._index.present(article)
            patterns = present.get(0 if kind is Mention.NAMED else 1, ())
            found = by_block(article, patterns)
            return {block.span.start: (block, held) for block, held in found}

        return article.memo(("studies", kind), find)

    def _find_named(self, article: Article, block: Block) -> Iterator[StudyMention]:
        for pattern in self._named:
            for span, groups in pattern.find_groups(article, block.span):
                surname, year = groups["surname"], groups.get("year", "")
                if self._is_surname(surname):
                    yield StudyMention(Mention.NAMED, span, surname, year)

    def _is_surname(self, name: str) -> bool:
        words = name.lower().split()
        return not any(word in self._not_surnames for word in words)


def support_near(article: Article, mention: Span, scope: str) -> Citation | None:
    """A citation in the same `sentence`, or anywhere in the same `paragraph`.

    The paragraph of a table cell is its row.
    """
    if scope == "sentence":
        areas = [article.sentence_at(mention)]
    else:
        areas = [block.span for block in _paragraph(article, mention)]
    found = (c for area in areas for c in citations_in(article, area))
    return next((c for c in found if not _is_itself(c, mention)), None)


def is_marker(article: Article, mention: Span) -> bool:
    """Whether a named mention stands inside an author-year citation."""
    return any(
        _is_itself(citation, mention)
        for citation in citations_in(article, article.sentence_at(mention))
    )


def _is_itself(citation: Citation, mention: Span) -> bool:
    written = citation.kind is CitationKind.AUTHOR_YEAR
    return written and citation.span.contains(mention)


def _paragraph(article: Article, mention: Span) -> list[Block]:
    block = article.block_at(mention.start)
    if block.kind is not BlockKind.TABLE_CELL:
        return [block]
    return [
        other
        for other in article.document.blocks
        if (other.kind, other.group, other.row) == (block.kind, block.group, block.row)
    ]


class _Macros(dict[str, str]):
    """Leaves the braces of repetitions such as {2,3} alone."""

    def __missing__(self, key: str) -> str:
        return "{" + key + "}"

    def __init__(self) -> None:
        super().__init__(_MACROS)
