"""The open elements of a page, with the end tags that HTML lets authors leave out."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from medlint.document import Block, BlockKind
from medlint.readers.html_elements import (
    BLOCKS,
    CLOSES_P,
    HEADINGS,
    IMPLIED_ENDS,
    SHIELDS_END,
)
from medlint.text import Span

MAX_DEPTH = 256
"""Elements nested deeper are read as if they were not there, as in browsers."""

PARAGRAPH = Block(kind=BlockKind.PARAGRAPH, span=Span(0, 0))


@dataclass(slots=True)
class Element:
    """An open element.

    `block` is the block that text directly inside belongs to. `skipped` says that
    nothing inside is prose. `code_start` is the offset of the start tag of what will
    become one placeholder, -1 for all others. `group` numbers a list; `row` and
    `column` are where a table's next cell stands.
    """

    name: str
    block: Block
    skipped: bool = False
    code_start: int = -1
    group: int = 0
    row: int = -1
    column: int = 0

    @property
    def is_block(self) -> bool:
        """Whether it begins and ends blocks of text."""
        return self.name in BLOCKS


class Stack:
    """Open elements, outermost first; the first one is never closed."""

    def __init__(self, root: Element) -> None:
        self._elements = [root]
        self._places: defaultdict[str, list[int]] = defaultdict(list)

    @property
    def top(self) -> Element:
        """The innermost open element."""
        return self._elements[-1]

    @property
    def depth(self) -> int:
        """Number of open elements."""
        return len(self._elements)

    def push(self, element: Element) -> None:
        """Open an element, unless it would be nested too deep."""
        opaque = element.skipped and not self.top.skipped
        if self.depth < MAX_DEPTH or opaque:
            self._places[element.name].append(self.depth)
            self._elements.append(element)

    def pop(self) -> Element:
        """Close the innermost element."""
        element = self._elements.pop()
        self._places[element.name].pop()
        return element

    def count(self, names: Collection[str]) -> int:
        """How many elements of these names are open."""
        return sum(len(self._places[name]) for name in names)

    def nearest(self, names: Collection[str]) -> Element | None:
        """The innermost open element with one of these names."""
        index = self._find(names, ())
        return self._elements[index] if index else None

    def implied(self, name: str) -> int:
        """Depth to go back to before the start tag `name`: what it ends is closed."""
        depth = self.depth
        if name in IMPLIED_ENDS:
            ended, shields = IMPLIED_ENDS[name]
            depth = self._find(ended, shields) or depth
        if name in CLOSES_P and depth == self.depth:
            depth = self._find(("p",), SHIELDS_END) or depth
        if name in HEADINGS and self.top.name in HEADINGS:
            depth = self.depth - 1
        return depth

    def ended(self, name: str) -> int:
        """Depth to go back to at the end tag `name`; the present one if it strays."""
        if name in HEADINGS:
            return self._find(HEADINGS, SHIELDS_END) or self.depth
        shields = SHIELDS_END if name not in SHIELDS_END else frozenset(("table",))
        if name in ("table", "html", "body") or self.top.skipped:
            shields = frozenset()
        return self._find((name,), shields) or self.depth

    def _find(self, names: Collection[str], shields: Collection[str]) -> int:
        """Index of the innermost element of these names; 0 when there is none."""
        index = self._innermost(names)
        return index if index > self._innermost(shields) else 0

    def _innermost(self, names: Collection[str]) -> int:
        places = self._places
        return max((places[name][-1] for name in names if places.get(name)), default=0)
