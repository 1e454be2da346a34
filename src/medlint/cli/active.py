"""Which settings and rules are in force for a command."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from medlint.config import Config, find_config, load_config
from medlint.errors import Problem, UserError
from medlint.finding import Severity
from medlint.packs import RuleSet, load_packs
from medlint.references.record import Reference
from medlint.references.sidefiles import read_side_file
from medlint.rule import Rule

Locate = Callable[[int, str, str], Problem]
"""From the number of a selector, a message and a hint to a problem at its place."""


def active_config(config: Path | None, *, isolated: bool) -> Config:
    """Return the settings in force.

    Raises:
        UserError: a settings file with mistakes, or one beside `isolated`.
    """
    if config is not None and isolated:
        message = "--isolated reads no settings; leave out one of the two"
        raise UserError([Problem(path="--config", message=message)])
    if config is not None:
        return load_config(config)
    return Config() if isolated else find_config(Path.cwd())


def active_packs(config: Config, packs: Sequence[Path]) -> RuleSet:
    """Load every rule of the core pack and the packs in force.

    Raises:
        UserError: mistakes in rule files.
    """
    return load_packs(packs or [config.folder / p for p in config.settings.packs])


def active_library(config: Config) -> tuple[Reference, ...]:
    """Read the files of references that the settings name.

    Raises:
        UserError: files that are missing or cannot be read, all their mistakes.
    """
    found: list[Reference] = []
    problems: list[Problem] = []
    for i, name in enumerate(config.settings.references):
        path = config.folder / name
        try:
            found += read_side_file(str(path), path.read_text("utf-8-sig"))
        except UserError as error:
            problems += error.problems
        except (OSError, UnicodeDecodeError) as error:
            message = f"{path} cannot be read: {_cause(error)}"
            problems.append(config.problem(("references", i), message))
    if problems:
        raise UserError(problems)
    return tuple(found)


def _cause(error: OSError | UnicodeDecodeError) -> str:
    if isinstance(error, OSError):
        return (error.strerror or str(error)).lower()
    return f"byte {error.start} is not UTF-8"


def active_rules(
    ruleset: RuleSet,
    config: Config,
    *,
    select: Sequence[str] = (),
    extend_select: Sequence[str] = (),
    ignore: Sequence[str] = (),
) -> RuleSet:
    """Switch on what the settings and the command line ask for.

    `select` starts afresh; the other two change what the settings select.

    Raises:
        UserError: names of no rule, all of them with their places.
    """
    named = _Named(ruleset)
    levels = _levels(named, config)
    off = {code for code, level in levels.items() if level == "off"}
    configured = _configured(named, config) - off
    selected = named.codes(select, _option("--select"))
    extended = named.codes(extend_select, _option("--extend-select"))
    ignored = named.codes(ignore, _option("--ignore"))
    if named.problems:
        raise UserError(named.problems)
    chosen = ((selected if select else configured) | extended) - ignored
    rules = [_at(rule, levels) for rule in ruleset.rules if rule.code in chosen]
    if not rules:
        message = "no rule is left to check with"
        raise UserError([Problem(path="rules", message=message)])
    return replace(ruleset, rules=tuple(rules))


class _Named:
    """Resolves names of rules, keeping the mistakes."""

    def __init__(self, ruleset: RuleSet) -> None:
        self.problems: list[Problem] = []
        self._ruleset = ruleset

    def codes(self, selectors: Iterable[str], locate: Locate) -> set[str]:
        found: set[str] = set()
        for i, selector in enumerate(selectors):
            try:
                rules = self._ruleset.select([selector]).rules
            except UserError as error:
                for problem in error.problems:
                    self.problems.append(locate(i, problem.message, problem.hint))
            else:
                found |= {rule.code for rule in rules}
        return found


def _configured(named: _Named, config: Config) -> set[str]:
    settings = config.settings
    selected = named.codes(settings.select or ["ALL"], _setting(config, "select"))
    extended = named.codes(settings.extend_select, _setting(config, "extend-select"))
    return (selected | extended) - named.codes(
        settings.ignore, _setting(config, "ignore")
    )


def _levels(named: _Named, config: Config) -> dict[str, str]:
    """Levels by code as the settings change them; a single rule beats its family."""
    changes: list[tuple[set[str], str]] = []
    for name, rule in config.settings.rules.items():
        codes = named.codes([name], _rule_setting(config, name))
        changes += [(codes, rule.severity)] if rule.severity else []
    changes.sort(key=lambda change: -len(change[0]))
    return {code: level for codes, level in changes for code in codes}


def _at(rule: Rule, levels: Mapping[str, str]) -> Rule:
    level = levels.get(rule.code, "off")
    return rule if level == "off" else replace(rule, severity=Severity(level))


def _option(name: str) -> Locate:
    return lambda _, message, hint: Problem(path=name, message=message, hint=hint)


def _setting(config: Config, key: str) -> Locate:
    return lambda i, message, hint: config.problem((key, i), message, hint)


def _rule_setting(config: Config, name: str) -> Locate:
    return lambda _, message, hint: config.problem(("rules", name), message, hint)
