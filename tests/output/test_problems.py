from io import StringIO

from medlint.errors import Problem
from medlint.output.canvas import PlainCanvas
from medlint.output.problems import show_problems, show_skipped
from medlint.text import Position


def test_a_problem_has_place_line_caret_and_hint() -> None:
    out = PlainCanvas(StringIO(), 60)
    show_problems(
        out,
        [
            Problem(
                path="medlint.yml",
                message='unknown key "selct"',
                hint='did you mean "select"?',
                position=Position(12, 3),
                line="  selct: [CLM]",
                length=5,
            ),
            Problem(path="gone.md", message="No such file or directory"),
        ],
    )
    assert isinstance(out.stream, StringIO)
    assert (
        out.stream.getvalue()
        == """\
error: gone.md: No such file or directory
error: medlint.yml:12:3: unknown key "selct"
   |
12 |   selct: [CLM]
   |   ^^^^^
  help: did you mean "select"?
"""
    )


def test_a_position_behind_the_line_and_an_empty_line() -> None:
    out = PlainCanvas(StringIO(), 60)
    show_problems(
        out,
        [
            Problem(path="a", message="m", position=Position(1, 9), line="abc"),
            Problem(path="b", message="m", position=Position(3, 1), line=""),
        ],
    )
    assert isinstance(out.stream, StringIO)
    assert "1 | abc\n  |    ^\n" in out.stream.getvalue()
    assert out.stream.getvalue().endswith("error: b:3:1: m\n")


def test_many_skipped_files_are_counted() -> None:
    out = PlainCanvas(StringIO(), 60)
    show_skipped(out, [Problem(path=f"{i}.pdf", message="PDF") for i in range(13)])
    assert isinstance(out.stream, StringIO)
    lines = out.stream.getvalue().splitlines()
    assert lines[0] == "skipped: 0.pdf: PDF"
    assert lines[10:] == ["… and 3 more (all are in --format json)"]
