"""Template tags in Markdown: found before parsing, kept for checks, never prose.

Hugo shortcodes, Liquid and Jinja tags, kramdown attribute lists, the fences of
containers (`:::note`) and TeX formulas are not Markdown; `mdx.py` does the same for
MDX. Each becomes a `Mask`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from medlint.document import Directive
from medlint.readers.assembly import PLACEHOLDER
from medlint.readers.code_spans import FENCE, CodeSpans
from medlint.text import Span

MAX_TAG = 5_000
"""Code points; what opens and does not close within is text."""


class Mask(NamedTuple):
    """A stretch of source that is no Markdown.

    `prose` is what readers see in its place: nothing, or a placeholder for a value
    filled in later. `alone` means that nothing else stands on its lines. `html` is a
    tag to be read as inline HTML. `directive` is what checks may want to know.
    """

    span: Span
    prose: str = ""
    alone: bool = False
    html: bool = False
    directive: str = ""


def template_masks(text: str, start: int = 0) -> tuple[Mask, ...]:
    """Masks of the templates in Markdown from `start` on, in order."""
    if not any(sign in text for sign in _SIGNS):
        return ()
    return tuple(_Templates(text, CodeSpans(text)).masks(start))


def directives(masks: Iterable[Mask]) -> Iterator[Directive]:
    """Yield what masks say to checks: comments without their signs, tags as written."""
    for mask in masks:
        if mask.directive:
            yield Directive(mask.directive, mask.span)


def filled(text: str, masks: Iterable[Mask], filler: str) -> str:
    """Return the text at equal length with every mask filled by one character.

    Masks that stand alone become blank lines; line breaks inside others are filled
    too, for a tag must not end the paragraph it stands in.
    """
    parts, at = [], 0
    for mask in masks:
        parts.append(text[at : mask.span.start])
        hidden = mask.span.of(text)
        alone = _NOT_BREAK.sub(" ", hidden) if mask.alone else ""
        parts.append(alone or filler * len(hidden))
        at = mask.span.end
    return "".join((*parts, text[at:]))


def stands_alone(text: str, span: Span, *, between_blank_lines: bool = False) -> bool:
    """Whether only white space and quotation signs share the lines of `span`."""
    before, after = _BLANK_SIDES if between_blank_lines else _SIDES
    window = max(0, span.start - _WINDOW)
    return bool(
        before.search(text[window : span.start])
        and after.match(text, span.end, span.end + _WINDOW)
    )


_SIGNS = ("{{", "{%", "{#", "{:", "$", ":::")
_WINDOW = 200
_NOT_BREAK = re.compile(r"[^\r\n]")
_SIDES = (re.compile(r"(?:\A|[\r\n])[ \t>]*\Z"), re.compile(r"[ \t]*(?:[\r\n]|\Z)"))
_BLANK_SIDES = (
    re.compile(r"(?:\A|\n[ \t>]*\r?\n)[ \t>]*\Z"),
    re.compile(r"[ \t]*(?:\r?\n[ \t>]*(?:[\r\n]|\Z)|\Z)"),
)
_SYNTAX = (
    FENCE,
    r"(?P<ticks>`+)",
    r"\\[`${]",
    r"(?P<comment>\{#(?=[\s-])|\{\{-?\s*/\*|\{\{-?\s*!--)",
    r"(?P<tag>\{\{[<%]|\{%)",
    r"(?P<value>\{\{)",
    r"(?P<attributes>\{:[ \t]*[.#\w][^{}\r\n]*\})",
    r"(?P<container>^:{3,}[ \t]*[\w-]*[ \t]*(?:\{[^{}\r\n]*\})?[ \t]*(?=\r?$))",
    r"(?P<display>\$\$)",
    r"(?P<formula>(?<![\w$])\$(?![\s$]))",
)
_TOKEN = re.compile("|".join(_SYNTAX), re.MULTILINE)
_COMMENT_ENDS = {"#": "#}", "*": "*/", "-": "--"}
_TAG_ENDS = {"{{<": ">}}", "{{%": "%}}", "{%": "%}"}
_LIQUID_NAME = re.compile(r"\{%-?\s*(\w+)")
_HUGO_NAME = re.compile(r"\{\{[<%]\s*(\w[\w-]*)(?![^>]*/\s*[>%]\}\}\Z)")
# Blocks whose content is no prose.
_RAW = frozenset(
    (
        "code",
        "codeblock",
        "comment",
        "css",
        "highlight",
        "javascript",
        "katex",
        "latex",
        "math",
        "mermaid",
        "schema",
        "script",
        "style",
        "stylesheet",
    )
)
# Values are seen by readers; these words begin actions that are not.
_ACTION = re.compile(
    r"\{\{[{~-]*\s*(?:[#/>&^]|(?:block|define|else|end|if|include|partial|range|"
    r"template|with)\b)"
)
_BLANK_LINE = re.compile(r"\n[ \t>]*\r?\n")
_TEX = re.compile(r"\\[A-Za-z]|[\^_]")
_MAX_FORMULA = 500


@dataclass
class _Templates:
    text: str
    code: CodeSpans
    found_ends: dict[str, int] = field(default_factory=dict)
    endless: set[str] = field(default_factory=set)

    def masks(self, start: int) -> Iterator[Mask]:
        at = start
        while found := _TOKEN.search(self.text, at):
            mask = self._mask(found)
            at = mask.span.end if mask else self._after(found)
            if mask:
                yield mask

    def _after(self, found: re.Match[str]) -> int:
        if found.lastgroup == "fence":
            return self.code.after_fence(found)
        if found.lastgroup == "ticks":
            return self.code.after_ticks(found)
        return found.end()

    def _mask(self, found: re.Match[str]) -> Mask | None:
        match found.lastgroup:
            case "comment":
                return self._comment(found)
            case "tag":
                return self._tag(found)
            case "value":
                return self._value(found)
            case "display" | "formula":
                return self._formula(found)
            case "attributes" | "container":
                return self._alone(Mask(Span(*found.span())))
        return None

    def _comment(self, found: re.Match[str]) -> Mask | None:
        end = self._end(_COMMENT_ENDS[found[0][-1]], found.end())
        if end and found[0].startswith("{{"):
            end = self._end("}}", end)
        if not end:
            return None
        inside = self.text[found.end() : end].rstrip("}").strip(" \t\r\n-#*/")
        return self._alone(Mask(Span(found.start(), end), directive=inside))

    def _tag(self, found: re.Match[str]) -> Mask | None:
        end = self._near_end(_TAG_ENDS[found[0]], found)
        if not end:
            return None
        written = self.text[found.start() : end]
        name = (_LIQUID_NAME if found[0] == "{%" else _HUGO_NAME).match(written)
        close = self._raw_end(name[1], found[0], end) if name else None
        if name and close:
            inside = self.text[end : close.start()].strip()
            said = inside if name[1] == "comment" else written
            return self._alone(Mask(Span(found.start(), close.end()), directive=said))
        return self._alone(Mask(Span(found.start(), end), directive=written))

    def _raw_end(self, name: str, sign: str, at: int) -> re.Match[str] | None:
        """Return the tag that ends a block of code or comment, when there is one."""
        if name not in _RAW or sign + name in self.endless:
            return None
        liquid = rf"\{{%-?\s*end{name}\s*-?%\}}"
        hugo = rf"\{{\{{[<%]\s*/\s*{name}\s*[>%]\}}\}}"
        found = re.compile(liquid if sign == "{%" else hugo).search(self.text, at)
        if not found:
            self.endless.add(sign + name)
        return found

    def _value(self, found: re.Match[str]) -> Mask | None:
        end = self._near_end("}}", found)
        if not end:
            return None
        while self.text.startswith("}", end):
            end += 1
        span = Span(found.start(), end)
        written = span.of(self.text)
        if _ACTION.match(written):
            return self._alone(Mask(span, directive=written))
        alone = stands_alone(self.text, span, between_blank_lines=True)
        prose = "" if alone else PLACEHOLDER
        return Mask(span, prose=prose, alone=alone, directive=written)

    def _formula(self, found: re.Match[str]) -> Mask | None:
        """Mask a formula; prices in dollars are none."""
        end = self._near_end(found[0], found)
        if not end or end - found.start() > _MAX_FORMULA:
            return None
        inside = self.text[found.end() : end - len(found[0])]
        if not _TEX.search(inside) or inside[-1] in "\\ \t":
            return None
        if found[0] == "$" and self.text[end : end + 1].isdigit():
            return None
        mask = Mask(Span(found.start(), end), prose=PLACEHOLDER)
        alone = stands_alone(self.text, mask.span)
        return mask._replace(prose="", alone=True) if alone else mask

    def _alone(self, mask: Mask) -> Mask:
        return mask._replace(alone=stands_alone(self.text, mask.span))

    def _near_end(self, sign: str, found: re.Match[str]) -> int:
        """Return the end of a tag of reasonable size, or 0."""
        end = self._end(sign, found.end())
        if end > found.start() + MAX_TAG:
            return 0
        return 0 if _BLANK_LINE.search(self.text, found.end(), end) else end

    def _end(self, sign: str, at: int) -> int:
        """Return where the next `sign` ends, or 0; looks at no text twice."""
        known = self.found_ends.get(sign, 0)
        if known < 0:
            return 0
        if known < at + len(sign):
            index = self.text.find(sign, at)
            known = index + len(sign) if index >= 0 else -1
            self.found_ends[sign] = known
        return max(known, 0)
