"""The catalogue's sentences: each true positive fires, each true negative does not."""

import pytest

from medlint.packs import RuleSet, load_packs
from medlint.schema import read_yaml_path
from tests.rules import lint
from tests.shared import SHARED

CATALOGUE = SHARED / "catalogue.yml"


def sentences() -> list[tuple[str, str, bool]]:
    if not CATALOGUE.is_file():
        return []
    families = read_yaml_path(CATALOGUE).value
    rules = [rule for family in families for rule in family["rules"]]
    pairs = [(r["code"], r[k], k == "tp") for r in rules for k in ("tp", "tn")]
    written = {rule.code for rule in load_packs([]).rules}
    # In brackets stand descriptions of whole articles, not sentences.
    return [p for p in pairs if p[0] in written and not p[1].startswith("(")]


@pytest.mark.parametrize(("code", "text", "fires"), sentences())
def test_catalogue(code: str, text: str, *, fires: bool, ruleset: RuleSet) -> None:
    report = lint(ruleset.select([code]), text)
    assert bool(report.findings) == fires
