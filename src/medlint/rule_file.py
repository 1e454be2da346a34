"""What a rule file and a pack's name card may say: the models they are decoded with."""

import re
from datetime import date
from typing import Annotated, Any

from pydantic import AfterValidator, create_model, model_validator

from medlint.checks import CHECKS
from medlint.finding import Confidence, Severity
from medlint.rule import MARK_END, MARK_START
from medlint.schema import Model, Shorthand
from medlint.source import FORMATS

_CODE = re.compile(r"[A-Z]{2,8}[0-9]{3}")


def _a_format(suffix: str) -> str:
    if f".{suffix}" not in FORMATS:
        known = ", ".join(known.removeprefix(".") for known in FORMATS)
        raise ValueError(f"a format is one of {known}")
    return suffix


class EvidenceSpec(Model):
    """The standard behind a rule: what to cite, where, and when it was read."""

    cite: str
    url: str = ""
    accessed: date | None = None


class ExampleSpec(Shorthand):
    """A document; plain text is short for `text`. `format` is a file suffix."""

    short_for = "text"

    text: str
    format: Annotated[str, AfterValidator(_a_format)] = "md"
    today: date | None = None


class GapSpec(Model):
    """An example that is known to fail; it is reported once it passes."""

    bad: ExampleSpec | None = None
    good: ExampleSpec | None = None

    @model_validator(mode="after")
    def _exactly_one(self) -> "GapSpec":
        if (self.bad is None) == (self.good is None):
            raise ValueError("give either bad or good")
        return self


class ExamplesSpec(Model):
    """Documents that a finding must cover exactly at `[[…]]`, and silent ones."""

    bad: tuple[ExampleSpec, ...]
    good: tuple[ExampleSpec, ...]
    known_gap: tuple[GapSpec, ...] = ()

    @model_validator(mode="after")
    def _enough(self) -> "ExamplesSpec":
        if not self.bad or len(self.good) < 2:
            raise ValueError("give at least one bad and two good examples")
        if any(MARK_START not in e.text or MARK_END not in e.text for e in self.bad):
            raise ValueError("a bad example marks the finding with [[…]]")
        if any(MARK_START in e.text for e in self.good):
            raise ValueError("a good example has no [[…]]")
        return self


class ReviewedSpec(Model):
    """When a person last checked the rule against its sources."""

    date: date


def _a_code(code: str) -> str:
    if not _CODE.fullmatch(code):
        raise ValueError(
            "a code is 2 to 8 capital letters and three digits, like HOUSE001"
        )
    return code


class RuleHead(Model):
    """What every rule file says, whatever its kind."""

    code: Annotated[str, AfterValidator(_a_code)]
    title: str
    severity: Severity
    confidence: Confidence
    message: str
    support: str
    evidence: tuple[EvidenceSpec, ...]
    why: str
    examples: ExamplesSpec
    tags: tuple[str, ...] = ()
    profiles: tuple[str, ...] = ()
    reviewed: ReviewedSpec


class PackFile(Model):
    """`pack.yml`: what the pack is, and who answers for it."""

    name: str
    version: str
    licence: str
    description: str = ""
    reviewers: tuple[str, ...] = ()


_KINDS: dict[str, Any] = {
    name: (kind.spec | None, None) for name, kind in CHECKS.items()
}
RuleFile = create_model("RuleFile", __base__=RuleHead, **_KINDS)
"""A rule file: the head and exactly one key that names its check kind."""


def rule_schema() -> dict[str, Any]:
    """JSON Schema of a rule file."""
    schema: dict[str, Any] = RuleFile.model_json_schema(by_alias=True)
    for kind in CHECKS:
        # Pydantic calls a missing key null; a written null is a mistake.
        schema["properties"][kind] = {"$ref": f"#/$defs/{CHECKS[kind].spec.__name__}"}
    schema["oneOf"] = [{"required": [kind]} for kind in CHECKS]
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
