"""The house's settings: found near the work, decoded strictly, each with its place."""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import Field

from medlint.errors import Problem, UserError
from medlint.gitignore import is_pattern, repository_root
from medlint.schema import Model, YamlFile, decode, read_yaml

NAMES = ("medlint.yml", "medlint.yaml")
PYPROJECT = "pyproject.toml"

Level = Literal["error", "warning", "note"]
RuleLevel = Literal["error", "warning", "note", "off"]
FailLevel = Literal["error", "warning", "note", "never"]
Selectors = Annotated[tuple[str, ...], Field(examples=[["CLM", "no-side-effects"]])]


class RuleSettings(Model):
    """What a house changes about one rule."""

    severity: Annotated[
        RuleLevel | None,
        Field(description="Report the rule at this level; off switches it off."),
    ] = None


class Settings(Model):
    """Settings of medlint: medlint.yml, or [tool.medlint] in pyproject.toml."""

    packs: Annotated[
        tuple[str, ...],
        Field(description="Folders of further rule packs, relative to this file."),
    ] = ()
    select: Annotated[
        Selectors,
        Field(description="Rules to run: codes, names, families such as CLM, or ALL."),
    ] = ()
    ignore: Annotated[Selectors, Field(description="Rules not to run.")] = ()
    extend_select: Annotated[
        Selectors, Field(description="Rules to run beside those selected.")
    ] = ()
    min_level: Annotated[
        Level | None, Field(description="Show no findings below this level.")
    ] = None
    fail_on: Annotated[
        FailLevel | None,
        Field(description="Exit with 1 for findings at or above this level."),
    ] = None
    references: Annotated[
        tuple[str, ...],
        Field(
            description="Files of references that articles cite by key or by author "
            "and year: .bib, .ris or CSL-JSON, relative to this file."
        ),
    ] = ()
    exclude: Annotated[
        tuple[str, ...],
        Field(
            description="Files and folders to leave out, written like lines of "
            ".gitignore, relative to this file. Files named on the command line are "
            "always checked."
        ),
    ] = ()
    rules: Annotated[
        Mapping[str, RuleSettings],
        Field(description="Changes to single rules, by code or name."),
    ] = Field(default_factory=dict)


@dataclass(frozen=True)
class Config:
    """Settings and the file they come from; without a file, the defaults."""

    settings: Settings = field(default_factory=Settings)
    file: YamlFile | None = None

    @property
    def folder(self) -> Path:
        """Folder that paths in the settings are relative to."""
        return Path(self.file.path).parent if self.file else Path()

    def problem(
        self, key: tuple[str | int, ...], message: str, hint: str = ""
    ) -> Problem:
        """Locate a problem at a setting; `rules` are located at the rule's name."""
        if self.file is None:
            return Problem(path="settings", message=message, hint=hint)
        return self.file.problem(key, message, hint, key=key[0] == "rules")


@dataclass(frozen=True)
class _TomlTable(YamlFile):
    """A table of a TOML file, whose parser gives no positions: keys stand for them."""

    def problem(
        self,
        path: tuple[str | int, ...],
        message: str,
        hint: str = "",
        *,
        key: bool = False,
    ) -> Problem:
        """Name the key instead of the line."""
        del key  # there is one way to name it
        dotted = ".".join(("tool", "medlint", *map(str, path)))
        return Problem(path=self.path, message=f"{dotted}: {message}", hint=hint)


def load_config(path: Path) -> Config:
    """Load a named file.

    Raises:
        UserError: missing, not readable, or with mistakes: all of them.
    """
    if path.suffix != ".toml":
        return _config(read_yaml(str(path), _text(path)))
    if table := _toml_table(str(path), _text(path)):
        return _config(table)
    message = "there is no table [tool.medlint]"
    raise UserError([Problem(path=str(path), message=message)])


def find_config(start: Path) -> Config:
    """Load the nearest file from `start` upwards to the repository's root.

    Raises:
        UserError: two files in one folder, or mistakes in the one that counts.
    """
    root = repository_root(start)
    for folder in (start, *start.parents):
        if found := _in_folder(folder):
            return _config(found)
        if folder == root:
            break
    return Config()


def settings_schema() -> dict[str, Any]:
    """JSON Schema of the settings."""
    schema = Settings.model_json_schema(by_alias=True)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _in_folder(folder: Path) -> YamlFile | None:
    named = [folder / name for name in NAMES]
    # A link that leads nowhere is a mistake; to pass over it would drop settings.
    found = [path for path in named if path.is_file() or path.is_symlink()]
    project = folder / PYPROJECT
    table = None
    if project.is_file():
        table = _toml_table(shown_path(project), _text(project))
    places = [*(shown_path(path) for path in found), *([table.path] if table else [])]
    if len(places) > 1:
        message = f"there are settings in {places[1]} too"
        hint = "keep one of them: settings are never merged silently"
        raise UserError([Problem(path=places[0], message=message, hint=hint)])
    return read_yaml(places[0], _text(found[0])) if found else table


def _config(file: YamlFile) -> Config:
    if file.value is None:
        return Config(Settings(), file)
    config = Config(decode(Settings, file), file)
    if problems := list(_path_problems(config)):
        raise UserError(problems)
    return config


def _path_problems(config: Config) -> Iterator[Problem]:
    for i, pattern in enumerate(config.settings.exclude):
        if not is_pattern(pattern):
            yield config.problem(("exclude", i), f'"{pattern}" is not a pattern')
    for i, pack in enumerate(config.settings.packs):
        if not (config.folder / pack).is_dir():
            message = f'there is no folder "{pack}"'
            yield config.problem(
                ("packs", i), message, "packs are relative to this file"
            )


def _toml_table(path: str, text: str) -> _TomlTable | None:
    """Return `[tool.medlint]`; None when the project says nothing to medlint."""
    if "medlint" not in text:
        return None
    try:
        value = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        message = f"not valid TOML: {error}"
        raise UserError([Problem(path=path, message=message)]) from error
    except RecursionError:
        message = "not valid TOML: nested too deeply"
        raise UserError([Problem(path=path, message=message)]) from None
    tool = value.get("tool")
    table = tool.get("medlint") if isinstance(tool, dict) else None
    return None if table is None else _TomlTable(path, text, table, {}, {})


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8").removeprefix("\ufeff")
    except OSError as error:
        message = error.strerror or str(error)
        raise UserError([Problem(path=str(path), message=message)]) from error
    except UnicodeDecodeError as error:
        message = "this is not UTF-8 text"
        raise UserError([Problem(path=str(path), message=message)]) from error


def shown_path(path: Path) -> str:
    """Return a path as people write it: relative where it lies below this folder."""
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
