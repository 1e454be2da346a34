import os
from datetime import date
from enum import StrEnum
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlint.errors import Problem, UserError
from medlint.schema import Model, decode, did_you_mean, read_yaml, read_yaml_path


class Level(StrEnum):
    HIGH = "high"
    LOW = "low"


class Inner(Model):
    name: str
    max_age: int = 0


class Outer(Model):
    level: Level
    inner: Inner
    items: tuple[Inner, ...] = ()
    in_: bool = False
    day: date | None = None


def problems_of(text: str, model: type[Model] = Outer) -> list[Problem]:
    with pytest.raises(UserError) as caught:
        decode(model, read_yaml("x.yml", text))
    return list(caught.value.problems)


def caret(problem: Problem) -> str:
    """The text under the caret."""
    assert problem.position is not None
    start = problem.position.column - 1
    return problem.line[start : start + problem.length]


def test_a_good_file_decodes() -> None:
    text = "level: high\ninner: {name: no, max-age: 3}\nin: true\nday: 2026-05-01\n"
    outer = decode(Outer, read_yaml("x.yml", text))
    assert outer.inner == Inner.model_validate({"name": "no", "max-age": 3})
    assert outer.in_ is True
    assert outer.day == date(2026, 5, 1)


def test_all_mistakes_are_reported_at_once_with_their_places() -> None:
    text = """\
levle: high
level: hihg
inner:
  name: [a]
  max-age: soon
items:
  - nam: x
"""
    found = {(p.message, caret(p)): p for p in problems_of(text)}
    assert set(found) == {
        ('unknown key "levle"', "levle"),
        ('"hihg" is not allowed here', "hihg"),
        ("text is expected here; put it in quotation marks", "[a]"),
        ("a whole number is expected here", "soon"),
        ('"name" is missing', "nam: x"),
        ('unknown key "nam"', "nam"),
    }
    assert found['unknown key "levle"', "levle"].hint == 'did you mean "level"?'
    assert found['"hihg" is not allowed here', "hihg"].hint == 'did you mean "high"?'
    nested = found['unknown key "nam"', "nam"]
    assert nested.hint == 'did you mean "name"?'
    assert nested.place == "x.yml:7:5"


def test_yaml_1_1_surprises_are_text() -> None:
    value = read_yaml("x.yml", "a: no\nb: 12:30\nc: 0o7\nd: 1_000\ne: yes\n").value
    assert value == {"a": "no", "b": "12:30", "c": "0o7", "d": "1_000", "e": "yes"}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: 3", 3),
        ("a: -2.5", -2.5),
        ("a: .5", 0.5),
        ("a: true", True),
        ("a: ~", None),
        ("a:", None),
        ("a: 2026-02-30", "2026-02-30"),
        ('a: "3"', "3"),
        ("a: |\n  x\n  y", "x\ny"),
        ("a: " + "9" * 200, float("9" * 200)),
    ],
)
def test_scalars(text: str, value: object) -> None:
    assert read_yaml("x.yml", text).value == {"a": value}


@pytest.mark.parametrize(
    ("text", "message", "place"),
    [
        ("a: 1\nb: 2\na: 3\n", '"a" stands here twice (first on line 1)', "x.yml:3:1"),
        ("a: &x [1]\nb: *x\n", "aliases of lists", "x.yml:1:4"),
        ("a: !!python/object:os.system x\n", "tag", "x.yml:1:4"),
        ("a: !secret x\n", "tag", "x.yml:1:4"),
        ("a: [1, 2\nb: 3\n", "not valid YAML", "x.yml:2:2"),
        ("a: 'x\n", "not valid YAML", "x.yml:2:1"),
        ("? [a]\n: b\n", "a key must be plain text", "x.yml:1:3"),
        ("a: " + "[" * 40 + "]" * 40, "nested deeper", "x.yml:1:35"),
    ],
)
def test_hostile_and_broken_yaml_is_refused(
    text: str, message: str, place: str
) -> None:
    found = problems_of(text)
    assert message in found[0].message
    assert found[0].place == place


def test_a_bomb_of_aliases_is_refused_quickly() -> None:
    lines = ["a0: &a0 [x, x]"]
    lines += [f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]" for i in range(1, 40)]
    assert "aliases" in problems_of("\n".join(lines))[0].message


def test_a_file_that_is_too_long_is_refused() -> None:
    assert "longer than" in problems_of("a: " + "x" * 2_000_001)[0].message


def test_positions_count_code_points() -> None:
    problem = problems_of("inner: {name: \U0001f600\u00e9, bad: 1}\nlevel: low\n")[0]
    assert (problem.place, caret(problem)) == ("x.yml:1:19", "bad")


@given(st.text(max_size=200))
def test_any_text_gives_a_value_or_a_located_problem(text: str) -> None:
    try:
        file = read_yaml("x.yml", text)
    except UserError as error:
        assert all(problem.path == "x.yml" for problem in error.problems)
    else:
        for span in (*file.values.values(), *file.keys.values()):
            assert 0 <= span.start <= span.end <= len(text)


def test_suggestions() -> None:
    assert did_you_mean("negatd", ["negated", "quoted"]) == 'did you mean "negated"?'
    assert did_you_mean("zzz", ["a", "b"]) == "known: a, b"


def test_the_schema_uses_the_written_names() -> None:
    properties = Inner.model_json_schema(by_alias=True)["properties"]
    assert set(properties) == {"name", "max-age"}


@pytest.mark.parametrize("text", ["a: " + "[" * 50_000, "- " * 50_000 + "x"])
def test_what_is_nested_without_end_is_refused(text: str) -> None:
    with pytest.raises(UserError) as caught:
        read_yaml("x.yml", text)
    assert "nested deeper than" in caught.value.problems[0].message
    assert caught.value.problems[0].position


def test_many_mistakes_take_linear_time() -> None:
    with pytest.raises(UserError) as caught:
        read_yaml("x.yml", "a: 1\n" * 20_000)
    assert len(caught.value.problems) == 19_999


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"a: 1\nb: \xe9", "byte 0xe9 is not UTF-8 text"),
        ("a: é\nb: \x01".encode(), "the character U+0001 is not allowed"),
    ],
)
def test_what_is_no_text_is_located(data: bytes, message: str, tmp_path: Path) -> None:
    path = tmp_path / "x.yml"
    path.write_bytes(data)
    with pytest.raises(UserError) as caught:
        read_yaml_path(path)
    assert caught.value.problems[0].message == message
    assert caught.value.problems[0].position == (2, 4)


def test_a_pipe_is_no_rule_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "x.yml")
    with pytest.raises(UserError, match="not a regular file"):
        read_yaml_path(tmp_path / "x.yml")
