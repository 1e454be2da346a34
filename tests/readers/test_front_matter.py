import datetime as dt
import json
import re
import tomllib

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from medlint.document import Origin
from medlint.errors import UnreadableError
from medlint.readers.front_matter import FrontMatter, read_front_matter
from medlint.readers.json_scan import scan
from medlint.readers.scanning import Path, ScanError
from medlint.readers.toml_scan import scan_toml
from medlint.readers.yaml_scan import scan_yaml
from medlint.source import Format, SourceFile
from medlint.text import Position

QUICK = settings(max_examples=100, deadline=None)


def source(text: str, source_format: Format = Format.MARKDOWN) -> SourceFile:
    return SourceFile("article.md", source_format, text)


def read(text: str) -> FrontMatter:
    return read_front_matter(source(text))


def values(text: str) -> list[tuple[Path, str, str]]:
    found = read(text).fields
    assert all(field.origin is Origin.FRONT_MATTER for field in found)
    return [(field.path, field.value, field.span.of(text)) for field in found]


FOUND = [
    ("---\ntitle: One\n---\nx", [(("title",), "One", "One")]),
    ("---\r\ntitle: One\r\n---\r\nx", [(("title",), "One", "One")]),
    ("---  \ntitle: One\n...\nx", [(("title",), "One", "One")]),
    ("\n\n---\ntitle: One\n---", [(("title",), "One", "One")]),
    ("<!-- a -->\n---\ntitle: One\n---", [(("title",), "One", "One")]),
    ("---\n# note\ndate: 2024-05-01 # then\n---", [(("date",), "2024-05-01", "2024-05-01")]),
    ("---\na: 'it''s'\nb: \"\\u00e9\"\n---", [(("a",), "it's", "it''s"), (("b",), "é", "\\u00e9")]),
    ("---\na: yes\nb:\nc: ~\n---", [(("a",), "yes", "yes"), (("b",), "", ""), (("c",), "~", "~")]),
    ("---\na: >\n  one\n  two\n\nb: |-\n   x\n---", [(("a",), "one two\n", "one\n  two"), (("b",), "x", "x")]),
    ("---\na: one\n  two\n---", [(("a",), "one two", "one\n  two")]),
    ("---\na:\n - b: c\n   d: [e, f]\n---", [(("a", 0, "b"), "c", "c"), (("a", 0, "d", 0), "e", "e"), (("a", 0, "d", 1), "f", "f")]),
    ("---\na: &x {b: c}\nd: *x\n---", [(("a", "b"), "c", "c"), (("d", "b"), "c", "c")]),
    ("---\na: &x {b: c}\nd:\n  <<: *x\n  e: f\n---", [(("a", "b"), "c", "c"), (("d", "b"), "c", "c"), (("d", "e"), "f", "f")]),
    ("---\n---\nx", []),
    ("+++\ntitle = 'One'\n[params]\nn = 1\n+++\nx", [(("title",), "One", "One"), (("params", "n"), "1", "1")]),
    ('{\n "a": {"b": ["c", 1.5, true]}\n}\nx', [(("a", "b", 0), "c", "c"), (("a", "b", 1), "1.5", "1.5"), (("a", "b", 2), "true", "true")]),
    ("---\n🙂: µ é\nb: c\n---", [(("🙂",), "µ é", "µ é"), (("b",), "c", "c")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_fields(text: str, expected: list[tuple[Path, str, str]]) -> None:
    assert values(text) == expected


def test_the_body_begins_behind_the_closing_line() -> None:
    assert read("---\na: b\n---\nbody").end == len("---\na: b\n---\n")
    assert read("+++\r\na = 1\r\n+++\r\nbody").end == len("+++\r\na = 1\r\n+++\r\n")
    assert read('{"a": 1}\nbody').end == len('{"a": 1}\n')


@pytest.mark.parametrize(
    "text",
    [
        "",
        "text",
        "---\n",
        "---\ntitle: One\n",
        "---\n\nA paragraph.\n\n---\n",
        "---\n\nNote: take care: now.\n\n---\n",
        "---\nA heading\n---\n",
        "---\n- a: list\n---\n",
        "----\na: b\n----\n",
        " ---\na: b\n---\n",
        "text\n---\na: b\n---\n",
        "{{< shortcode >}}\n",
        "{% include a.html %}\n",
        "{x}\n",
        "+++\na = 1\n",
    ],
)
def test_what_is_no_front_matter(text: str) -> None:
    assert read(text) == FrontMatter()


def test_braces_in_mdx_are_code() -> None:
    text = '{"a"}\n'
    assert read_front_matter(source(text, Format.MDX)) == FrontMatter()


@pytest.mark.parametrize(
    ("text", "position", "words"),
    [
        ("---\ntitle: One: two\n---\n", Position(2, 11), "mapping values"),
        ("---\na: [b\n---\n", Position(3, 1), ""),
        ("---\na: \x07\n---\n", Position(2, 4), "control characters"),
        ("---\nok: 1\na: *b\n---\n", Position(3, 4), "nothing to repeat"),
        ("---\na: 1\n? [b]\n: c\n---\n", Position(3, 3), "a key must be"),
        ("+++\na = \n+++\n", Position(2, 5), "expected a value"),
        ("+++\na = 1\nb = 'x\n+++\n", Position(3, 5), "does not end"),
        ("+++\na = 1\na = 2\n+++\n", Position(2, 1), "overwrite"),
        ('{"a": 1,}\n', Position(1, 9), "Expecting property name"),
        ('{"a": 1} x\n', Position(1, 9), "after the closing brace"),
        ("---\na: " + "[" * 40 + "]" * 40 + "\n---\n", Position(2, 35), "deeper"),
        ("+++\na = " + "[" * 40 + "]" * 40 + "\n+++\n", Position(2, 37), "deeper"),
        ('{"a": ' + "[" * 90 + "]" * 90 + "}\n", Position(1, 70), "deeper"),
    ],
)
def test_mistakes_have_a_place(text: str, position: Position, words: str) -> None:
    with pytest.raises(UnreadableError) as caught:
        read(text)
    [problem] = caught.value.problems
    assert words in problem.message
    assert problem.position == position
    assert problem.hint


def test_bombs_are_refused() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    for n in range(1, 9):
        again = ", ".join([f"*a{n - 1}"] * 10)
        lines.append(f"a{n}: &a{n} [{again}]")
    with pytest.raises(ScanError, match="more than"):
        scan_yaml("\n".join(lines))
    with pytest.raises(ScanError):
        scan_yaml("a: &a [*a]")


def test_comments_are_directives_but_values_are_not() -> None:
    text = "---\n# one\na: |\n  # no\n# <!-- two -->\nb: c # three\n---\n"
    assert [d.text for d in read(text).directives] == ["one", "two"]


KEYS = st.sampled_from(["title", "a b", "é", "x-y", "1", "µ.z", "authors"])
STRINGS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\u2028\u2029\x85\ufeff\ufffe\uffff"),
    max_size=12,
)  # fmt: skip
TREES = st.recursive(
    st.one_of(STRINGS, st.integers(-99, 99), st.booleans()),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(KEYS, inner, max_size=3)
    ),
    max_leaves=8,
)
MAPPINGS = st.dictionaries(KEYS, TREES, max_size=4)


def flat(value: object, path: Path = ()) -> list[tuple[Path, object]]:
    if isinstance(value, dict):
        return [p for key, v in value.items() for p in flat(v, (*path, str(key)))]
    if isinstance(value, list):
        return [p for i, v in enumerate(value) for p in flat(v, (*path, i))]
    return [(path, value)]


def as_written(value: object) -> object:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dt.datetime | dt.date | dt.time):
        return value.isoformat()
    return value if isinstance(value, str) else repr(value)


