"""Study threads: one study from its first mention to the last word about it.

A thread opens where a study is brought in, by its authors, by what identifies it or
as "a study"; "the study", "the researchers" and a further mention of the same authors
continue it. It ends where another study opens, at a heading, and after two paragraphs
that do not mention it. Rules read threads, so that a study is reported once.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from medlint.document import Block, BlockKind
from medlint.language.article import Article
from medlint.language.citations import reference_blocks
from medlint.language.studies import Mention, StudyGrammar, StudyMention
from medlint.text import Span

_SILENCE = 2
"""Paragraphs without a mention that end a thread."""
_OPENING = {Mention.NAMED, Mention.SPECIFIC, Mention.VAGUE}


@dataclass(frozen=True)
class Thread:
    """A study: its opening mention, later ones, and the prose that is about it.

    `reach` are pieces of prose in order, each within one block, from a mention to the
    end of the block or to the next study.
    """

    opening: StudyMention
    later: tuple[StudyMention, ...]
    reach: tuple[Span, ...]

    @property
    def mentions(self) -> tuple[StudyMention, ...]:
        """All mentions, in order."""
        return self.opening, *self.later

    def told(self, name: str) -> str:
        """What the first mention that tells it says, such as its year or venue."""
        values = (getattr(mention.identity, name) for mention in self.mentions)
        return next(filter(None, values), "")


@dataclass(eq=False)
class _Open:
    """A thread while it is read."""

    opening: StudyMention
    later: list[StudyMention]
    reach: list[Span]
    silent: int = 0

    def close(self) -> Thread:
        return Thread(self.opening, tuple(self.later), tuple(self.reach))


def threads(article: Article, grammar: StudyGrammar) -> tuple[Thread, ...]:
    """Every study an article speaks of outside its reference list, in order."""
    return article.memo("threads", lambda: tuple(_Reader(article, grammar).read()))


def thread_at(article: Article, grammar: StudyGrammar, span: Span) -> Thread | None:
    """The thread that the prose at a span is about."""
    reaching = (
        thread
        for thread in threads(article, grammar)
        if any(piece.contains(span) for piece in thread.reach)
    )
    return next(reaching, None)


class _Reader:
    def __init__(self, article: Article, grammar: StudyGrammar) -> None:
        self._article = article
        self._grammar = grammar
        self._closed: list[_Open] = []
        self._open: _Open | None = None
        self._first: _Open | None = None

    def read(self) -> Iterator[Thread]:
        references = reference_blocks(self._article)
        for block in self._article.document.blocks:
            if block in references:
                continue
            if block.kind is BlockKind.HEADING:
                self._end()
            self._read_block(block)
        self._end()
        found = [thread.close() for thread in self._closed]
        yield from sorted(found, key=lambda t: t.opening.span)

    def _read_block(self, block: Block) -> None:
        mentions = self._grammar.mentions(self._article, block)
        if not mentions:
            self._silence()
            return
        start = block.span.start
        for mention in mentions:
            if self._open is None and self._is_first_team(mention):
                self._open = self._first
            if mention.kind in _OPENING and not self._is_same(mention):
                sentence = self._article.sentence_at(mention.span)
                self._reach(start, self._limit(sentence, mention), block)
                self._end()
                self._open = _Open(mention, [], [])
                self._first = self._first or self._open
                start = sentence.start
            elif self._open:
                if not self._is_reached(block):
                    start = self._article.sentence_at(mention.span).start
                    self._open.reach.append(Span(start, start))
                self._open.later.append(mention)
                self._open.silent = 0
        self._reach(start, block.span.end, block)

    def _limit(self, sentence: Span, mention: StudyMention) -> int:
        """Where the open study ends before another; they may share a sentence."""
        told = [self._open.opening, *self._open.later] if self._open else []
        shared = any(sentence.contains(m.span) for m in told)
        return mention.span.start if shared else sentence.start

    def _is_reached(self, block: Block) -> bool:
        """Whether the open thread began or was continued in a block."""
        if self._open is None:
            return False
        if block.span.contains(self._open.opening.span):
            return True
        return any(block.span.contains(piece) for piece in self._open.reach)

    def _reach(self, start: int, end: int, block: Block) -> None:
        """Let the open thread reach to an offset, if it is spoken of in the block."""
        if self._open is None or not self._is_reached(block):
            return
        pieces = self._open.reach
        if pieces and block.span.contains(pieces[-1]):
            start = pieces.pop().start
        pieces.append(Span(start, max(start, end)))

    def _silence(self) -> None:
        if self._open is not None:
            self._open.silent += 1
            if self._open.silent >= _SILENCE:
                self._end()

    def _end(self) -> None:
        if self._open is not None and self._open not in self._closed:
            self._closed.append(self._open)
        self._open = None

    def _is_first_team(self, mention: StudyMention) -> bool:
        """Whether a team is the one behind the study that an article is about.

        News tell of a study first, and of who did it under a later heading.
        """
        if self._first is None or not mention.team:
            return False
        told = (self._first.opening, *self._first.later)
        about_one = self._first.opening.kind is Mention.SPECIFIC
        return about_one and not any(m.identity.institution for m in told)

    def _is_same(self, mention: StudyMention) -> bool:
        """Whether a mention speaks of the open thread again."""
        if self._open is None:
            return False
        if self._open is self._first and self._is_first_team(mention):
            return True
        told = (self._open.opening, *self._open.later)
        if mention.kind is Mention.NAMED:
            return any(m.surname == mention.surname for m in told)
        if mention.kind is Mention.VAGUE or mention.new:
            return False
        return all(
            self._agrees(name, getattr(mention.identity, name), told)
            for name in mention.identity.given
        )

    @staticmethod
    def _agrees(name: str, value: str, told: Sequence[StudyMention]) -> bool:
        """Whether nothing else was said of the study before: of its name, its year."""
        known = {getattr(mention.identity, name) for mention in told} - {""}
        return not known or value in known


_SIZE = re.compile(
    r"\b(?:n ?= ?|of |in |among |involving |followed |recruited |enrolled |tracked"
    r" |with )"
    r"(?:just |only |about |nearly |more than |over )?(\d[\d,]*) "
    r"(?:[a-z-]+ ){0,3}?(?:people|patients|women|men|adults|children|participants"
    r"|volunteers|subjects|veterans|nurses|students|infants|girls|boys|individuals)\b"
    r"|\(n ?= ?(\d[\d,]*)\)"
)


def size_of(article: Article, reach: Sequence[Span]) -> int:
    """How many people a study had, by the first number told; 0 if none is."""
    for piece in reach:
        found = _SIZE.search(article.view, piece.start, piece.end)
        if found:
            return int((found[1] or found[2]).replace(",", ""))
    return 0
