"""Which settings and rules are in force for a command."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

from medlint.config import Config, find_config, load_config
from medlint.errors import Problem, UserError
from medlint.finding import Severity
from medlint.packs import RuleSet, load_packs
from medlint.rule import Rule

Locate = Callable[[int, str, str], Problem]
"""From the number of a selector, a message and a hint to a problem at its place."""


def active_config(config: Path | None, *, isolated: bool) -> Config:
    """Return the settings in force.

    Raises:
        UserError: a settings file with mistakes.
    """
    if config is not None:
        return load_config(config)
    return Config() if isolated else find_config(Path.cwd())


def active_packs(config: Config, packs: Sequence[Path]) -> RuleSet:
    """Load every rule of the core pack and the packs in force.

    Raises:
        UserError: mistakes in rule files.
    """
    return load_packs(packs or [config.folder / p for p in config.settings.packs])


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
    configured = _configured(named, config)
    selected = named.codes(select, _option("--select")) if select else configured
    extended = named.codes(extend_select, _option("--extend-select"))
    ignored = named.codes(ignore, _option("--ignore"))
    levels = _levels(named, config)
    if named.problems:
        raise UserError(named.problems)
    chosen = (selected | extended) - ignored
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
    extend = _setting(config, "extend-select")
    ignore = named.codes(settings.ignore, _setting(config, "ignore"))
    off = [name for name, rule in settings.rules.items() if rule.severity == "off"]
    switched_off = named.codes(off, _setting(config, "rules"))
    extended = named.codes(settings.extend_select, extend)
    return (selected | extended) - ignore - switched_off


def _levels(named: _Named, config: Config) -> dict[str, Severity]:
    """Severity by code, as the settings change it."""
    levels: dict[str, Severity] = {}
    for name, changes in config.settings.rules.items():
        at = _setting_at(config, ("rules", name))
        codes = named.codes([name], at) if changes.severity != "off" else set()
        if changes.severity:
            levels |= {code: Severity(changes.severity) for code in codes}
    return levels


def _at(rule: Rule, levels: dict[str, Severity]) -> Rule:
    return replace(rule, severity=levels.get(rule.code, rule.severity))


def _option(name: str) -> Locate:
    return lambda _, message, hint: Problem(path=name, message=message, hint=hint)


def _setting(config: Config, key: str) -> Locate:
    return lambda i, message, hint: config.problem((key, i), message, hint)


def _setting_at(config: Config, key: tuple[str, ...]) -> Locate:
    return lambda _, message, hint: config.problem(key, message, hint)
