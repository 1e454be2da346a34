"""What labels of sentences mean for rules, and which rules count together: data."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from medlint.errors import Problem, UserError
from medlint.schema import Model, YamlFile, decode, did_you_mean, read_yaml_path
from medlint.source import Format

NAME = "labels.yml"
_DIGITS = "0123456789"

Selector = Annotated[str, Field(pattern=r"^[A-Z]{2,8}([0-9]{3})?$")]
_FORMATS = {"md": Format.MARKDOWN, "txt": Format.PLAIN, "html": Format.HTML}


class Role(StrEnum):
    """What a rule should do with a sentence; `EITHER` is right both ways."""

    POSITIVE = "positive"
    NEGATIVE = "negative"
    EITHER = "either"


class GroupSpec(Model):
    """Rules that are counted together: codes and families."""

    title: str
    rules: Annotated[tuple[Selector, ...], Field(min_length=1)]


class QuestionSpec(Model):
    """One question to sentences: the labels that answer it, and the rules judged."""

    name: str
    title: str
    labels: Annotated[dict[str, Role], Field(min_length=1)]
    judged_by: Annotated[tuple[str, ...], Field(min_length=1)]
    either_if: tuple[str, ...] = ()


class SetSpec(Model):
    """How a file of sentences or pages is called in public, and how it is read."""

    title: str
    format: Literal["md", "txt", "html"] | None = None


class LabelsFile(Model):
    """`labels.yml`."""

    groups: dict[str, GroupSpec] = Field(default_factory=dict)
    questions: tuple[QuestionSpec, ...] = ()
    pages: tuple[str, ...] = ()
    sets: dict[str, SetSpec] = Field(default_factory=dict)
    sources: dict[str, str] = Field(default_factory=dict)


@dataclass(frozen=True)
class Group:
    """Rules that are counted together."""

    name: str
    title: str
    selectors: tuple[str, ...]

    def holds(self, code: str) -> bool:
        """Whether a rule belongs to it, by code or family."""
        return code in self.selectors or code.rstrip(_DIGITS) in self.selectors


@dataclass(frozen=True)
class Question:
    """One question to sentences, with the groups of rules that should answer it."""

    name: str
    title: str
    labels: Mapping[str, Role]
    groups: tuple[Group, ...]
    either_if: tuple[str, ...] = ()

    def role(self, label: str, flags: frozenset[str]) -> Role:
        """Return what the rules should do with a sentence of this label."""
        role = self.labels[label]
        if role is Role.POSITIVE and flags.intersection(self.either_if):
            return Role.EITHER
        return role


@dataclass(frozen=True)
class Labels:
    """All that is agreed on labels; without a file, nothing is."""

    path: str = ""
    groups: tuple[Group, ...] = ()
    questions: tuple[Question, ...] = ()
    pages: frozenset[str] = frozenset()
    sets: Mapping[str, SetSpec] = field(default_factory=dict)
    sources: Mapping[str, str] = field(default_factory=dict)

    def known(self) -> set[str]:
        """Every label that means something."""
        return {*self.pages, *(label for q in self.questions for label in q.labels)}

    def title(self, name: str) -> str:
        """Public name of a set."""
        return self.sets[name].title if name in self.sets else name

    def format(self, name: str, default: Format) -> Format:
        """How the texts of a set are written down."""
        suffix = self.sets[name].format if name in self.sets else None
        return _FORMATS[suffix] if suffix else default

    def source(self, name: str) -> str:
        """Public name of a row's source: that of the longest beginning listed."""
        begun = [known for known in self.sources if name.startswith(known)]
        return self.sources[max(begun, key=len)] if begun else name


def read_labels(path: Path) -> Labels:
    """Read `labels.yml`.

    Raises:
        UserError: every mistake, with its place.
    """
    file = read_yaml_path(path)
    data = decode(LabelsFile, file)
    groups = {n: Group(n, g.title, g.rules) for n, g in data.groups.items()}
    problems = [*_unknown_groups(file, data)]
    if problems:
        raise UserError(problems)
    questions = tuple(
        Question(
            name=spec.name,
            title=spec.title,
            labels=spec.labels,
            groups=tuple(
                groups.get(n) or Group(n, spec.title, (n,)) for n in spec.judged_by
            ),
            either_if=spec.either_if,
        )
        for spec in data.questions
    )
    return Labels(
        path=file.path,
        groups=tuple(groups.values()),
        questions=questions,
        pages=frozenset(data.pages),
        sets=data.sets,
        sources=data.sources,
    )


def _unknown_groups(file: YamlFile, data: LabelsFile) -> list[Problem]:
    return [
        file.problem(
            ("questions", i, "judged-by", j),
            f'"{name}" is no group, code or family',
            did_you_mean(name, data.groups),
        )
        for i, question in enumerate(data.questions)
        for j, name in enumerate(question.judged_by)
        if name not in data.groups and not re.fullmatch(r"[A-Z]{2,8}([0-9]{3})?", name)
    ]
