"""Patterns of rule files, ready to run: phrases, expressions, token sequences."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal, Protocol

import re2
from pydantic import ValidationInfo, field_validator, model_validator

from medlint.document import Block
from medlint.language.article import Article
from medlint.language.lexicon import Needs
from medlint.language.literals import exactly, literals
from medlint.language.normalise import cased_view, matching_view
from medlint.language.phrases import Notation
from medlint.language.pipeline import make_doc, new_matcher
from medlint.language.required import required_of
from medlint.language.token_specs import check_tokens
from medlint.schema import Shorthand
from medlint.text import Span

_EDGE_BEFORE = r"(?:^|[^\pL\pN])"
_EDGE_AFTER = r"(?:$|[^\pL\pN])"


class PatternSpec(Shorthand):
    """One pattern; plain text is short for `words`.

    `words` is the phrase notation, whole words only. `regex` is RE2 (linear time, no
    look-around) on text with straight quotes, plain hyphens and single spaces; a group
    named `at` narrows what is reported. `tokens` is a spaCy Matcher sequence.
    `case: exact` keeps upper and lower case apart (regex only).
    """

    short_for = "words"

    words: str | None = None
    regex: str | None = None
    tokens: tuple[dict[str, Any], ...] | None = None
    case: Literal["fold", "exact"] = "fold"

    @field_validator("words")
    @classmethod
    def _is_phrase(cls, value: str | None, info: ValidationInfo) -> str | None:
        if value is not None and isinstance(info.context, Notation):
            try:
                info.context.compile(value)
            except RecursionError:
                raise ValueError("the brackets are nested too deeply") from None
        return value

    @field_validator("regex")
    @classmethod
    def _is_linear(cls, value: str | None) -> str | None:
        if value is not None and compile_regex(value, cased=True).search(""):
            raise ValueError("this expression matches where there is no text at all")
        return value

    @field_validator("tokens")
    @classmethod
    def _known_attributes(
        cls, value: tuple[dict[str, Any], ...] | None
    ) -> tuple[dict[str, Any], ...] | None:
        if value is not None:
            check_tokens(value)
        return value

    @model_validator(mode="after")
    def _exactly_one(self) -> "PatternSpec":
        given = [self.words, self.regex, self.tokens]
        if sum(part is not None for part in given) != 1:
            raise ValueError("give exactly one of words, regex and tokens")
        if self.case == "exact" and self.regex is None:
            raise ValueError("case: exact goes with regex only")
        return self


class Pattern(Protocol):
    """Finds its matches in part of an article."""

    @property
    def needs(self) -> tuple[Needs, ...]:
        """Sets of literals of which one each occurs in every match, rare ones first."""

    def find(
        self, article: Article, within: Span, *, sure: bool = False
    ) -> Iterator[Span]:
        """Yield matches inside a span of one block, in order.

        `sure` says that what the pattern needs is known to stand there.
        """

    def matches(self, text: str) -> bool:
        """Whether the pattern occurs in a text that is no prose (a field, a tag)."""


@dataclass(frozen=True)
class RegexPattern:
    """An expression on the view, with an optional group for the reported span."""

    source: str
    needs: tuple[Needs, ...]
    group: int | str = 0
    cased: bool = False
    bare: str = ""
    """The same without groups, for whole words: RE2 is many times faster then."""

    def find(
        self, article: Article, within: Span, *, sure: bool = False
    ) -> Iterator[Span]:
        """Yield the reported spans of all matches; they may share a delimiter."""
        if not (sure or may_match(article, self, within)):
            return iter(())
        hits = self._whole_words if self.bare else self._hits
        return (span.shift(within.start) for span, _ in hits(article, within))

    def find_groups(
        self, article: Article, within: Span
    ) -> Iterator[tuple[Span, Mapping[str, str]]]:
        """Yield the reported spans, each with the named groups that matched."""
        if not may_match(article, self, within):
            return
        for span, match in self._hits(article, within):
            groups = {
                name: match.string[slice(*match.span(index))].decode()
                for name, index in self._compiled.groupindex.items()
                if match.span(index)[0] >= 0
            }
            yield span.shift(within.start), groups

    def _hits(self, article: Article, within: Span) -> Iterator[tuple[Span, Any]]:
        """Yield the reported spans, counted from `within`, and RE2's matches of bytes.

        RE2 knows bytes only; on text its binding would convert everything before each
        match anew.
        """
        view = within.of(article.cased if self.cased else article.view)
        raw = view.encode()
        plain = len(raw) == len(view)
        at = seen = passed = 0  # bytes to look at next; bytes seen, as code points
        while at <= len(raw) and (match := self._compiled.search(raw, at)):
            first, last = match.span(self._group)
            if last > first:
                between, inside = raw[seen:first], raw[first:last]
                start = passed + len(between if plain else between.decode())
                end = start + len(inside if plain else inside.decode())
                yield Span(start, end), match
                seen, passed = last, end
            at = max(last, at + 1)

    def _whole_words(
        self, article: Article, within: Span
    ) -> Iterator[tuple[Span, Any]]:
        """Do as `_hits` does, without groups where the text is ASCII.

        A match then takes one sign on either side, but for the ends of the text.
        """
        view = within.of(article.view)
        if not view.isascii():
            yield from self._hits(article, within)
            return
        raw, at = view.encode(), 0
        while at <= len(raw) and (match := self._bare.search(raw, at)):
            first, last = match.span()
            if first and last < len(raw):
                found = Span(first + 1, last - 1)
            else:
                found = Span(*self._compiled.search(raw, at).span(1))
            yield found, match
            at = max(found.end, at + 1)

    def matches(self, text: str) -> bool:
        """Whether the expression occurs in a text that is no prose."""
        view = cased_view(text) if self.cased else matching_view(text)
        return self._compiled.search(view) is not None

    @cached_property
    def _group(self) -> int:
        # RE2's Python matches know the spans of numbered groups only.
        if isinstance(self.group, int):
            return self.group
        return int(self._compiled.groupindex[self.group])

    @cached_property
    def _compiled(self) -> Any:
        return compile_regex(self.source, cased=self.cased)

    @cached_property
    def _bare(self) -> Any:
        return compile_regex(self.bare, cased=self.cased)


@dataclass(frozen=True)
class TokenPattern:
    """A token sequence, matched on the spaCy document of its block."""

    sequence: tuple[Mapping[str, Any], ...]
    needs: tuple[Needs, ...]

    def find(
        self, article: Article, within: Span, *, sure: bool = False
    ) -> Iterator[Span]:
        """Yield the longest matches that do not overlap, in order."""
        if not (sure or may_match(article, self, within)):
            return
        block = article.block_at(within.start)
        doc = article.doc(block)
        reach = 0
        found = [doc[start:end] for _, start, end in self._matcher(doc)]
        for tokens in sorted(found, key=lambda t: (t.start, -t.end)):
            span = Span(tokens.start_char, tokens.end_char).shift(block.span.start)
            if within.contains(span) and span.start >= reach:
                reach = span.end
                yield span

    def matches(self, text: str) -> bool:
        """Whether the sequence occurs in a text that is no prose."""
        return bool(self._matcher(make_doc(text)))

    @cached_property
    def _matcher(self) -> Callable[[Any], list[tuple[int, int, int]]]:
        matcher = new_matcher()
        matcher.add("pattern", [[dict(token) for token in self.sequence]])
        return matcher


def compile_pattern(spec: PatternSpec, notation: Notation) -> Pattern:
    """Make a pattern runnable.

    Raises:
        PhraseError: its words are not in the phrase notation.
    """
    if spec.words is not None:
        piece = notation.compile(spec.words)
        source = f"{_EDGE_BEFORE}({piece.regex}){_EDGE_AFTER}"
        bare = f"{_EDGE_BEFORE}(?:{piece.regex}){_EDGE_AFTER}"
        needs = literals(piece, words=True)
        return RegexPattern(source, needs, group=1, bare=bare)
    if spec.regex is not None:
        group = "at" if "(?P<at>" in spec.regex else 0
        cased = spec.case == "exact"
        return RegexPattern(spec.regex, required_of(spec.regex), group, cased)
    tokens = spec.tokens or ()
    return TokenPattern(tokens, _token_needs(tokens))


def compile_patterns(
    specs: Sequence[PatternSpec], notation: Notation
) -> tuple[Pattern, ...]:
    """Make several patterns runnable; see `compile_pattern`."""
    return tuple(compile_pattern(spec, notation) for spec in specs)


def needs_of(patterns: Iterable[Pattern]) -> frozenset[Needs]:
    """What the lexicon has to look for on behalf of some patterns."""
    return frozenset(needs for pattern in patterns for needs in pattern.needs)


def may_match(article: Article, pattern: Pattern, within: Span) -> bool:
    """Whether all that a pattern needs stands in a span: the prefilter."""
    return all(article.may_hold(needs, within) for needs in pattern.needs)


def blocks_for(article: Article, pattern: Pattern) -> Sequence[Block]:
    """Blocks in which a pattern may match."""
    return article.blocks_with(*pattern.needs)


def compile_regex(source: str, *, cased: bool) -> Any:
    """Compile with RE2.

    Raises:
        ValueError: RE2 refuses it; the message is written for a rule author.
    """
    names = re.findall(r"\(\?P<(\w+)>", source)
    if len(set(names)) < len(names):
        # RE2's Python binding accepts this and then loses one of the groups.
        raise ValueError("not a linear-time expression: a group is named twice")
    options = re2.Options()
    options.log_errors = False
    options.case_sensitive = cased
    try:
        return re2.compile(source, options)
    except re2.error as error:
        reason = error.args[0] if error.args else error
        text = reason.decode() if isinstance(reason, bytes) else str(reason)
        raise ValueError(
            f"not a linear-time expression: {text} (no look-around or back-references)"
        ) from error


def _token_needs(tokens: Sequence[Mapping[str, Any]]) -> tuple[Needs, ...]:
    for token in tokens:
        if token.get("OP", "1") not in {"1", "+"}:
            continue
        value = token.get("LOWER", token.get("ORTH", token.get("TEXT")))
        words = value.get("IN") if isinstance(value, dict) else value
        if words:
            listed = [words] if isinstance(words, str) else words
            return literals(exactly("", map(matching_view, listed)))
    return ()
