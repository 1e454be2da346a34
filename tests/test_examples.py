"""Every example of every rule that ships, in every form."""

import pytest

from medlint.packs import RuleSet, load_packs
from medlint.testing import run_examples, unused_exceptions

CODES = [rule.code for rule in load_packs([]).rules]


@pytest.mark.parametrize("code", CODES)
def test_examples_of(code: str, ruleset: RuleSet) -> None:
    failed = [
        f"{o.rule.path}:{o.example.line} ({o.variant}): {failure}"
        for o in run_examples(ruleset.select([code]))
        for failure in o.failures
    ]
    assert not failed, "\n".join(failed)


@pytest.mark.parametrize("code", CODES)
def test_every_exception_of_is_needed_by_an_example(
    code: str, ruleset: RuleSet
) -> None:
    unused = list(unused_exceptions(ruleset.select([code])))
    assert not unused, "\n".join(problem.message for problem in unused)


@pytest.mark.parametrize("code", CODES)
def test_enough_examples_of(code: str, ruleset: RuleSet) -> None:
    rule = ruleset.by_name(code)
    assert sum(not example.gap for example in rule.bad) >= 3
    assert sum(not example.gap for example in rule.good) >= 4
