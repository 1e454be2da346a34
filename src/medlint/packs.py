"""Packs: folders of rule files and their tables, loaded with every mistake at once."""

import string
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from medlint.checks import CHECKS
from medlint.checks.claim_names import unknown_names
from medlint.checks.claim_spec import ClaimSpec
from medlint.checks.fact import FactRuleSpec
from medlint.errors import Problem, UserError
from medlint.language.resources import Language
from medlint.rule import Evidence, Example, Rule
from medlint.rule_file import PackFile, RuleFile
from medlint.rule_tables import load_language
from medlint.schema import (
    YamlFile,
    decode,
    did_you_mean,
    read_yaml_path,
)

_NOT_RULES = {"facts", "knowledge", "language"}


@dataclass(frozen=True)
class RuleSet:
    """Rules that are switched on, and the language they are written against."""

    rules: tuple[Rule, ...]
    language: Language

    def select(
        self,
        select: Sequence[str] = (),
        ignore: Sequence[str] = (),
        extend_select: Sequence[str] = (),
    ) -> "RuleSet":
        """Narrow down by code, slug, family (`CLM`) or `ALL`.

        Raises:
            UserError: a selector that names no rule.
        """
        chosen = self._named(select or ("ALL",)) | self._named(extend_select)
        chosen -= self._named(ignore)
        return replace(self, rules=tuple(r for r in self.rules if r.code in chosen))

    def by_name(self, name: str) -> Rule:
        """Return one rule by code or slug.

        Raises:
            UserError: no such rule.
        """
        for rule in self.rules:
            if name.upper() == rule.code or name.lower() == rule.slug:
                return rule
        raise UserError([self._unknown(name)])

    def _named(self, selectors: Iterable[str]) -> set[str]:
        codes: set[str] = set()
        unknown: list[Problem] = []
        for selector in selectors:
            found = {r.code for r in self.rules if _selects(selector, r)}
            codes |= found
            if not found and selector.upper() != "ALL":
                unknown.append(self._unknown(selector))
        if unknown:
            raise UserError(unknown)
        return codes

    def _unknown(self, name: str) -> Problem:
        known = [n for r in self.rules for n in (r.code, r.slug, r.family)]
        hint = did_you_mean(name, known) or "`medlint rules` lists the rules"
        return Problem(path="rules", message=f'no rule is called "{name}"', hint=hint)


def _selects(selector: str, rule: Rule) -> bool:
    upper = selector.upper()
    return upper in {"ALL", rule.code, rule.family} or selector.lower() == rule.slug


def core_rules() -> Path:
    """Folder of the pack that ships with medlint: in the wheel, or in a checkout."""
    package = Path(__file__).resolve().parent
    inside = package / "_rules" / "core"
    return inside if inside.is_dir() else package.parents[1] / "rules" / "core"


def load_packs(paths: Sequence[Path]) -> RuleSet:
    """Load packs; the core pack's language tables serve all of them.

    Raises:
        UserError: every mistake in every file.
    """
    folders = [core_rules(), *(p for p in paths if p.resolve() != core_rules())]
    language = load_language(folders)
    problems: list[Problem] = []
    rules: list[Rule] = []
    for folder in folders:
        for path in _rule_paths(folder, problems):
            try:
                rules.append(_load_rule(path, language))
            except UserError as error:
                problems += error.problems
    problems += _duplicates(rules)
    problems += _yield_problems(rules)
    if problems:
        raise UserError(problems)
    return RuleSet(tuple(sorted(rules, key=lambda r: r.code)), language)


def _rule_paths(folder: Path, problems: list[Problem]) -> Iterator[Path]:
    manifest = folder / "pack.yml"
    if not manifest.is_file():
        hint = "a pack is a folder with pack.yml and one folder for each rule family"
        problems.append(Problem(path=str(folder), message="no pack.yml", hint=hint))
        return
    try:
        decode(PackFile, read_yaml_path(manifest))
    except UserError as error:
        problems += error.problems
    for path in sorted(folder.glob("*/*.y*ml")):
        if path.parent.name not in _NOT_RULES:
            yield path


def _load_rule(path: Path, language: Language) -> Rule:
    file = read_yaml_path(path)
    problems: list[Problem] = []
    data: Any = None
    try:
        data = decode(RuleFile, file, language.notation)
    except UserError as error:
        problems += error.problems
    kinds = [name for name in CHECKS if name in _mapping(file.value)]
    problems += _kind_problems(file, kinds)
    problems += _slug_problems(file, path)
    if len(kinds) == 1:
        problems += _message_problems(file, kinds[0])
    if problems:
        raise UserError(sorted(problems, key=lambda p: p.position or (0, 0)))
    rule = _rule(path, file, data, kinds[0])
    _check_names(file, rule, language)
    return _with_table(file, rule, language)


