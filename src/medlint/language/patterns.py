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
from medlint.language.normalise import cased_view, matching_view
from medlint.language.phrases import Notation, Piece, chain, either, maybe
from medlint.language.pipeline import make_doc, new_matcher
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
    def needs(self) -> Needs | None:
        """Literals of which one occurs in every match; None if nothing is known."""

    def find(self, article: Article, within: Span) -> Iterator[Span]:
        """Yield matches inside a span of one block, in order."""

    def matches(self, text: str) -> bool:
        """Whether the pattern occurs in a text that is no prose (a field, a tag)."""


@dataclass(frozen=True)
class RegexPattern:
    """An expression on the view, with an optional group for the reported span."""

    source: str
    needs: Needs | None
    group: int | str = 0
    cased: bool = False

    def find(self, article: Article, within: Span) -> Iterator[Span]:
        """Yield the reported spans of all matches; they may share a delimiter."""
        return (span.shift(within.start) for span, _ in self._hits(article, within))

    def find_groups(
        self, article: Article, within: Span
    ) -> Iterator[tuple[Span, Mapping[str, str]]]:
        """Yield the reported spans, each with the named groups that matched."""
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
        if self.needs is not None and not article.may_hold(self.needs, within):
            return
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


@dataclass(frozen=True)
class TokenPattern:
    """A token sequence, matched on the spaCy document of its block."""

    sequence: tuple[Mapping[str, Any], ...]
    needs: Needs | None

    def find(self, article: Article, within: Span) -> Iterator[Span]:
        """Yield the longest matches that do not overlap, in order."""
        if self.needs is not None and not article.may_hold(self.needs, within):
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
        return RegexPattern(source, piece.needs, group=1)
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
    return frozenset(p.needs for p in patterns if p.needs is not None)


def blocks_for(article: Article, pattern: Pattern) -> Sequence[Block]:
    """Blocks in which a pattern may match."""
    if pattern.needs is None:
        return article.document.blocks
    return article.blocks_with(pattern.needs)


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


def required_of(source: str) -> frozenset[str] | None:
    """Literals of which one occurs in every match of an expression; None if unknown."""
    # Python's parser does not know RE2's Unicode classes; any class does for literals.
    parseable = re.sub(r"\\[pP](\{\^?\w+\}|\w)", r"\\w", source)
    try:
        tree = re._parser.parse(parseable)  # type: ignore[attr-defined] # noqa: SLF001
    except (re.error, OverflowError, RecursionError):
        return None
    needs = _tree_piece(tree).needs
    return frozenset(need.lower() for need in needs) if needs else None


def _tree_piece(tree: Any) -> Piece:
    return chain([_node_piece(str(op), argument) for op, argument in tree])


def _node_piece(op: str, argument: Any) -> Piece:
    read = _NODES.get(op)
    return read(argument) if read else Piece("")


def _literal_piece(argument: int) -> Piece:
    character = chr(argument).lower()
    return Piece("", frozenset([character]) if len(character) == 1 else None)


def _repeat_piece(argument: tuple[int, int, Any]) -> Piece:
    low, high, body = argument
    piece = _tree_piece(body)
    if (low, high) == (0, 1):
        return maybe(piece)
    return Piece("", required=piece.needs) if low else Piece("")


_NODES: Mapping[str, Callable[[Any], Piece]] = {
    "LITERAL": _literal_piece,
    "SUBPATTERN": lambda argument: _tree_piece(argument[3]),
    "BRANCH": lambda argument: either([_tree_piece(part) for part in argument[1]]),
    "AT": lambda _: Piece("", frozenset([""])),
    "MAX_REPEAT": _repeat_piece,
    "MIN_REPEAT": _repeat_piece,
}


def _token_needs(tokens: Sequence[Mapping[str, Any]]) -> frozenset[str] | None:
    for token in tokens:
        if token.get("OP", "1") not in {"1", "+"}:
            continue
        value = token.get("LOWER", token.get("ORTH", token.get("TEXT")))
        words = value.get("IN") if isinstance(value, dict) else value
        if words:
            listed = [words] if isinstance(words, str) else words
            return frozenset(word.lower() for word in listed)
    return None
