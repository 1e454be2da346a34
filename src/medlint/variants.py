"""An example in other clothes: the same words wrapped, quoted, typeset, prefixed.

Marks travel through every change as two private characters, so that the expected place
is known by construction.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from medlint.document import BlockKind
from medlint.rule import MARK_END, MARK_START
from medlint.text import Span

_OPEN, _CLOSE = "\ue000", "\ue001"
_SPECIAL = re.compile(r"[*_`#|<>\[\]{}\\~]|^\s*([-+]|\d+[.)])\s|\n|://", re.MULTILINE)
# Where quotes, spaces and letters belong to a syntax, typography must leave them alone.
_NOT_WORDS = re.compile(r"://|<|\A(?:---|\+\+\+|\{)|\{[{%]|^\[[^\]]+\]:", re.MULTILINE)
_WORD_INSIDE = re.compile(r"(?<=[a-z]{3})(?=[a-z]{3})")


@dataclass(frozen=True)
class Variant:
    """A document to lint, its format, and where findings must lie in it."""

    name: str
    text: str
    format: str
    spans: tuple[Span, ...]


def variants(
    text: str, suffix: str, reads: Callable[[BlockKind], bool]
) -> Iterator[Variant]:
    """Yield the example as written, then its variants.

    `reads` says which kinds of block the rule looks at. Only an example that is one
    paragraph of plain words takes other forms; any other gets those that leave its
    structure alone.
    """
    marked = text.replace(MARK_START, _OPEN).replace(MARK_END, _CLOSE)
    yield _variant("as written", marked, suffix)
    yield _variant("CRLF line ends", marked.replace("\n", "\r\n"), suffix)
    if not _NOT_WORDS.search(marked):
        for name, change in _TYPOGRAPHY.items():
            yield _variant(name, change(marked), suffix)
    if suffix != "md":
        return
    if not marked.startswith(("---", "+++", "{")):
        yield _variant(
            "after front matter", f"---\ntags: [a, b]\n---\n\n{marked}", suffix
        )
    bare = marked.replace(_OPEN, "").replace(_CLOSE, "").strip()
    if _SPECIAL.search(bare) or not reads(BlockKind.PARAGRAPH):
        return
    for name, (form, change) in _PARAGRAPH.items():
        yield _variant(name, change(marked.strip()), form)
    for name, (kind, change) in _BLOCKS.items():
        if reads(kind):
            yield _variant(name, change(marked.strip()), "md")


def _variant(name: str, marked: str, suffix: str) -> Variant:
    spans: list[Span] = []
    parts: list[str] = []
    length = start = 0
    for part in re.split(f"([{_OPEN}{_CLOSE}])", marked):
        if part == _OPEN:
            start = length
        elif part == _CLOSE:
            spans.append(Span(start, length))
        else:
            parts.append(part)
            length += len(part)
    return Variant(name, "".join(parts), suffix, tuple(sorted(spans)))


def _wrapped(text: str) -> str:
    """Break the line at every third space."""
    words = text.split(" ")
    lines = [" ".join(words[i : i + 3]) for i in range(0, len(words), 3)]
    return "\n".join(lines)


def _emphasised(text: str) -> str:
    """Put each marked span in strong emphasis."""
    return text.replace(_OPEN, f"**{_OPEN}").replace(_CLOSE, f"{_CLOSE}**")


def _curly(text: str) -> str:
    opened = re.sub(r'(^|[\s(\ue000])"', "\\1\u201c", text)
    return opened.replace('"', "\u201d").replace("'", "\u2019")


def _html(text: str) -> str:
    escaped = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f"<!doctype html><title>x</title><main><p>{escaped}</p></main>"


_TYPOGRAPHY: Mapping[str, Callable[[str], str]] = {
    "no-break spaces": lambda text: re.sub(r"(?<=\w) (?=\w)", "\u00a0", text),
    "smart quotes": _curly,
    "soft hyphens": lambda text: _WORD_INSIDE.sub("\u00ad", text),
}
_PARAGRAPH: Mapping[str, tuple[str, Callable[[str], str]]] = {
    "hard-wrapped": ("md", _wrapped),
    "in emphasis": ("md", _emphasised),
    "as plain text": ("txt", lambda text: text),
    "as an HTML paragraph": ("html", _html),
    "after another paragraph": ("md", lambda t: f"Some words come first.\n\n{t}"),
}
_BLOCKS: Mapping[str, tuple[BlockKind, Callable[[str], str]]] = {
    "as a list item": (BlockKind.LIST_ITEM, lambda t: f"- one\n- {t}\n"),
    "as a table cell": (
        BlockKind.TABLE_CELL,
        lambda t: f"| a | b |\n| --- | --- |\n| c | {t} |\n",
    ),
    "in a block quotation": (BlockKind.QUOTE, lambda t: f"> {t}\n"),
}
