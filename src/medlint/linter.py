"""The one entrance: a source in, a report out; every front end calls this."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime

from medlint.checks import CHECKS, Check
from medlint.document import Document
from medlint.errors import Problem, UnreadableError
from medlint.finding import Finding, Location, fingerprint
from medlint.language.article import Article
from medlint.language.claims import Claim
from medlint.language.lexicon import Lexicon, Needs
from medlint.language.mentions import Mention
from medlint.packs import RuleSet, load_packs
from medlint.readers import read
from medlint.references.record import Reference
from medlint.report import Report, arrange
from medlint.rule import Match
from medlint.source import Format, SourceFile, read_source
from medlint.text import Span

_CONTEXT = 500
"""Code points on either side of a match that can count for its fingerprint."""


@dataclass(frozen=True)
class Candidate:
    """What a check found, and where: a finding unless one of its gates passed."""

    match: Match
    location: Location


@dataclass(frozen=True)
class Frame:
    """A claim as it was read, where it stands, and the axes it lies on with their cues.

    Subjects and objects are given as written, with what the tables know them as.
    """

    claim: Claim
    location: Location
    subject: tuple[str, ...]
    predicate: str
    objects: tuple[str, ...]
    axes: Mapping[str, str]


class Linter:
    """Rules compiled once, for any number of sources."""

    def __init__(
        self,
        ruleset: RuleSet,
        *,
        today: date,
        prefilter: bool = True,
        library: tuple[Reference, ...] = (),
    ) -> None:
        """Compile the rules; without the prefilter all is slower and nothing else.

        `library` are references that articles may cite without listing them.
        """
        self.ruleset = ruleset
        self._library = library
        self._language = ruleset.language
        self._checks = [*_compile(ruleset, today)]
        needs = frozenset[Needs]().union(*(c.needs for c in self._checks))
        asked = self._language.contexts.needs.union(*map(_asked, self._checks))
        self._lexicon = Lexicon(needs, asked) if prefilter else None
        self.not_run = tuple(p for check in self._checks for p in _not_run(check))
        """What rules could not look for, such as without an index; said once a run."""

    def lint(self, source: SourceFile) -> Report:
        """Lint one article; what could not be read is a problem in the report."""
        try:
            document = read(source)
        except UnreadableError as error:
            return Report(source.path, problems=error.problems)
        article = self._article(document, explained=False)
        matches = [match for match in self._matches(article) if not match.cleared]
        return Report(
            source.path,
            findings=arrange(_findings(article, matches)),
            problems=document.problems,
            words=article.word_count,
        )

    def trace(self, source: SourceFile) -> tuple[Candidate, ...]:
        """Every candidate of every rule, cleared ones too, in the order of the text.

        Raises:
            UnreadableError: the article cannot be read.
        """
        document = read(source)
        article = self._article(document, explained=True)
        found = [Candidate(m, _location(document, m)) for m in self._matches(article)]
        return tuple(sorted(found, key=lambda c: (c.location.span, c.match.rule.code)))

    def frames(
        self, source: SourceFile, is_asked: Callable[[Location], bool]
    ) -> tuple[Frame, ...]:
        """Every claim that was read at some places, whether a rule asks for it or not.

        Raises:
            UnreadableError: the article cannot be read.
        """
        document = read(source)
        article = self._article(document, explained=True)
        claims = (
            claim
            for block in document.blocks
            for claim in self._language.claims.in_block(article, block)
        )
        placed = (
            (c, _place(document, document.offsets.to_source(c.span), ""))
            for c in claims
        )
        return tuple(self._frame(article, c, at) for c, at in placed if is_asked(at))

    def _frame(self, article: Article, claim: Claim, location: Location) -> Frame:
        text = article.document.text
        axes = self._language.contexts.axes(article, claim.predicate.span)
        return Frame(
            claim,
            location,
            tuple(_known_as(text, mention) for mention in claim.subject.mentions),
            claim.predicate.span.of(text),
            tuple(_known_as(text, mention) for mention in claim.objects),
            {axis.value: cue.of(text) for axis, cue in axes.items()},
        )

    def _article(self, document: Document, *, explained: bool) -> Article:
        abbreviations = self._language.abbreviations
        return Article(
            document,
            self._lexicon,
            abbreviations,
            explained=explained,
            library=self._library,
        )

    def _matches(self, article: Article) -> Iterator[Match]:
        for check in self._checks:
            yield from check.run(article)


def lint_text(
    text: str,
    source_format: Format = Format.MARKDOWN,
    *,
    path: str = "<text>",
    today: date | None = None,
) -> Report:
    """Lint a text with the default rules; see `Linter` for many texts."""
    return _default(today).lint(SourceFile(path, source_format, text))


def lint_file(path: str, *, today: date | None = None) -> Report:
    """Lint a file with the default rules; see `Linter` for many files.

    Raises:
        UnreadableError: missing, too large, binary or not UTF-8, with its place.
    """
    return _default(today).lint(read_source(path))


def _default(today: date | None) -> Linter:
    return Linter(load_packs([]), today=today or datetime.now(tz=UTC).date())


def _compile(ruleset: RuleSet, today: date) -> Iterator[Check]:
    for name, kind in CHECKS.items():
        rules = [rule for rule in ruleset.rules if rule.kind == name]
        if rules:
            yield kind.check(rules, ruleset.language, today)


def _asked(check: Check) -> frozenset[Needs]:
    """What a check looks for only around what it has found, if it says so."""
    return getattr(check, "asked", frozenset())


def _not_run(check: Check) -> tuple[Problem, ...]:
    return getattr(check, "not_run", ())


def _known_as(text: str, mention: Mention) -> str:
    """A name as written, with its concepts: `"LDN" (remedies/low-dose-naltrexone)`."""
    concepts = ", ".join(f"{c.table}/{c.id}" for c in mention.concepts)
    return f'"{mention.span.of(text)}" ({concepts})'


def _findings(article: Article, matches: list[Match]) -> Iterator[Finding]:
    seen: Counter[tuple[str, str, str]] = Counter()
    for match in sorted(matches, key=lambda m: (m.rule.code, m.span)):
        yield _finding(article, match, seen)


def _finding(
    article: Article, match: Match, seen: Counter[tuple[str, str, str]]
) -> Finding:
    document, rule = article.document, match.rule
    location = _location(document, match)
    excerpt = location.span.of(document.source.text)
    context = _context(article, match.span).of(document.text)
    key = (rule.code, excerpt, context)
    seen[key] += 1
    return Finding(
        code=rule.code,
        rule=rule.slug,
        severity=match.severity,
        confidence=rule.confidence,
        message=match.message,
        path=document.source.path,
        location=location,
        excerpt=excerpt,
        related=tuple(
            _place(document, document.offsets.to_source(span), label)
            for span, label in match.related
        ),
        fingerprint=fingerprint(*key, occurrence=seen[key]),
        gates=match.gates,
    )


def _context(article: Article, span: Span) -> Span:
    """The sentence of a match, cut where it is longer than any sentence should be."""
    sentence = article.sentence_at(span)
    start = max(sentence.start, span.start - _CONTEXT)
    return Span(start, min(sentence.end, span.end + _CONTEXT))


def _location(document: Document, match: Match) -> Location:
    span = match.place or document.offsets.to_source(match.span)
    return _place(document, span, "")


def _place(document: Document, span: Span, label: str) -> Location:
    lines = document.source.lines
    return Location(span, lines.position(span.start), lines.position(span.end), label)
