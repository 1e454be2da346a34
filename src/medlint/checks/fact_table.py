"""Tables of false statements: how they are said, what is true, and who says so."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pydantic import field_validator, model_validator

from medlint.checks.where import WhereSpec
from medlint.errors import Problem, UserError
from medlint.knowledge.rows import SourceSpec
from medlint.language.patterns import PatternSpec
from medlint.language.phrases import Notation
from medlint.rule import MARK_END, MARK_START, Example
from medlint.schema import Model, YamlFile, decode, did_you_mean, read_yaml_path


class FactSpec(Model):
    """One false statement.

    `says` are patterns of its wordings, `truth` is one sentence in our own words that
    the message quotes, `source` names keys of the table's `sources`. `unless` clears
    this statement only, and says `because`. `denies` marks a statement that is itself a
    denial ("HIV does not cause AIDS"): the words of the match do not clear it. `bad`
    and `good` are examples as in a rule file; those of all rows are run with the
    examples of the rules that use the table.
    """

    id: str
    says: tuple[PatternSpec, ...]
    truth: str
    source: tuple[str, ...]
    unless: tuple[WhereSpec, ...] = ()
    denies: bool = False
    bad: tuple[str, ...]
    good: tuple[str, ...] = ()

    @field_validator("says", "source", "bad")
    @classmethod
    def _not_empty(cls, value: tuple[object, ...]) -> tuple[object, ...]:
        if not value:
            raise ValueError("give at least one")
        return value

    @field_validator("id")
    @classmethod
    def _a_slug(cls, value: str) -> str:
        if not value.replace("-", "").isalnum() or value != value.lower():
            raise ValueError("an id is small letters, digits and hyphens")
        return value

    @field_validator("truth")
    @classmethod
    def _a_sentence(cls, value: str) -> str:
        if not value.endswith("."):
            raise ValueError("write one sentence, with its full stop")
        return value

    @model_validator(mode="after")
    def _coherent(self) -> "FactSpec":
        if any(MARK_START not in e or MARK_END not in e for e in self.bad):
            raise ValueError("a bad example marks the finding with [[…]]")
        if any(MARK_START in e for e in self.good):
            raise ValueError("a good example has no [[…]]")
        if any(not where.because for where in self.unless):
            raise ValueError("an exception of one statement says `because`")
        return self


class FactTableFile(Model):
    """`facts/<name>.yml`: the sources by key, and the statements."""

    sources: dict[str, SourceSpec]
    rows: tuple[FactSpec, ...]


@dataclass(frozen=True)
class FactTable:
    """A table as read, with its places."""

    file: YamlFile
    sources: Mapping[str, SourceSpec]
    rows: tuple[FactSpec, ...]

    def cites(self, row: FactSpec) -> str:
        """What a row rests on, for messages."""
        return "; ".join(self.sources[key].cite for key in row.source)

    @property
    def examples(self) -> tuple[tuple[Example, ...], tuple[Example, ...]]:
        """The bad and the good examples of all rows."""
        bad, good = (
            tuple(
                self._example(text, (number, group, index))
                for number, row in enumerate(self.rows)
                for index, text in enumerate(getattr(row, group))
            )
            for group in ("bad", "good")
        )
        return bad, good

    def _example(self, text: str, place: tuple[int, str, int]) -> Example:
        position = self.file.problem(("rows", *place), "").position
        line = position.line if position else 0
        return Example(text, line=line, path=self.file.path)


def load_fact_tables(
    folders: Sequence[Path], notation: Notation
) -> dict[str, FactTable]:
    """Load the tables in the `facts` folders of packs, by file name.

    Raises:
        UserError: every mistake in every table.
    """
    tables: dict[str, FactTable] = {}
    problems: list[Problem] = []
    for path in (p for f in folders for p in sorted(f.glob("facts/*.y*ml"))):
        try:
            table = _load(path, notation)
        except UserError as error:
            problems += error.problems
            continue
        if path.stem in tables:
            message = f'the table "{path.stem}" exists in another pack'
            problems.append(table.file.problem((), message))
        tables[path.stem] = table
    if problems:
        raise UserError(problems)
    return tables


def _load(path: Path, notation: Notation) -> FactTable:
    file = read_yaml_path(path)
    data = decode(FactTableFile, file, notation)
    problems = [*_row_problems(file, data)]
    if problems:
        raise UserError(problems)
    return FactTable(file, data.sources, data.rows)


def _row_problems(file: YamlFile, data: FactTableFile) -> Iterator[Problem]:
    seen: set[str] = set()
    for index, row in enumerate(data.rows):
        if row.id in seen:
            message = f'the id "{row.id}" stands twice'
            yield file.problem(("rows", index, "id"), message)
        seen.add(row.id)
        for at, key in enumerate(row.source):
            if key not in data.sources:
                hint = did_you_mean(key, data.sources)
                message = f'no source is called "{key}"'
                yield file.problem(("rows", index, "source", at), message, hint)
    used = {key for row in data.rows for key in row.source}
    for key in data.sources.keys() - used:
        yield file.problem(("sources", key), f'no row rests on "{key}"', key=True)
