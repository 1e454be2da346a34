import os

import pytest
from hypothesis import settings

from medlint.language.phrases import Notation
from medlint.language.resources import Language
from medlint.packs import RuleSet, core_rules, load_packs
from medlint.rule_tables import load_language

# A red run must be red for everybody; HYPOTHESIS_RANDOM=1 looks for new failures.
settings.register_profile("repeatable", derandomize=True, deadline=None)
if not os.environ.get("HYPOTHESIS_RANDOM"):
    settings.load_profile("repeatable")


@pytest.fixture(scope="session")
def language() -> Language:
    return load_language([core_rules()])


@pytest.fixture(scope="session")
def notation(language: Language) -> Notation:
    return language.notation


@pytest.fixture(scope="session")
def ruleset() -> RuleSet:
    return load_packs([])