def expected(value: object) -> list[tuple[Path, object]]:
    return sorted(((p, as_written(v)) for p, v in flat(value)), key=repr)


@given(MAPPINGS, st.integers(0, 4))
@QUICK
def test_json_values_agree(tree: dict[str, object], indent: int) -> None:
    text = json.dumps(tree, indent=indent or None, ensure_ascii=bool(indent))
    found = list(scan("xx" + text + "y", 2, 2 + len(text)))
    assert sorted(((p, v) for p, v, _ in found), key=repr) == expected(tree)
    for _, value, span in found:
        written = span.of("xx" + text)
        assert value in (written, json.loads(f'"{written}"'))


@given(MAPPINGS, st.booleans())
@QUICK
def test_yaml_values_agree(tree: dict[str, object], flow: bool) -> None:
    text = yaml.safe_dump(tree, allow_unicode=True, default_flow_style=flow)
    found = scan_yaml(text)
    assert sorted(((p, v) for p, v, _ in found), key=repr) == expected(tree)
    for _, value, span in found:
        if re.fullmatch(r"[\w -]+", value):
            assert span.of(text).split() == value.split()


def toml(value: object) -> str:
    if isinstance(value, dict):
        pairs = (f"{json.dumps(k)} = {toml(v)}" for k, v in value.items())
        return "{" + ", ".join(pairs) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(toml(v) for v in value) + "]"
    return json.dumps(value, ensure_ascii=False)


