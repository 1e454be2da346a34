"""Which block an HTML element's text belongs to, and which elements hold no prose."""

import re
from collections.abc import Mapping
from dataclasses import replace

from medlint.document import Block, BlockKind
from medlint.readers.html_elements import (
    HEADINGS,
    ITEMS,
    LISTS,
    SKIPPED,
    SKIPPED_ROLES,
)
from medlint.readers.html_stack import PARAGRAPH, Element, Stack
from medlint.readers.html_tokens import Attribute

Attributes = Mapping[str, Attribute]

LANDMARKS = {"banner": "header", "contentinfo": "footer", "complementary": "aside"}
"""Roles that say the same as an element's name."""

CONTENT = frozenset(("main", "article"))

_MAX_COLUMNS = 1000
_NOTE_ID = re.compile(r"(?:fn|footnote|endnote|cite_note|note)[-_:.]?(?=.*\d)(.*)")
_NOTE_HOLDERS = frozenset(("aside", "div", "li", "p"))
_NOTE_ROLES = frozenset(("doc-footnote", "doc-endnote"))
_NOTE_TYPES = frozenset(("footnote", "endnote", "rearnote"))
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none", re.IGNORECASE)
_BACKLINK = re.compile(r"\b(?:footnote-back(?:ref|link)|doc-backlink)\b")


def word(attributes: Attributes, name: str) -> str:
    """An attribute's value in lower case; empty when it is missing."""
    found = attributes.get(name)
    return found.value.strip().lower() if found else ""


def is_skipped(
    name: str, attributes: Attributes, stack: Stack, chrome: frozenset[str]
) -> bool:
    """Whether nothing inside the element is prose of the article.

    `chrome` names the landmarks that belong to the site where they stand outside the
    article.
    """
    if name in SKIPPED or "hidden" in attributes:
        return True
    if not attributes and name not in chrome:
        return False
    role = word(attributes, "role")
    if LANDMARKS.get(role, name) in chrome and not stack.count(CONTENT):
        return True
    if role in SKIPPED_ROLES or word(attributes, "aria-hidden") == "true":
        return True
    if name == "a" and _BACKLINK.search(f"{role} {word(attributes, 'class')}"):
        return True
    return bool(_HIDDEN_STYLE.search(word(attributes, "style")))


class BlockFactory:
    """Makes the elements of one fragment; numbers its lists, tables and quotations."""

    def __init__(self, group: int) -> None:
        self.group = group
        self._heading = 1

    def element(self, name: str, attributes: Attributes, stack: Stack) -> Element:
        """The element that a start tag opens inside the open ones."""
        outer = stack.top.block
        element = Element(name, self._block(name, attributes, stack))
        if name in LISTS or name == "table":
            self.group += 1
            element.group = self.group
        if element.block.kind is BlockKind.HEADING and name != "summary":
            self._heading = element.block.level
        if label := _note_label(name, attributes):
            note = replace(element.block, kind=BlockKind.FOOTNOTE, label=label)
            element.block = note
        if outer.label and element.block.kind is not BlockKind.HEADING:
            element.block = outer
        return element

    def _block(self, name: str, attributes: Attributes, stack: Stack) -> Block:
        outer = stack.top.block
        if level := self._heading_level(name, attributes):
            return _kind(outer, BlockKind.HEADING, level=level)
        if name in ITEMS:
            return _item(stack)
        if name in ("td", "th"):
            return _cell(attributes, stack)
        if name == "tr" and (table := stack.nearest(("table",))):
            table.row += 1
            table.column = 0
        if name == "blockquote":
            self.group += 1
            quote = _kind(outer, BlockKind.QUOTE, group=self.group)
            return replace(quote, quoted=True)
        if name in ("figcaption", "caption"):
            return _kind(outer, BlockKind.CAPTION)
        return outer

    def _heading_level(self, name: str, attributes: Attributes) -> int:
        if name in HEADINGS:
            return HEADINGS[name]
        if name == "summary":
            return min(6, self._heading + 1)
        if word(attributes, "role") == "heading":
            level = word(attributes, "aria-level")
            return int(level) if level in ("1", "2", "3", "4", "5", "6") else 2
        return 0


def _kind(outer: Block, kind: BlockKind, *, level: int = 0, group: int = 0) -> Block:
    return replace(PARAGRAPH, kind=kind, level=level, group=group, quoted=outer.quoted)


def _item(stack: Stack) -> Block:
    around = stack.nearest(LISTS)
    return _kind(
        stack.top.block,
        BlockKind.LIST_ITEM,
        level=max(1, stack.count(LISTS)),
        group=around.group if around else 0,
    )


def _cell(attributes: Attributes, stack: Stack) -> Block:
    outer = stack.top.block
    table = stack.nearest(("table",))
    if table is None:
        return _kind(outer, BlockKind.TABLE_CELL)
    if table.block is not PARAGRAPH and table.row < 0:
        table.row = 0
    cell = _kind(outer, BlockKind.TABLE_CELL, group=table.group)
    cell = replace(cell, row=max(0, table.row), column=table.column)
    span = word(attributes, "colspan")
    wide = int(span) if span.isascii() and span.isdigit() and len(span) < 5 else 1
    table.column += max(1, min(wide, _MAX_COLUMNS))
    return cell


def _note_label(name: str, attributes: Attributes) -> str:
    """Name of the footnote that an element is; empty when it is none."""
    identifier = attributes["id"].value if "id" in attributes else ""
    found = _NOTE_ID.fullmatch(identifier) if name in _NOTE_HOLDERS else None
    named = word(attributes, "role") in _NOTE_ROLES
    named = named or word(attributes, "epub:type") in _NOTE_TYPES
    if found and name == "li":
        return found[1]
    if named:
        return (found[1] if found else identifier) or "*"
    return found[1] if found else ""
