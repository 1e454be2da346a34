"""YAML with positions, guarded, and validated by pydantic models, all mistakes at once.

Scalars follow the YAML 1.2 core schema: `no` and `12:30` stay text.
"""

import difflib
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any, ClassVar, TypeVar, get_args

import yaml
from pydantic import (
    BaseModel,
    ConfigDict,
    GetJsonSchemaHandler,
    ValidationError,
    model_validator,
)
from pydantic_core import CoreSchema, ErrorDetails

from medlint.errors import Problem, UserError, problem_at
from medlint.text import LineIndex, Span

MAX_CHARACTERS = 2_000_000
MAX_DEPTH = 32
_SAFE_DEPTH = 5_000

NodePath = tuple[str | int, ...]
M = TypeVar("M", bound=BaseModel)

_INT = re.compile(r"[-+]?[0-9]{1,18}")
_FLOAT = re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]{1,3})?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_TAGS = {"!"} | {
    f"tag:yaml.org,2002:{name}"
    for name in ("null", "bool", "int", "float", "str", "timestamp", "map", "seq")
}


def _key(attribute: str) -> str:
    return attribute.rstrip("_").replace("_", "-")


class Model(BaseModel):
    """Base of every model: unknown keys are errors, `fail_on` is written `fail-on`.

    An attribute that would clash with a Python word ends in an underscore.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, alias_generator=_key)


class Shorthand(Model):
    """A model that may be written as plain text: the value of its field `short_for`."""

    short_for: ClassVar[str]

    @model_validator(mode="before")
    @classmethod
    def _expand(cls, value: Any) -> Any:
        return {cls.short_for: value} if isinstance(value, str) else value

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        return {"anyOf": [{"type": "string"}, handler(core_schema)]}


@dataclass(frozen=True)
class YamlFile:
    """A YAML file: its value, and where each key and value stands."""

    path: str
    text: str
    value: Any
    values: Mapping[NodePath, Span]
    keys: Mapping[NodePath, Span]

    @cached_property
    def lines(self) -> LineIndex:
        """The lines of the text."""
        return LineIndex(self.text)

    def problem(
        self, path: NodePath, message: str, hint: str = "", *, key: bool = False
    ) -> Problem:
        """Locate a problem at a value, or its key, or the nearest thing above it.

        Mappings and lists that go on for lines are located at their key.
        """
        while path and path not in self.values and path not in self.keys:
            path = path[:-1]
        long = "\n" in self.values.get(path, Span(0, 0)).of(self.text)
        whole = long and isinstance(_at(self.value, path), (dict, list))
        first, second = self.values, self.keys
        if key or whole:
            first, second = second, first
        span = first.get(path) or second.get(path) or Span(0, 0)
        return _located(self, span, message, hint)


def _at(value: Any, path: NodePath) -> Any:
    for part in path:
        value = value[part]
    return value


def read_yaml(path: str, text: str) -> YamlFile:
    """Parse YAML.

    Raises:
        UserError: syntax, duplicate keys, aliases, unknown tags, size or depth.
    """
    empty = YamlFile(path, text, None, {}, {})
    if len(text) > MAX_CHARACTERS:
        message = f"the file is longer than {MAX_CHARACTERS:,} characters"
        raise UserError([Problem(path=path, message=message)])
    try:
        _refuse_depth(empty)
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
    except yaml.MarkedYAMLError as error:
        raise UserError([_syntax_problem(empty, error)]) from error
    except yaml.reader.ReaderError as error:
        # libyaml counts bytes.
        at = len(text.encode()[: error.position].decode(errors="ignore"))
        message = f"the character U+{ord(text[at]):04X} is not allowed"
        raise UserError([_located(empty, Span(at, at + 1), message)]) from error
    walk = _Walk(empty)
    value = walk.value(node, ()) if node is not None else None
    if walk.problems:
        raise UserError(walk.problems)
    return YamlFile(path, text, value, walk.values, walk.keys)


def read_yaml_path(path: Path) -> YamlFile:
    """Read a YAML file.

    Raises:
        UserError: unreadable, not UTF-8, or not YAML, with its place.
    """
    shown = _shown(path)
    try:
        if path.exists() and not path.is_file():
            raise OSError("this is not a regular file")  # noqa: TRY301 - as the rest
        return read_yaml(shown, path.read_bytes().decode("utf-8"))
    except OSError as error:
        message = error.strerror or str(error)
        raise UserError([Problem(path=shown, message=message)]) from error
    except UnicodeDecodeError as error:
        before = error.object[: error.start].decode("utf-8")
        position = LineIndex(before).position(len(before))
        message = f"byte 0x{error.object[error.start]:02x} is not UTF-8 text"
        problem = Problem(path=shown, message=message, position=position)
        raise UserError([problem]) from error


def _shown(path: Path) -> str:
    """The path as a person in the current folder would write it."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except ValueError:
        return path.as_posix()