@given(MAPPINGS, MAPPINGS)
@QUICK
def test_toml_values_agree(tree: dict[str, object], more: dict[str, object]) -> None:
    lines = [f"{json.dumps(key)} = {toml(value)}" for key, value in tree.items()]
    for _ in range(2):
        lines.append("[['table of'.\"many\"]] # comment ]]")
        lines += [f"{json.dumps(key)} = {toml(value)}\n" for key, value in more.items()]
    text = "\n".join(lines)
    found = scan_toml(text)
    assert sorted(((p, v) for p, v, _ in found), key=repr) == expected(
        tomllib.loads(text)
    )
    for _, value, span in found:
        assert value in (span.of(text), json.loads(f'"{span.of(text)}"'))


TOML = """\
# comment
bare-key_1 = 1_000
"quoted key" = 'C:\\path'
dotted . "key".x = true
date = 2024-05-01
time = 07:32:00
float = -1.5
many = [ "a", # comment ]
  "b", ]
multi = \"\"\"
one \\
    two "quoted" \\u00e9\"\"\"
quotes = \"\"\"\"x\"\"\"\"
raw = \'\'\'
one 'two'
\'\'\'
[a.b]
c = {d = 1, e.f = [{g = 'h'}]}
[[t]]
n = 1
[t.u]
n = 2
[[t.v]]
n = 3
[[t]]
[[t.v]]
n = 4
"""


@pytest.mark.parametrize("ends", ["\n", "\r\n"])
def test_toml_of_every_kind(ends: str) -> None:
    text = TOML.replace("\n", ends)
    found = scan_toml(text, 7)
    assert len(found) == 17
    truth = tomllib.loads(text)
    kept = [(p, v.replace("1_000", "1000")) for p, v, _ in found]
    assert sorted(kept, key=repr) == expected(truth)
    places = {path: span.shift(-7).of(text) for path, _, span in found}
    assert places["many", 1] == "b"
    assert places["date",] == "2024-05-01"
    assert places["a", "b", "c", "e", "f", 0, "g"] == "h"
    assert places["t", 1, "v", 0, "n"] == "4"


@given(st.text(st.sampled_from("a=[]{}\"'.,#\n\\1-: "), max_size=30))
@QUICK
def test_toml_refuses_what_tomllib_refuses(text: str) -> None:
    try:
        truth = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        with pytest.raises(ScanError):
            scan_toml(text)
        return
    found = [(path, value) for path, value, _ in scan_toml(text)]
    assert sorted(found, key=repr) == expected(truth)


@given(st.text(max_size=60), st.sampled_from(["---", "+++", "{"]))
@QUICK
def test_any_text_is_read_or_refused_with_a_place(text: str, sign: str) -> None:
    whole = f'{sign}\n"a{text}\n{sign}\n'
    try:
        read(whole)
    except UnreadableError as error:
        assert error.problems[0].position is not None


def test_a_quoted_first_key_may_hold_a_colon() -> None:
    text = "---\n'article:author': Ines Okafor\n---\n\nWords.\n"
    found = read_front_matter(SourceFile("x.md", Format.MARKDOWN, text))
    assert [(f.path, f.value) for f in found.fields] == [
        (("article:author",), "Ines Okafor")
    ]
