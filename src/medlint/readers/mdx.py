"""MDX: imports, expressions and JSX tags, found before the Markdown is parsed."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from medlint.readers.assembly import PLACEHOLDER
from medlint.readers.code_spans import FENCE, CodeSpans
from medlint.readers.html_elements import INLINE
from medlint.readers.templates import MAX_TAG, Mask, stands_alone
from medlint.text import Span

# What never closes is a syntax error in MDX. So many are looked into before the rest
# is taken for text: this bounds the time on hostile input.
_MAX_FAILURES = 100
_MAX_MODULE = 20 * MAX_TAG

_IMPORT = r"import\s*(?:[\"'{*]|[\w$]+\s*(?:,|from\s*[\"']))"
_EXPORT = r"export\s+(?:default|const|let|var|function|async|class|\{|\*)"
_SYNTAX = (
    FENCE,
    r"(?P<ticks>`+)",
    r"\\[`<{]",
    rf"(?P<module>^(?:{_IMPORT}|{_EXPORT}))",
    r"(?P<brace>\{(?!#))",
    r"(?P<comment><!--)",
    r"(?P<tag></?(?:(?P<name>[A-Za-z_$][\w$.:-]*)(?=[\s/>])(?!//)|(?=>)))",
)
_TOKEN = re.compile("|".join(_SYNTAX), re.MULTILINE)
_SKIPPED = (
    r"\"(?:\\.|[^\"\\\r\n])*\"|'(?:\\.|[^'\\\r\n])*'|`(?:\\.|[^`\\])*(?:`|\Z)"
    r"|//[^\r\n]*|/\*[\s\S]*?(?:\*/|\Z)"
)
_SCRIPT = re.compile(rf"{_SKIPPED}|(?P<open>\{{)|(?P<close>\}})")
_MODULE = re.compile(
    rf"{_SKIPPED}|(?P<open>[{{(\[])|(?P<close>[\])}}])|(?P<blank>\n[ \t]*(?:\r?\n|\Z))"
)
_IN_TAG = re.compile(r"\"[^\"]*\"|'[^']*'|(?P<brace>\{)|(?P<end>>)|(?P<bad><)")
_BLANK_BEFORE = re.compile(r"\n[ \t]*\r?\n[ \t\r\n]*\Z")
_COMMENT = re.compile(r"\{\s*/\*([\s\S]*)\*/\s*\}\Z")
_SPACE = re.compile(r"\{\s*([\"'`])\s+\1\s*\}\Z")
_HIDDEN = frozenset(("pre", "script", "style", "svg"))
_STAYS_INLINE = INLINE | {"br", "img"}


def mdx_masks(text: str, start: int = 0) -> tuple[Mask, ...]:
    """Masks of what is no Markdown in MDX from `start` on, in order."""
    return tuple(_Mdx(text, start, CodeSpans(text)).masks())


@dataclass
class _Mdx:
    text: str
    start: int
    code: CodeSpans
    failures: int = 0

    def masks(self) -> Iterator[Mask]:
        at = self.start
        while found := _TOKEN.search(self.text, at):
            mask = self._mask(found)
            at = mask.span.end if mask else self._after(found)
            if mask:
                yield mask

    def _after(self, found: re.Match[str]) -> int:
        if found["fence"]:
            return self.code.after_fence(found)
        if found["ticks"]:
            return self.code.after_ticks(found)
        if found["module"]:
            return found.start() + len("import")
        if found["comment"]:
            end = self.text.find("-->", found.end())
            return end + len("-->") if end >= 0 else len(self.text)
        return found.end()

    def _mask(self, found: re.Match[str]) -> Mask | None:
        if self.failures > _MAX_FAILURES:
            return None
        if found["module"]:
            return self._module(found.start())
        if found["brace"]:
            return self._expression(found.start())
        return self._element(found) if found["tag"] else None

    def _module(self, start: int) -> Mask | None:
        """Mask imports and exports: to the first blank line outside brackets."""
        before = self.text[max(self.start, start - 200) : start]
        if before.strip() and not _BLANK_BEFORE.search(before):
            return None
        depth, stop = 0, min(len(self.text), start + _MAX_MODULE)
        for token in _MODULE.finditer(self.text, start, stop):
            depth += bool(token["open"]) - bool(token["close"])
            if token["blank"] and depth <= 0:
                return Mask(Span(start, token.start()), alone=True)
        return Mask(Span(start, stop), alone=True)

    def _expression(self, start: int) -> Mask | None:
        end = self._closing(start)
        if not end:
            return None
        span = Span(start, end)
        written = span.of(self.text)
        if comment := _COMMENT.match(written):
            alone = stands_alone(self.text, span)
            return Mask(span, alone=alone, directive=comment[1].strip(" \t\r\n*"))
        if _SPACE.match(written):
            return Mask(span, prose=" ")
        alone = stands_alone(self.text, span, between_blank_lines=True)
        return Mask(span, prose="" if alone else PLACEHOLDER, alone=alone)

    def _closing(self, start: int) -> int:
        """Return the end of the braces that open at `start`, or 0."""
        depth = 0
        for token in _SCRIPT.finditer(self.text, start, start + MAX_TAG):
            depth += bool(token["open"]) - bool(token["close"])
            if not depth:
                return token.end()
        self.failures += 1
        return 0

    def _element(self, found: re.Match[str]) -> Mask | None:
        name = found["name"] or ""
        end = self._tag_end(found.end())
        if not end:
            return None
        written = self.text[found.start() : end]
        opens = not written.startswith("</") and not written.endswith("/>")
        if name in _HIDDEN and opens:
            closing = self.text.find(f"</{name}>", end)
            end = closing + len(f"</{name}>") if closing >= 0 else end
            self.failures += closing < 0
        html = name[:1].islower() and "." not in name and name not in _HIDDEN
        span = Span(found.start(), end)
        alone = stands_alone(self.text, span) and name not in _STAYS_INLINE
        said = "" if html or not name or name in _HIDDEN else written
        return Mask(span, alone=alone, html=html, directive=said)

    def _tag_end(self, at: int) -> int:
        """Return the end of a tag whose attributes begin at `at`, or 0."""
        stop = min(len(self.text), at + MAX_TAG)
        while token := _IN_TAG.search(self.text, at, stop):
            at = token.end()
            if token["end"]:
                return at
            if token["bad"]:
                break
            if token["brace"]:
                at = self._closing(token.start())
                if not at:
                    return 0
        self.failures += 1
        return 0
