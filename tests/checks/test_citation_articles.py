"""Every planted error is found, and nothing else; the clean twins are silent."""

import pytest

from medlint.packs import RuleSet
from tests.checks.citation_articles import FAMILIES, STORIES, Story
from tests.rules import lint

CODES = [f"CIT0{n:02}" for n in (4, *range(7, 16))]
CASES = [
    pytest.param(story, family, id=f"{story.name} ({family})")
    for story in STORIES
    for family in FAMILIES
]


def found(
    ruleset: RuleSet, story: Story, family: str, *, planted: bool
) -> dict[str, list[str]]:
    text = FAMILIES[family](story, planted=planted)
    suffix = "html" if family == "html" else "md"
    findings = lint(ruleset.select(CODES), text, suffix).findings
    codes = sorted({finding.code for finding in findings})
    return {c: [f.excerpt for f in findings if f.code == c] for c in codes}


@pytest.mark.parametrize(("story", "family"), CASES)
def test_planted(story: Story, family: str, ruleset: RuleSet) -> None:
    got = found(ruleset, story, family, planted=True)
    if family not in story.only:
        assert not set(got) & set(story.found)
        return
    assert set(got) == set(story.found)
    for code, piece in story.found.items():
        assert len(got[code]) == 1
        assert piece in got[code][0]


@pytest.mark.parametrize(("story", "family"), CASES)
def test_clean_twin(story: Story, family: str, ruleset: RuleSet) -> None:
    assert found(ruleset, story, family, planted=False) == {}
