"""The annotated articles: findings at the places an editor marked, and no others.

A mark with `missed: true` is a known miss: it stays in the file, and the test fails
once it is found.
"""

from collections import Counter
from pathlib import Path

import pytest

from medlint.linter import Linter
from medlint.packs import RuleSet
from medlint.schema import read_yaml_path
from medlint.source import read_source

CORPUS = Path(__file__).parents[1] / "corpus"
ANNOTATED = sorted(CORPUS.glob("*.findings.yml"))


@pytest.mark.parametrize("path", ANNOTATED, ids=lambda path: path.stem)
def test_findings_are_where_the_editor_marked_them(
    path: Path, ruleset: RuleSet
) -> None:
    annotated = read_yaml_path(path).value
    article = path.with_name(path.name.replace(".findings.yml", ".md"))
    report = Linter(ruleset, today=annotated["today"]).lint(read_source(str(article)))
    assert not report.problems
    found = Counter((f.code, f.location.start.line, f.excerpt) for f in report.findings)
    marked = [(f, (f["code"], f["line"], f["text"])) for f in annotated["findings"]]
    wanted = Counter(key for f, key in marked if not f.get("missed"))
    missed = Counter(key for f, key in marked if f.get("missed"))
    assert not found - wanted, "found, but not marked (or marked as missed)"
    assert not wanted - found, "marked, but not found"
    assert not missed & found


def test_every_article_is_annotated() -> None:
    articles = {path.stem for path in CORPUS.glob("*.md")}
    assert articles == {path.name.removesuffix(".findings.yml") for path in ANNOTATED}
