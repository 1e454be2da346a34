"""Where Markdown source is code: template tags in it are no tags."""

import re
from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property

FENCE = r"^[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?P<fence>`{3,}(?=[^`\n]*$)|~{3,})"

_TICKS = re.compile("`+")
_BLANK_LINE = re.compile(r"\n[ \t>]*\r?\n")


@dataclass(frozen=True)
class CodeSpans:
    """Finds the end of code in one text; every answer is one look-up."""

    text: str

    def after_fence(self, fence: re.Match[str]) -> int:
        """Return where the code block ends that a match of `FENCE` begins."""
        marker = fence["fence"]
        pattern = rf"^[ \t>]*{marker[0]}{{{len(marker)},}}[ \t\r]*$"
        closing = re.compile(pattern, re.MULTILINE)
        found = closing.search(self.text, fence.end())
        return found.end() if found else len(self.text)

    def after_ticks(self, ticks: re.Match[str]) -> int:
        """Return where inline code ends that a run of backticks begins.

        A run without its counterpart in the same paragraph is text: its own end.
        """
        length = ticks.end() - ticks.start()
        same = self._runs.get(length, [])
        index = bisect_left(same, ticks.end())
        if index == len(same) or same[index] > self._paragraph_end(ticks.end()):
            return ticks.end()
        return same[index] + length

    def _paragraph_end(self, offset: int) -> int:
        index = bisect_left(self._blank_lines, offset)
        if index == len(self._blank_lines):
            return len(self.text)
        return self._blank_lines[index]

    @cached_property
    def _runs(self) -> dict[int, list[int]]:
        """Start of every run of backticks, by its length."""
        runs: dict[int, list[int]] = {}
        for run in _TICKS.finditer(self.text):
            runs.setdefault(run.end() - run.start(), []).append(run.start())
        return runs

    @cached_property
    def _blank_lines(self) -> list[int]:
        return [found.start() for found in _BLANK_LINE.finditer(self.text)]
