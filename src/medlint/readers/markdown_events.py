"""The one place that knows pyromark: Markdown as events with code-point spans."""

from collections.abc import Iterator
from enum import Enum
from typing import Any, NamedTuple

import pyromark
from pyromark import Options

_OPTIONS = (
    Options.ENABLE_TABLES
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_HEADING_ATTRIBUTES
    | Options.ENABLE_DEFINITION_LIST
    | Options.ENABLE_GFM
)
# Not asked for: smart punctuation (changes the text), metadata blocks (also taken in
# mid-document; front_matter.py reads the real ones), math ("US$5, not A$6" is prose).
_MARKDOWN = pyromark.Markdown(options=_OPTIONS)


class Phase(Enum):
    """Whether an event begins something, ends it, or stands alone."""

    START = 0
    END = 1
    SINGLE = 2


_PHASES = {"Start": Phase.START, "End": Phase.END}


class Event(NamedTuple):
    """One event of the parser.

    `name` is pulldown-cmark's ("Paragraph", "Text", "Link"). An event that begins
    something does not know yet where it ends: its `end` is its `start`. `data` is what
    came with it: a string, a dictionary of attributes, a number or None.
    """

    name: str
    phase: Phase
    start: int
    end: int
    data: Any


def events(text: str, base: int = 0) -> Iterator[Event]:
    """Yield the events of a Markdown text; `base` is added to every offset.

    The text must hold no lone surrogates.
    """
    raw = b"" if text.isascii() else text.encode()
    starts: list[int] = []
    seen, at = 0, base  # the last byte offset converted, and its code point
    for event, place in _MARKDOWN.events_with_range(text):
        name, phase, data = _taken_apart(event)
        first, last = place["start"], place["end"]
        offset = last if phase is Phase.END else first
        # Events come in order but for task markers, so this is one forward pass.
        if not raw:
            at = offset + base
        elif offset > seen:
            at += len(raw[seen:offset].decode())
        elif offset < seen:
            at -= len(raw[offset:seen].decode())
        seen = offset
        if phase is Phase.START:
            starts.append(at)
            yield Event(name, phase, at, at, data)
        elif phase is Phase.END:
            yield Event(name, phase, starts.pop(), at, None)
        else:
            length = len(raw[first:last].decode()) if raw else last - first
            yield Event(name, phase, at, at + length, data)


def _taken_apart(event: Any) -> tuple[str, Phase, Any]:
    if isinstance(event, str):
        return event, Phase.SINGLE, None
    ((name, data),) = event.items()
    phase = _PHASES.get(name)
    if phase is None:
        return name, Phase.SINGLE, data
    if isinstance(data, str):
        return data, phase, None
    ((name, data),) = data.items()
    return name, phase, data
