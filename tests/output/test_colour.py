import re
from io import StringIO

import pytest

from medlint.cli.terminal import canvas, wants_color
from medlint.output.canvas import plain
from medlint.output.rich_canvas import STYLES, RichCanvas


class Terminal(StringIO):
    def isatty(self) -> bool:
        return True


@pytest.fixture(autouse=True)
def _bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "COLORTERM", "COLUMNS"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm-256color")


@pytest.mark.parametrize(
    ("option", "environment", "terminal", "expected"),
    [
        ("auto", {}, True, True),
        ("auto", {}, False, False),
        ("auto", {"NO_COLOR": "1"}, True, False),
        ("auto", {"NO_COLOR": ""}, True, True),
        ("auto", {"FORCE_COLOR": "1"}, False, True),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, True, False),
        ("auto", {"TERM": "dumb"}, True, False),
        ("always", {"NO_COLOR": "1"}, False, True),
        ("never", {"FORCE_COLOR": "1"}, True, False),
    ],
)
def test_who_decides_about_colour(
    option: str,
    environment: dict[str, str],
    terminal: bool,
    expected: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    stream = Terminal() if terminal else StringIO()
    assert wants_color(stream, option) is expected


@pytest.mark.parametrize("term", ["xterm", "dumb", ""])
def test_always_means_always(term: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", term)
    monkeypatch.setenv("NO_COLOR", "1")
    stream = StringIO()
    canvas(stream, "always").line(("error", "error"))
    assert stream.getvalue() == "\x1b[1;31merror\x1b[0m\n"


def test_markup_emoji_codes_and_long_lines_are_left_alone() -> None:
    stream = StringIO()
    text = "[red]x[/red] :pill: http://example.org 5 mg " * 4
    RichCanvas(stream, 40).line(plain(text))
    assert stream.getvalue() == text.rstrip() + "\n"


def test_every_style_is_understood() -> None:
    stream = StringIO()
    RichCanvas(stream, 40).line(*(("x", style) for style in STYLES))
    assert re.sub("\x1b\\[[0-9;]*m", "", stream.getvalue()) == "x" * len(STYLES) + "\n"
