"""Read HTML pages.

What counts as the article:

- `<main>` (or `role=main`), else the only `<article>`, else the body. A main element
  that holds less than a tenth of the page's text is not believed.
- Left out everywhere: scripts, styles, `nav`, forms' controls, embedded media, `del`,
  hidden elements, and the ARIA roles of navigation and dialogs.
- Outside the article, the page's header, footer and asides. A page without `<main>`
  and `<article>` keeps its asides, and its header where that holds the `<h1>`.
- `pre` is code when it holds `code`, otherwise text with blank lines between
  paragraphs. Inline code is a placeholder. `summary` is a heading one level below
  the last one, `dt` and `dd` are list items.

Text that stands directly in a container is a paragraph of its own, two `<br>` end one,
one `<br>` is a space. Missing end tags are implied as the HTML standard says, as far
as blocks of text depend on it.
"""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from html import unescape

from medlint.document import Document
from medlint.errors import UnreadableError
from medlint.readers.assembly import DocumentBuilder
from medlint.readers.html_blocks import word
from medlint.readers.html_fields import fields
from medlint.readers.html_tokens import Token, TokenKind, attributes, tokens
from medlint.readers.html_walk import Walker, add_directives, walk
from medlint.source import SourceFile
from medlint.text import Span

__all__ = ["read", "walk"]

_LEAST_SHARE = 0.1
_NO_CONTENT = frozenset(
    ("script", "style", "svg", "template", "noscript", "head", "title", "nav")
)


def read(source: SourceFile) -> Document:
    """Read a page.

    Raises:
        UnreadableError: the page has text, but none that belongs to an article.
    """
    found = tokens(source.text, Span(0, len(source.text)))
    page = _survey(source.text, found)
    document = _read_part(source, found, page.article, page.chrome)
    if not document.blocks and page.article != page.whole:
        document = _read_part(source, found, page.whole, page.chrome)
    if not document.blocks and page.chrome:
        document = _read_part(source, found, page.whole, frozenset())
    if not document.blocks and (text := _first_text(source.text, found)):
        message = "no article text found in this page"
        hint = "save the page as a browser shows it, or leave it out of the check"
        raise UnreadableError([source.problem(message, text, hint)])
    return replace(document, surroundings=_around(source.text, found, document))


def _around(text: str, found: Sequence[Token], document: Document) -> str:
    """The page's text that is not the article's, without scripts and navigation."""
    used = sorted(run.source for run in document.offsets.runs)
    pieces: list[str] = []
    end = 0
    for token in _readable(found):
        index = bisect_right(used, token.span)
        near = used[max(0, index - 1) : index + 1]
        if not any(span.overlaps(token.span) for span in near):
            # Where a tag lies between, words must not run together.
            gap = " " if token.span.start > end else ""
            pieces.append(gap + unescape(token.span.of(text)))
        end = token.span.end
    return " ".join("".join(pieces).split())


def _readable(found: Sequence[Token]) -> Iterator[Token]:
    """Text that a person can see, wherever on the page it stands."""
    inside, depth = "", 0
    for token in found:
        if inside:
            if token.value == inside and token.kind is not TokenKind.TEXT:
                depth += 1 if token.kind is TokenKind.START else -1
                inside = inside if depth else ""
        elif token.kind in (TokenKind.TEXT, TokenKind.REFERENCE):
            yield token
        elif token.kind is TokenKind.START and token.value in _NO_CONTENT:
            inside, depth = token.value, 1


@dataclass(frozen=True, kw_only=True)
class _Page:
    """Ranges of tokens: the whole page and its article; names of the site's parts."""

    whole: range
    article: range
    chrome: frozenset[str]


def _read_part(
    source: SourceFile, found: Sequence[Token], part: range, chrome: frozenset[str]
) -> Document:
    builder = DocumentBuilder(source)
    add_directives(builder, found)
    metadata, problems = fields(source, found)
    builder.fields.extend(metadata)
    builder.problems.extend(problems)
    inside = found if len(part) == len(found) else found[part.start : part.stop]
    xhtml = source.path.lower().endswith(".xhtml") or source.text.startswith("<?xml")
    Walker(builder, inside, chrome=chrome, xhtml=xhtml).walk()
    return builder.finish()


def _survey(text: str, found: Sequence[Token]) -> _Page:
    whole = range(len(found))
    mains, articles = _content(text, found)
    parts = mains or (articles if len(articles) == 1 else [])
    chrome = {"header", "footer", "aside"} if mains or articles else {"footer"}
    if not (mains or articles) and not _titled_header(found):
        chrome.add("header")
    article = _heaviest(found, parts) if parts else whole
    return _Page(whole=whole, article=article, chrome=frozenset(chrome))


def _heaviest(found: Sequence[Token], parts: Sequence[range]) -> range:
    """The part with the most text; everything, if that is hardly any."""
    before = _weights(found)
    best = max(parts, key=lambda part: before[part.stop] - before[part.start])
    weight = before[best.stop] - before[best.start]
    return best if weight >= _LEAST_SHARE * before[-1] else range(len(found))


def _content(text: str, found: Sequence[Token]) -> tuple[list[range], list[range]]:
    """Return the outermost main elements and the outermost articles."""
    mains: list[range] = []
    articles: list[range] = []
    for index, token in enumerate(found):
        if token.kind is not TokenKind.START:
            continue
        name = token.value
        parts = articles if name == "article" else mains
        if name not in ("main", "article"):
            tag = token.span.of(text)
            if "role" not in tag or "main" not in tag:
                continue
            if word(attributes(text, token.span), "role") != "main":
                continue
        if not parts or index >= parts[-1].stop:
            parts.append(range(index, _end_of(found, index)))
    return mains, articles


def _end_of(found: Sequence[Token], start: int) -> int:
    """Index behind the end tag that belongs to the start tag at `start`."""
    name, depth = found[start].value, 0
    for index in range(start, len(found)):
        token = found[index]
        if token.value == name and token.kind in (TokenKind.START, TokenKind.END):
            depth += 1 if token.kind is TokenKind.START else -1
            if depth == 0:
                return index + 1
    return len(found)


def _weights(found: Sequence[Token]) -> list[int]:
    """Code points of readable text before each token."""
    weights, weight, readable = [0], 0, _readable(found)
    following = next(readable, None)
    for token in found:
        if token is following:
            weight += token.span.length
            following = next(readable, None)
        weights.append(weight)
    return weights


def _titled_header(found: Sequence[Token]) -> bool:
    """Whether a header holds the page's title."""
    depth = 0
    for token in found:
        if token.value == "header" and token.kind is TokenKind.START:
            depth += 1
        elif token.value == "header" and token.kind is TokenKind.END:
            depth = max(0, depth - 1)
        elif depth and token.value == "h1" and token.kind is TokenKind.START:
            return True
    return False


def _first_text(text: str, found: Sequence[Token]) -> Span | None:
    """Place of the first text that a reader, or a script's reader, would see."""
    unseen = False
    for token in found:
        if token.value in ("title", "style"):
            unseen = token.kind is TokenKind.START
        if token.kind is TokenKind.TEXT and not unseen:
            words = token.span.of(text)
            if words.strip():
                start = token.span.start + len(words) - len(words.lstrip())
                return Span(start, token.span.end)
        if token.kind is TokenKind.START and token.value == "script":
            return token.span
    return None
