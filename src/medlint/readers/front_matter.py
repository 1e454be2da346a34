"""Front matter: the metadata between `---`, `+++` or `{…}` at the top of an article."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from json import JSONDecodeError

from medlint.document import Directive, Field, Origin
from medlint.errors import UnreadableError
from medlint.readers.json_scan import scan_prefix
from medlint.readers.scanning import Scalar, ScanError
from medlint.source import Format, SourceFile
from medlint.text import Span

_BEFORE = re.compile(r"(?:\s+|<!--[\s\S]*?-->)*+")
_COMMENT = re.compile(r"<!--([\s\S]*?)-->")
_FENCE = re.compile(r"(---|\+\+\+)[ \t]*(?:\r\n|\n|\r)")
_ENDS = {
    "---": re.compile(r"^(?:---|\.\.\.)[ \t]*(?:\r\n|\n|\r|\Z)", re.MULTILINE),
    "+++": re.compile(r"^\+\+\+[ \t]*(?:\r\n|\n|\r|\Z)", re.MULTILINE),
}
_FIRST_LINE = re.compile(r"(?:[ \t]*(?:#[^\r\n]*)?(?:\r\n|\n|\r))*+([^\r\n]*)")
_LIKE_YAML = re.compile(
    r"(?:\"[^\"\r\n]*\"|'[^'\r\n]*')[ \t]*:(?:\s|\Z)"
    r"|[^\s#>|@`\]}][^:]*:(?:\s|\Z)|[{%&!]|\Z"
)
_LIKE_JSON = re.compile(r"\{\s*(?:\"|\}\s*(?:[\r\n]|\Z))")
_LINE_REST = re.compile(r"[ \t]*(?:\r\n|\n|\r|\Z)")
_HASH_COMMENT = re.compile(r"^[ \t]*#+[ \t]*([^\r\n]*)", re.MULTILINE)
_HINTS = {
    "---": "the part between the --- lines must be valid YAML",
    "+++": "the part between the +++ lines must be valid TOML",
    "{": "the part in braces at the top must be valid JSON",
}


@dataclass(frozen=True)
class FrontMatter:
    """Metadata and comments, and the offset at which the body begins."""

    fields: tuple[Field, ...] = ()
    directives: tuple[Directive, ...] = ()
    end: int = 0


def read_front_matter(source: SourceFile) -> FrontMatter:
    """Read the metadata at the top of an article; it may have none.

    Blank lines and HTML comments may stand before it. Three dashes that nothing
    closes, or that enclose running text, are a line across the page.

    Raises:
        UnreadableError: malformed metadata, with its place.
    """
    before = _BEFORE.match(source.text)
    start = before.end() if before else 0
    if start and source.text[start - 1] not in "\r\n":
        return FrontMatter()
    try:
        found = _fenced(source.text, start) or _json(source, start)
    except ScanError as error:
        sign = source.text[start : start + 3]
        hint = _HINTS.get(sign, _HINTS["{"])
        message = f"malformed front matter: {error.message}"
        raise UnreadableError([source.problem(message, error.span, hint)]) from error
    if found is None:
        return FrontMatter()
    comments = _comments(source.text, _COMMENT, Span(0, start))
    return FrontMatter(found.fields, (*comments, *found.directives), found.end)


def _fenced(text: str, start: int) -> FrontMatter | None:
    opening = _FENCE.match(text, start)
    if not opening:
        return None
    end = _ENDS[opening[1]].search(text, opening.end())
    if not end:
        return None
    inside = Span(opening.end(), end.start())
    scan = _scan_toml if opening[1] == "+++" else _scan_yaml
    if scan is _scan_yaml and not _is_metadata(text, inside):
        return None
    try:
        scalars = scan(inside.of(text), inside.start)
    except ScanError:
        # A line across the page has a blank line below; metadata hardly ever has.
        if _LINE_REST.match(text, inside.start, inside.end):
            return None
        raise
    if any(not path or path[0] == 0 for path, _, _ in scalars):
        return None
    hashes = _comments(text, _HASH_COMMENT, inside)
    directives = _outside(hashes, scalars)
    return FrontMatter(_fields(scalars), tuple(directives), end.end())


def _is_metadata(text: str, inside: Span) -> bool:
    """Whether text between dashes begins like a mapping, not like running text."""
    first = _FIRST_LINE.match(text, inside.start, inside.end)
    return bool(_LIKE_YAML.match(first[1] if first else ""))


def _json(source: SourceFile, start: int) -> FrontMatter | None:
    # In MDX braces hold code.
    if source.format is Format.MDX or not _LIKE_JSON.match(source.text, start):
        return None
    try:
        scalars, end = scan_prefix(source.text, start)
    except JSONDecodeError as error:
        place = Span(error.pos, error.pos + 1)
        raise ScanError(error.msg, place) from error
    rest = _LINE_REST.match(source.text, end)
    if not rest:
        raise ScanError("text after the closing brace", Span(end, end + 1))
    return FrontMatter(_fields(scalars), (), rest.end())


def _scan_yaml(text: str, base: int) -> tuple[Scalar, ...]:
    from medlint.readers.yaml_scan import scan_yaml  # noqa: PLC0415 - start-up time

    return scan_yaml(text, base)


def _scan_toml(text: str, base: int) -> tuple[Scalar, ...]:
    from medlint.readers.toml_scan import scan_toml  # noqa: PLC0415 - start-up time

    return scan_toml(text, base)


def _fields(scalars: Iterable[Scalar]) -> tuple[Field, ...]:
    return tuple(
        Field(origin=Origin.FRONT_MATTER, path=path, value=value, span=span)
        for path, value, span in scalars
    )


def _comments(text: str, pattern: re.Pattern[str], span: Span) -> Iterator[Directive]:
    for found in pattern.finditer(text, *span):
        inside = found[1].strip().removeprefix("<!--").removesuffix("-->").strip()
        yield Directive(inside, Span(*found.span()))


def _outside(
    comments: Iterable[Directive], scalars: Iterable[Scalar]
) -> Iterator[Directive]:
    """Yield the comments that are none of the lines of a value."""
    spans = sorted(span for _, _, span in scalars)
    starts = [span.start for span in spans]
    for comment in comments:
        index = bisect_right(starts, comment.span.end) - 1
        if index < 0 or not spans[index].overlaps(comment.span):
            yield comment
