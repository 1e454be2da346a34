"""What an article tells of a study: its design, on whom, how many, how far along.

A study is a thread, or a passage that tells of research without naming any:
"Researchers injected mice with the compound. The treatment restored …". What is said
of it is read from the sentences about it, the first that tells something first; words
are in `language/studies.yml`.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from medlint.document import BlockKind
from medlint.language.article import Article
from medlint.language.citations import reference_blocks
from medlint.language.dispatch import PatternIndex
from medlint.language.lexicon import Needs
from medlint.language.patterns import (
    Pattern,
    PatternSpec,
    blocks_for,
    compile_patterns,
    needs_of,
)
from medlint.language.phrases import Notation
from medlint.language.studies import Mention, StudyGrammar
from medlint.language.threads import Thread, size_of, threads
from medlint.language.trait_table import Caveat, Design, Species, Status, TraitsFile
from medlint.text import Span

SMALL = 50
"""At most so many people make a study preliminary."""
_BELOW = 3
"""Blocks above a title at most, and below it, where its study opens."""
_ON = {Design.ANIMAL: Species.ANIMAL, Design.IN_VITRO: Species.CELLS}
_LINKS, _FUNDING = "links", "funding"
_NEAR = 4
"""Sentences from a mention on that are taken to be about the study."""


@dataclass(frozen=True, kw_only=True)
class Traits:
    """What is told of one study.

    `designs` in the order in which they are told: the first is that of the study,
    further ones may be of others that it is compared with. `size` counts people; 0, as
    for the `phase`, if nothing is said.
    """

    designs: tuple[Design, ...] = ()
    species: frozenset[Species] = frozenset()
    size: int = 0
    phase: int = 0
    status: Status | None = None
    caveats: frozenset[Caveat] = frozenset()
    has_interest: bool = False

    @property
    def design(self) -> Design | None:
        """That of the study itself, if the text tells it."""
        return self.designs[0] if self.designs else None

    @property
    def is_preliminary(self) -> bool:
        """Whether it is too early, too small or too little checked to rely on."""
        if Design.META_ANALYSIS in self.designs or self.phase > 2:
            return False
        early = {Design.PILOT, Design.CASE_SERIES, Design.UNCONTROLLED}
        return (
            not early.isdisjoint(self.designs)
            or self.phase in {1, 2}
            or 0 < self.size <= SMALL
            or self.status is not None
        )


@dataclass(frozen=True)
class Passage:
    """Prose about one study: where it is brought in, and what is about it.

    `reach` are pieces in order, each within one block; `about` are those parts that
    stand close to a mention, as long paragraphs go on to other things. Without a thread
    the research is told of and not named.
    """

    opening: Span
    reach: tuple[Span, ...]
    about: tuple[Span, ...]
    thread: Thread | None = None

    @property
    def is_vague(self) -> bool:
        """Whether it is about studies in general."""
        return self.thread is not None and self.thread.opening.kind is Mention.VAGUE


class TraitReader:
    """Reads traits; compiled once for all rules."""

    def __init__(
        self, file: TraitsFile, notation: Notation, grammar: StudyGrammar
    ) -> None:
        self._grammar = grammar
        groups: list[tuple[object, Sequence[PatternSpec]]] = [
            *file.designs.items(),
            (_LINKS, file.links),
            # Members of two enumerations may be equal as text: "animal".
            *((("on", kind), specs) for kind, specs in file.species.items()),
            *file.phases.items(),
            *file.status.items(),
            *file.caveats.items(),
            (_FUNDING, file.funding),
        ]
        self._groups = [
            (value, pattern)
            for value, specs in groups
            for pattern in compile_patterns(specs, notation)
        ]
        self._index = PatternIndex([pattern] for _, pattern in self._groups)
        self._tells = compile_patterns(file.tells, notation)

    @property
    def needs(self) -> frozenset[Needs]:
        """What the lexicon has to look for in the whole text."""
        return needs_of(self._tells)

    @property
    def asked(self) -> frozenset[Needs]:
        """What it has to look for in the sentences about a study."""
        return self._index.needs

    def passages(self, article: Article) -> tuple[Passage, ...]:
        """All that is told of single studies, by where it opens."""
        return article.memo("passages", lambda: tuple(self._passages(article)))

    def passage_at(self, article: Article, span: Span) -> Passage | None:
        """The passage that the prose at a span belongs to."""
        starts, pieces = article.memo("passage-pieces", lambda: self._pieces(article))
        at = bisect_right(starts, span.start) - 1
        if at < 0:
            return None
        piece, passage = pieces[at]
        return passage if piece.contains(span) else None

    def of(self, article: Article, passage: Passage) -> Traits:
        """What is told of the study of a passage."""
        return article.memo(
            ("traits", passage.opening), lambda: self._read(article, passage)
        )

    def _pieces(self, article: Article) -> tuple[list[int], list[tuple[Span, Passage]]]:
        pieces = [(s, p) for p in self.passages(article) for s in p.about]
        pieces.sort(key=lambda pair: pair[0])
        return [piece.start for piece, _ in pieces], pieces

    def _passages(self, article: Article) -> list[Passage]:
        named = [
            _of_thread(article, thread) for thread in threads(article, self._grammar)
        ]
        taken = sorted(piece for passage in named for piece in passage.reach)
        told = [*_told_of(article, self._tells, taken)]
        found = sorted((*named, *told), key=lambda passage: passage.opening)
        return self._with_title(article, found)

    def _with_title(self, article: Article, found: list[Passage]) -> list[Passage]:
        """Let a title that tells nothing of a study be about the one right below it."""
        blocks = article.document.blocks
        heads = (n for n, b in enumerate(blocks) if b.kind is BlockKind.HEADING)
        at = next(heads, _BELOW)
        if at >= _BELOW:
            return found
        title = blocks[at]
        end = blocks[min(at + _BELOW, len(blocks) - 1)].span.end
        inside = [p for p in found if title.span.contains(p.opening)]
        below = [
            number
            for number, p in enumerate(found)
            if title.span.end <= p.opening.start < end and not p.is_vague
        ]
        if not below or any(self.of(article, p).designs for p in inside):
            return found
        first = found[below[0]]
        found[below[0]] = replace(first, about=(title.span, *first.about))
        return [
            replace(p, about=()) if title.span.contains(p.opening) else p for p in found
        ]

    def _read(self, article: Article, passage: Passage) -> Traits:
        reach = passage.about if passage.is_vague else passage.reach
        found = [*chain.from_iterable(self._told(article, p) for p in reach)]
        linking = None if passage.is_vague else Design.OBSERVATIONAL
        values = dict.fromkeys(linking if v is _LINKS else v for v in found)
        on = {v[1] for v in found if isinstance(v, tuple)}
        on |= {_ON[v] for v in values if isinstance(v, Design) and v in _ON}
        phases = [value for value in values if isinstance(value, int)]
        return Traits(
            designs=tuple(v for v in values if isinstance(v, Design)),
            species=frozenset(kind for kind in on if isinstance(kind, Species)),
            size=size_of(article, reach),
            phase=phases[0] if phases else 0,
            status=next((v for v in values if isinstance(v, Status)), None),
            caveats=frozenset(v for v in values if isinstance(v, Caveat)),
            has_interest=_FUNDING in values,
        )

    def _told(self, article: Article, piece: Span) -> Iterator[object]:
        """Yield what a piece of prose tells, by sentence, then by rank."""
        block = article.block_at(piece.start)
        for sentence in article.sentences(block):
            if sentence.end <= piece.start or sentence.start >= piece.end:
                continue
            within = Span(
                max(sentence.start, piece.start), min(sentence.end, piece.end)
            )
            present = self._index.present(article, within)
            for number in present:
                value, pattern = self._groups[number]
                if next(pattern.find(article, within), None) is not None:
                    yield value


def traits(article: Article, reader: TraitReader, thread: Thread) -> Traits:
    """What a thread tells of its study."""
    return reader.of(article, _of_thread(article, thread))


def _of_thread(article: Article, thread: Thread) -> Passage:
    mentions = [mention.span for mention in thread.mentions]
    about = tuple(_about(article, mentions, thread.reach))
    return Passage(thread.opening.span, thread.reach, about, thread)


def _about(
    article: Article, mentions: Sequence[Span], reach: Sequence[Span]
) -> Iterator[Span]:
    """Yield what stands close to a mention, joined where it touches."""
    last: Span | None = None
    for mention in mentions:
        piece = next((p for p in reach if p.contains(mention)), None)
        if piece is None:
            continue
        sentences = article.sentences(article.block_at(mention.start))
        first = bisect_right(sentences, mention.start, key=lambda s: s.end)
        behind = sentences[first : first + _NEAR]
        start = max(piece.start, behind[0].start if behind else mention.start)
        found = Span(start, min(piece.end, behind[-1].end if behind else mention.end))
        if last is not None and last.start <= found.start <= last.end:
            last = last.hull(found)
            continue
        if last is not None:
            yield last
        last = found
    if last is not None:
        yield last


def _told_of(
    article: Article, tells: Iterable[Pattern], taken: Sequence[Span]
) -> Iterator[Passage]:
    """Yield passages about research that no thread names, up to the end of a block."""
    references = reference_blocks(article)
    spans = sorted(
        span
        for pattern in tells
        for block in blocks_for(article, pattern)
        if block not in references
        for span in pattern.find(article, block.span, sure=True)
    )
    starts = [piece.start for piece in taken]
    reach = -1
    for span in spans:
        at = bisect_right(starts, span.start)
        is_taken = at > 0 and taken[at - 1].end > span.start
        if span.start < reach or is_taken:
            continue
        reach = article.block_at(span.start).span.end
        if at < len(taken):
            reach = min(reach, starts[at])
        start = article.sentence_at(span).start
        before = taken[at - 1].end if at else 0
        piece = Span(max(start, before), reach)
        yield Passage(span, (piece,), tuple(_about(article, [span], [piece])))