def _mapping(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _kind_problems(file: YamlFile, kinds: Sequence[str]) -> Iterator[Problem]:
    if not kinds:
        hint = "one of " + ", ".join(CHECKS)
        yield file.problem((), "the key that says what to look for is missing", hint)
    for extra in kinds[1:]:
        message = f'"{extra}" cannot stand beside "{kinds[0]}"'
        yield file.problem((extra,), message, "a rule has one kind", key=True)


def _slug_problems(file: YamlFile, path: Path) -> Iterator[Problem]:
    if not path.stem.replace("-", "").isalnum() or path.stem != path.stem.lower():
        message = "the file name is the rule's name: small letters and hyphens"
        yield file.problem((), message)


def _message_problems(file: YamlFile, kind: str) -> Iterator[Problem]:
    message = file.value.get("message")
    if not isinstance(message, str):
        return
    try:
        parts = list(string.Formatter().parse(message))
    except ValueError as error:
        yield file.problem(("message",), f"the message cannot be filled in: {error}")
        return
    known = CHECKS[kind].captures
    for _, name, layout, conversion in parts:
        if name is not None and name not in known:
            hint = did_you_mean(name, known)
            yield file.problem(("message",), f"unknown word {{{name}}}", hint)
        elif layout or conversion:
            hint = f"write {{{name}}} alone"
            yield file.problem(("message",), f"{{{name}}} takes no layout", hint)


def _rule(path: Path, file: YamlFile, data: Any, kind: str) -> Rule:
    examples = data.examples
    gaps = list(enumerate(examples.known_gap))
    bad = [_example(file, e, "bad", i) for i, e in enumerate(examples.bad)]
    good = [_example(file, e, "good", i) for i, e in enumerate(examples.good)]
    for i, gap in gaps:
        target, spec = (bad, gap.bad) if gap.bad else (good, gap.good)
        target.append(replace(_example(file, spec, "known-gap", i), gap=True))
    return Rule(
        code=data.code,
        slug=path.stem,
        title=data.title,
        severity=data.severity,
        confidence=data.confidence,
        message=data.message,
        why=data.why.strip(),
        kind=kind,
        spec=getattr(data, kind),
        silenced_by=data.support,
        evidence=tuple(Evidence(e.cite, e.url, e.accessed) for e in data.evidence),
        bad=tuple(bad),
        good=tuple(good),
        tags=tuple(data.tags),
        profiles=tuple(data.profiles),
        reviewed=data.reviewed.date,
        path=file.path,
    )


def _check_names(file: YamlFile, rule: Rule, language: Language) -> None:
    """Refuse a claim rule that asks for what no table has.

    Raises:
        UserError: every name that is unknown, with what was probably meant.
    """
    if isinstance(rule.spec, ClaimSpec):
        problems = [
            file.problem(
                ("claim", *place), f'"{name}" is unknown', did_you_mean(name, known)
            )
            for place, name, known in unknown_names(rule.spec, language.claims)
        ]
        if problems:
            raise UserError(problems)


def _with_table(file: YamlFile, rule: Rule, language: Language) -> Rule:
    """Give a rule that reads a table of facts the examples of its rows.

    Raises:
        UserError: there is no such table.
    """
    if not isinstance(rule.spec, FactRuleSpec):
        return rule
    name = rule.spec.table
    if name not in language.facts:
        hint = did_you_mean(name, language.facts)
        message = f'no table of facts is called "{name}"'
        raise UserError([file.problem(("fact", "table"), message, hint)])
    bad, good = language.facts[name].examples
    return replace(rule, bad=rule.bad + bad, good=rule.good + good)


def _example(file: YamlFile, spec: Any, group: str, index: int) -> Example:
    place = file.problem(("examples", group, index), "").position
    line = place.line if place else 0
    return Example(spec.text, spec.format, today=spec.today, line=line)


def _yield_problems(rules: Sequence[Rule]) -> Iterator[Problem]:
    codes = {rule.code for rule in rules}
    for rule in rules:
        for code in getattr(rule.spec, "yields_to", ()):
            if code not in codes:
                hint = did_you_mean(code, codes)
                message = f'it yields to "{code}", and no rule has this code'
                yield Problem(path=rule.path, message=message, hint=hint)


def _duplicates(rules: Sequence[Rule]) -> Iterator[Problem]:
    seen: dict[str, Rule] = {}
    for rule in rules:
        for name in (rule.code, rule.slug):
            if name in seen:
                message = f'"{name}" is already taken by {seen[name].path}'
                yield Problem(path=rule.path, message=message)
            seen.setdefault(name, rule)
