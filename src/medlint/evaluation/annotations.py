"""Annotated articles: `x.md` and, beside it, an editor's marks in `x.findings.yml`."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from medlint.errors import Problem, UserError
from medlint.finding import Finding
from medlint.schema import Model, YamlFile, decode, read_yaml_path
from medlint.source import FORMATS, SourceFile, read_source
from medlint.text import Span

SUFFIX = ".findings.yml"

Code = Annotated[str, Field(pattern=r"^[A-Z]{2,8}[0-9]{3}$")]
ContentType = Literal[
    "article", "monograph", "press-release", "product", "news", "story"
]


class MarkSpec(Model):
    """One finding an editor expects; `or` names rules that would be as right."""

    code: Code
    line: Annotated[int, Field(ge=1)]
    text: str
    or_: tuple[Code, ...] = ()
    missed: bool = False


class FindingsFile(Model):
    """What an editor marks in one article, and the day it is read on."""

    today: date
    type: ContentType | None = None
    findings: tuple[MarkSpec, ...]


@dataclass(frozen=True)
class Mark:
    """One finding an editor expects, and where.

    `places` are all spans of the source at which the marked words begin on that line.
    A `known` miss is one the editor knows of.
    """

    codes: tuple[str, ...]
    line: int
    places: tuple[Span, ...]
    known: bool = False

    @property
    def code(self) -> str:
        """The rule that should find it."""
        return self.codes[0]

    def touches(self, finding: Finding) -> bool:
        """Whether the places overlap."""
        return self.touches_span(finding.location.span)

    def touches_span(self, span: Span) -> bool:
        """Whether the places overlap; a span without width touches where it is."""
        return any(_touch(place, span) for place in self.places)


@dataclass(frozen=True)
class AnnotatedArticle:
    """An article with the marks of its editor."""

    source: SourceFile
    today: date
    content_type: str
    marks: tuple[Mark, ...]


def read_annotated(path: Path) -> AnnotatedArticle:
    """Read a findings file and its article.

    Raises:
        UnreadableError: the article cannot be read.
        UserError: mistakes in the findings file, or no article beside it.
    """
    file = read_yaml_path(path)
    annotated = decode(FindingsFile, file)
    source = read_source(str(article_of(path)))
    marks: list[Mark] = []
    problems: list[Problem] = []
    for i, spec in enumerate(annotated.findings):
        places = tuple(_places(source, spec))
        if places:
            codes = tuple(dict.fromkeys((spec.code, *spec.or_)))
            marks.append(Mark(codes, spec.line, places, known=spec.missed))
        else:
            problems.append(_not_there(file, i, spec, source))
    if problems:
        raise UserError(problems)
    kind = annotated.type or "article"
    return AnnotatedArticle(source, annotated.today, kind, tuple(marks))


def article_of(findings: Path) -> Path:
    """Return the article a findings file belongs to.

    Raises:
        UserError: there is none, or more than one.
    """
    stem = findings.name.removesuffix(SUFFIX)
    beside = [findings.with_name(stem + suffix) for suffix in FORMATS]
    found = [path for path in beside if path.is_file()]
    if len(found) == 1:
        return found[0]
    if found:
        names = " and ".join(path.name for path in found)
        message, hint = f"it could belong to {names}", "keep one of them"
    else:
        message, hint = "there is no article of this name beside it", f"write {stem}.md"
    raise UserError([Problem(path=str(findings), message=message, hint=hint)])


def _touch(one: Span, other: Span) -> bool:
    return one.start < max(other.end, other.start + 1) and other.start < max(
        one.end, one.start + 1
    )


def _places(source: SourceFile, spec: MarkSpec) -> Iterator[Span]:
    if spec.line > len(source.lines.starts):
        return
    line = source.lines.line(spec.line)
    at = source.text.find(spec.text, line.start)
    while line.start <= at <= line.end:
        yield Span(at, at + len(spec.text))
        if not spec.text:
            return
        at = source.text.find(spec.text, at + 1)


def _not_there(file: YamlFile, i: int, spec: MarkSpec, source: SourceFile) -> Problem:
    message = f"these words do not stand on line {spec.line} of {source.path}"
    found = [m.start() for m in re.finditer(re.escape(spec.text), source.text)]
    lines = sorted({source.lines.position(at).line for at in found})
    listed = ", ".join(map(str, lines[:5]))
    hint = f"they stand on {listed}" if lines else "copy them from the article"
    return file.problem(("findings", i, "text"), message, hint)
