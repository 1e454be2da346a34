import pytest

from medlint.language.phrases import Notation
from medlint.language.resources import Language
from medlint.packs import RuleSet, core_rules, load_packs
from medlint.rule_tables import load_language


@pytest.fixture(scope="session")
def language() -> Language:
    return load_language([core_rules()])


@pytest.fixture(scope="session")
def notation(language: Language) -> Notation:
    return language.notation


@pytest.fixture(scope="session")
def ruleset() -> RuleSet:
    return load_packs([])