def decode(model: type[M], file: YamlFile, context: object = None) -> M:
    """Validate a file; `context` is handed to validators that need to look things up.

    Raises:
        UserError: every mistake, each with its place and what to write instead.
    """
    try:
        return model.model_validate(file.value, context=context)
    except ValidationError as error:
        problems = [_explain(file, model, detail) for detail in error.errors()]
        raise UserError(problems) from error


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Suggest the nearest known word, as a hint sentence, or list a few."""
    choices = sorted(set(known))
    close = difflib.get_close_matches(word, choices, n=1, cutoff=0.6)
    if close:
        return f'did you mean "{close[0]}"?'
    return "known: " + ", ".join(choices) if len(choices) <= 25 else ""


def _refuse_depth(file: YamlFile) -> None:
    """Refuse what is nested so deep that to compose it would exhaust the C stack.

    Raises:
        UserError: so deep, with the place.
        yaml.YAMLError: syntax.
    """
    if sum(map(file.text.count, "[{-?:")) <= _SAFE_DEPTH:
        return
    depth = 0
    for event in yaml.parse(file.text, Loader=yaml.CSafeLoader):
        depth += isinstance(event, yaml.CollectionStartEvent)
        depth -= isinstance(event, yaml.CollectionEndEvent)
        if depth > _SAFE_DEPTH:
            at = event.start_mark.index if event.start_mark else 0
            message = f"nested deeper than {MAX_DEPTH} levels"
            raise UserError([_located(file, Span(at, at + 1), message)])


class _Walk:
    """Turns composed nodes into values, noting places and mistakes."""

    def __init__(self, file: YamlFile) -> None:
        self.problems: list[Problem] = []
        self.values: dict[NodePath, Span] = {}
        self.keys: dict[NodePath, Span] = {}
        self._file = file
        self._seen: set[int] = set()

    def value(self, node: yaml.Node, path: NodePath) -> Any:
        span = Span(node.start_mark.index, node.end_mark.index)
        self.values[path] = span
        if str(node.tag) not in _TAGS:
            self._report(span, f"the tag {node.tag} is not allowed")
            return None
        if isinstance(node, yaml.ScalarNode):
            return _scalar(node)
        if id(node) in self._seen:
            self._report(span, "aliases of lists and mappings are not allowed")
            return None
        self._seen.add(id(node))
        if len(path) >= MAX_DEPTH:
            self._report(span, f"nested deeper than {MAX_DEPTH} levels")
            return None
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, i)) for i, item in enumerate(node.value)]
        return self._mapping(node, path)

    def _mapping(self, node: yaml.Node, path: NodePath) -> dict[str, Any]:
        result: dict[str, Any] = {}
        for key_node, value_node in node.value:
            span = Span(key_node.start_mark.index, key_node.end_mark.index)
            if not isinstance(key_node, yaml.ScalarNode):
                self._report(span, "a key must be plain text")
                continue
            key = str(key_node.value)
            if key in result:
                first = self._line_of(self.keys[*path, key])
                self._report(span, f'"{key}" stands here twice (first on line {first})')
                continue
            self.keys[*path, key] = span
            result[key] = self.value(value_node, (*path, key))
        return result

    def _report(self, span: Span, message: str) -> None:
        self.problems.append(_located(self._file, span, message))

    def _line_of(self, span: Span) -> int:
        return self._file.lines.position(span.start).line


def _scalar(node: yaml.ScalarNode) -> Any:
    text = str(node.value)
    # libyaml gives plain scalars the empty style, the Python parser gives None.
    return text if node.style or str(node.tag) == "!" else _plain(text)


def _plain(text: str) -> Any:
    if text in {"", "~", "null", "Null", "NULL"}:
        return None
    if text in {"true", "True", "TRUE"}:
        return True
    if text in {"false", "False", "FALSE"}:
        return False
    if _INT.fullmatch(text):
        return int(text)
    if _DATE.fullmatch(text):
        return _date(text)
    return float(text) if _FLOAT.fullmatch(text) else text


def _date(text: str) -> date | str:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return text


def _located(file: YamlFile, span: Span, message: str, hint: str = "") -> Problem:
    return problem_at(file.path, file.lines, span, message, hint)


def _syntax_problem(file: YamlFile, error: yaml.MarkedYAMLError) -> Problem:
    mark = error.problem_mark or error.context_mark
    at = mark.index if mark else 0
    message = f"not valid YAML: {error.problem or error.context}"
    hint = "quote text that holds a colon, a bracket or a leading quotation mark"
    return _located(file, Span(at, at + 1), message, hint)


def _explain(file: YamlFile, model: type[BaseModel], detail: ErrorDetails) -> Problem:
    path: NodePath = tuple(detail["loc"])
    kind, name = detail["type"], path[-1] if path else ""
    if kind == "extra_forbidden":
        hint = did_you_mean(str(name), _known_keys(model, path[:-1]))
        return file.problem(path, f'unknown key "{name}"', hint, key=True)
    if kind == "missing":
        return file.problem(path[:-1], f'"{name}" is missing', key=True)
    if kind in {"enum", "literal_error"}:
        written, expected = detail["input"], _choices(detail)
        hint = did_you_mean(str(written), expected)
        return file.problem(path, f'"{written}" is not allowed here', hint)
    message = _MESSAGES.get(kind) or detail["msg"].removeprefix("Value error, ")
    return file.problem(path, message)


_MESSAGES = {
    "string_type": "text is expected here; put it in quotation marks",
    "list_type": "a list is expected here",
    "tuple_type": "a list is expected here",
    "dict_type": "a mapping (key: value) is expected here",
    "model_type": "a mapping (key: value) is expected here",
    "model_attributes_type": "a mapping (key: value) is expected here",
    "int_type": "a whole number is expected here",
    "int_parsing": "a whole number is expected here",
    "bool_type": "true or false is expected here",
    "bool_parsing": "true or false is expected here",
    "date_type": "a date like 2026-05-01 is expected here",
    "date_from_datetime_parsing": "a date like 2026-05-01 is expected here",
    "date_parsing": "a date like 2026-05-01 is expected here",
}


def _choices(detail: ErrorDetails) -> Sequence[str]:
    expected = str(detail.get("ctx", {}).get("expected", ""))
    return re.findall(r"'([^']*)'", expected)


def _known_keys(model: Any, path: NodePath) -> list[str]:
    """Keys allowed at a path, following models through optionals and sequences."""
    for part in path:
        fields = _fields(model)
        if isinstance(part, str) and part in fields:
            model = fields[part]
    return list(_fields(model))


def _fields(annotation: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        for name, field in annotation.model_fields.items():
            found[field.alias or name] = field.annotation
        return found
    for argument in get_args(annotation):
        found |= _fields(argument)
    return found
