"""Study mentions: studies named by their authors, and appeals to unnamed ones."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
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
from medlint.language.study_phrases import (
    Identity,
    PhrasesFile,
    StudyPhrase,
    StudyPhrases,
)
from medlint.language.study_words import Number
from medlint.language.trait_table import TraitsFile
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
    """By its authors."""
    SPECIFIC = "specific"
    """One study, by what identifies it or as "a study"."""
    VAGUE = "vague"
    """Studies or experts nobody could look up."""
    KNOWN = "known"
    """One that was brought in before: "the study", "the researchers"."""


class StudiesFile(Model):
    """`language/studies.yml`: the grammar of study mentions.

    `named` are RE2 expressions with the group `at` and the macros {surname}, {name},
    {initials}, {year}; they are matched with case. `not-surnames` are capitalised words
    that are no authors. `phrases` are the words of noun phrases, `traits` those
    that tell of a study. `vague` are phrases,
    `not-vague` longer ones that contain them without appealing to anything.
    """

    named: tuple[str, ...]
    not_surnames: tuple[str, ...]
    vague: tuple[PatternSpec, ...]
    not_vague: tuple[PatternSpec, ...] = ()
    phrases: PhrasesFile
    traits: TraitsFile


@dataclass(frozen=True)
class StudyMention:
    """A mention in prose; the surname where it names its authors.

    `new` is true where the words bring in another study: "a trial", not "the trial";
    `team` where they name those who did it.
    """

    kind: Mention
    span: Span
    surname: str = ""
    identity: Identity = field(default_factory=Identity)
    new: bool = False
    team: bool = False

    @property
    def year(self) -> str:
        """The year of the study as the text gives it; empty without one."""
        return self.identity.year

    @property
    def is_identified(self) -> bool:
        """Whether the words tell which study is meant."""
        return bool(self.surname or self.identity.given)


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

        self._phrases = StudyPhrases(file.phrases)
        self._index = PatternIndex([self._named, self._vague])

    @property
    def needs(self) -> frozenset[Needs]:
        """What the lexicon has to look for."""
        return needs_of((*self._named, *self._vague, *self._not_vague))

    def mentions(self, article: Article, block: Block) -> tuple[StudyMention, ...]:
        """Every mention in a block, in order; of those that overlap the most telling.

        That is the one by the authors, then the one that identifies the study.
        """

        def find() -> tuple[StudyMention, ...]:
            if not self._phrases.may_stand_in(block.span.of(article.cased)) and not (
                self._is_candidate(article, block)
            ):
                return ()
            named = [
                mention
                for mention in self.named(article, block)
                if not is_marker(article, mention.span)
            ]
            phrases = list(self._by_phrase(article, block))
            vague = self.vague(article, block)
            return tuple(sorted(_apart(named, phrases, vague), key=lambda m: m.span))

        return article.memo(("study-mentions", block.span), find)

    def _is_candidate(self, article: Article, block: Block) -> bool:
        start = block.span.start
        return any(
            start in self._by_block(article, kind)
            for kind in (Mention.NAMED, Mention.VAGUE)
        )

    def _by_phrase(self, article: Article, block: Block) -> Iterator[StudyMention]:
        for sentence in article.sentences(block):
            for phrase in self._phrases.read(article.cased, sentence):
                kind = _kind_of(phrase)
                if kind is not None:
                    new = phrase.number is not Number.KNOWN
                    yield StudyMention(
                        kind, phrase.span, "", phrase.identity, new, phrase.team
                    )

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
                    identity = Identity(year=year)
                    yield StudyMention(Mention.NAMED, span, surname, identity)

    def _is_surname(self, name: str) -> bool:
        words = name.lower().split()
        return not any(word in self._not_surnames for word in words)


_ONE = {"venue", "institution", "trial", "registry"}
"""What identifies studies that are spoken of in the plural."""


def _kind_of(phrase: StudyPhrase) -> Mention | None:
    """What a phrase mentions; None if it appeals to nothing."""
    given = phrase.identity.given
    if phrase.number is Number.NEW:
        return Mention.SPECIFIC if phrase.reports or given else None
    if phrase.number is Number.KNOWN:
        return Mention.SPECIFIC if given and phrase.reports else Mention.KNOWN
    if given & _ONE or (phrase.team and given):
        return Mention.SPECIFIC if phrase.reports else None
    return None


def _apart(
    named: Sequence[StudyMention],
    phrases: Sequence[StudyMention],
    vague: Sequence[StudyMention],
) -> Iterator[StudyMention]:
    for mention in named:
        around = [p for p in phrases if p.span.overlaps(mention.span)]
        told = {n: v for p in around for n, v in vars(p.identity).items() if v}
        told |= {n: v for n, v in vars(mention.identity).items() if v}
        yield replace(mention, identity=Identity(**told), new=True)
    rest = [p for p in phrases if not any(p.span.overlaps(m.span) for m in named)]
    yield from rest
    certain = [*named, *(p for p in rest if p.kind is Mention.SPECIFIC)]
    for mention in vague:
        if not any(mention.span.overlaps(m.span) for m in certain):
            yield mention


def support_near(article: Article, mention: Span, scope: str) -> Citation | None:
    """A citation in the same `sentence`, or anywhere in the same `paragraph`.

    The paragraph of a table cell is its row.
    """
    if scope == "sentence":
        areas = [article.sentence_at(mention)]
    else:
        areas = [block.span for block in _paragraph(article, mention)]
    found = (c for area in areas for c in citations_in(article, area))
    return next((c for c in found if not is_itself(c, mention)), None)


def is_marker(article: Article, mention: Span) -> bool:
    """Whether a named mention stands inside an author-year citation."""
    return any(
        is_itself(citation, mention)
        for citation in citations_in(article, article.sentence_at(mention))
    )


def is_itself(citation: Citation, mention: Span) -> bool:
    """Whether a citation in the text is what mentions the study: "(Lee, 2019)"."""
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
