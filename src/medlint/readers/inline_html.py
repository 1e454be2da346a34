"""HTML tags inside a paragraph of Markdown: what they are and what they say."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from medlint.readers.html_tokens import Attribute, attributes
from medlint.readers.markdown_events import Event
from medlint.readers.markdown_page import Page
from medlint.text import Span

_TAG = re.compile(r"<(?P<end>/?)\s*(?P<name>[A-Za-z][^\s/>]*)")


@dataclass(frozen=True)
class Tag:
    """A tag at its place; `name` is in lower case and empty for `<!…>` and `<?…>`."""

    text: str
    span: Span
    name: str
    closes: bool

    @cached_property
    def attributes(self) -> Mapping[str, Attribute]:
        """Attributes by name, with places in the source."""
        return attributes(self.text, self.span)

    def value(self, name: str) -> str:
        """An attribute's value; empty when it is missing."""
        found = self.attributes.get(name)
        return found.value.strip() if found else ""

    def place(self, name: str) -> Span | None:
        """Where an attribute's value is written."""
        found = self.attributes.get(name)
        return found.span if found else None


def tag_of(page: Page, event: Event) -> Tag:
    """Read the tag that an event is."""
    # A tag of MDX is masked itself; masks inside other tags hide what confuses.
    text = page.text if event.name == "Mask" else page.plain
    span = Span(event.start, event.end)
    found = _TAG.match(text, span.start, span.end)
    name = found["name"].lower() if found else ""
    return Tag(text, span, name, closes=bool(found and found["end"]))


def comment_text(text: str, span: Span) -> str | None:
    """Return the inside of the comment at `text[span]`; None when it is none."""
    written = span.of(text)
    if not written.startswith("<!--"):
        return None
    return written.removeprefix("<!--").removesuffix("-->").strip()
