"""The prefilter makes linting fast and changes nothing else."""

import json
from datetime import date
from itertools import islice
from pathlib import Path

import pytest

from medlint.linter import Linter
from medlint.packs import RuleSet
from medlint.rule import MARK_END, MARK_START
from medlint.source import FORMATS, Format, SourceFile, read_source
from tests.shared import shared

TODAY = date(2026, 11, 22)
CORPUS = Path(__file__).parents[1] / "corpus"


@pytest.fixture(scope="module")
def on(ruleset: RuleSet) -> Linter:
    return Linter(ruleset, today=TODAY)


@pytest.fixture(scope="module")
def off(ruleset: RuleSet) -> Linter:
    return Linter(ruleset, today=TODAY, prefilter=False)


def assert_same(on: Linter, off: Linter, source: SourceFile) -> None:
    assert on.lint(source) == off.lint(source)
    assert on.trace(source) == off.trace(source)


@pytest.mark.parametrize(
    "path",
    sorted(p for p in CORPUS.iterdir() if p.suffix in FORMATS),
    ids=lambda path: path.stem,
)
def test_it_changes_nothing_in_the_corpus(path: Path, on: Linter, off: Linter) -> None:
    assert_same(on, off, read_source(str(path)))


CLAIMS = [
    "Turmeric cures cancer, arthritis and asthma.",
    "Cancer is cured by apricot kernels.",
    "Warts disappear. With garlic, a cold is cured within days.",
    "Is cancer curable? Yes. Cancer has been treated with cannabis oil.",
    "Cancer-fighting mushrooms are sold here. Its anti-tumor effects are proven.",
    "Buy our pain relief patch. It eases migraine, gout and nerve pain.",
    "Our capsules contain zinc. This formula treats influenza viruses.",
    "Stop taking metformin. Just stop taking it, and use cinnamon instead.",
    "The benefits of turmeric for arthritis are many.",
    "Ivermectin, used for scabies, prevents COVID-19.",
    "It works for a wide variety of conditions including eczema, acne and more.",
    "Asthma is common, and can be cured with black seed oil.",
    "This tea helps heart disease research. It treats heart disease.",
    "Reishi: fights viral infections; lowers blood pressure.",
    "He drank it.Garlic cures colds.And it treats flu",
    "## Kratom\n\n- Relieves pain\n- Treats opioid addiction\n",
    "Autoimmune and skin disorders are healed by CBD. PTSD, too, is healed by it.",
    "A cohort study of 900 nurses found that naps halve the risk of stroke.",
    "Mice were given garlic. It reverses diabetes. Then 20 mice slept.",
    "In a pilot study of 18 men, the pill cured gout. By lowering LDL, it stops strokes.",
]


@pytest.mark.parametrize("text", CLAIMS)
def test_it_changes_nothing_in_claims(text: str, on: Linter, off: Linter) -> None:
    assert_same(on, off, SourceFile("x.md", Format.MARKDOWN, text))
    assert_same(on, off, SourceFile("x.md", Format.MARKDOWN, " ".join(CLAIMS) + text))


def test_it_changes_nothing_in_the_examples_of_claim_rules(
    on: Linter, off: Linter
) -> None:
    rules = [rule for rule in on.ruleset.rules if rule.kind == "claim"]
    for example in (e for rule in rules for e in (*rule.bad, *rule.good)):
        text = example.text.replace(MARK_START, "").replace(MARK_END, "")
        source = SourceFile("x", FORMATS["." + example.format], text)
        assert on.lint(source) == off.lint(source)


def test_it_changes_nothing_in_some_real_pages(on: Linter, off: Linter) -> None:
    with shared("data", "clean_docs.jsonl").open(encoding="utf-8") as lines:
        for line in islice(lines, 0, None, 60):
            page = json.loads(line)
            assert_same(on, off, SourceFile(page["id"], Format.PLAIN, page["text"]))


def test_it_changes_nothing_in_some_real_sites(on: Linter, off: Linter) -> None:
    for path in sorted(shared("data", "sites").rglob("*.md"))[::16]:
        assert_same(on, off, read_source(str(path)))


def test_findings_are_traced_with_all_their_gates(ruleset: RuleSet) -> None:
    text = "Smith et al. found a cure. According to the experts, it always works."
    linter = Linter(ruleset, today=TODAY)
    source = SourceFile("x.md", Format.MARKDOWN, text)
    traced = {
        (c.match.rule.code, c.location.span): c.match.gates
        for c in linter.trace(source)
        if not c.match.cleared
    }
    findings = linter.lint(source).findings
    assert findings
    assert {(f.code, f.location.span): f.gates for f in findings} == traced
