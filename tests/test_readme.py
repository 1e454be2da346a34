"""What the README shows is what happens."""

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from medlint.cli import main
from medlint.language.predicates import PredicatesFile
from medlint.packs import core_rules, load_packs
from medlint.schema import decode, read_yaml, read_yaml_path
from medlint.testing import run_examples, unused_exceptions
from tests.rules import lint

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    found = re.findall(
        rf"^( *)```{language}\n(.*?)^\1```", README, re.MULTILINE | re.DOTALL
    )
    return [
        "\n".join(line.removeprefix(indent) for line in body.splitlines()) + "\n"
        for indent, body in found
    ]


def test_the_finding_is_a_real_one() -> None:
    (shown,) = blocks("text")
    article = ROOT / "corpus" / "turmeric-joint-pain.md"
    runner = CliRunner(env={"COLUMNS": "100", "NO_COLOR": "1", "FORCE_COLOR": None})
    result = runner.invoke(main, ["check", str(article), "--isolated"])
    real = result.stdout.replace(str(article), "corpus/turmeric-joint-pain.md")
    assert shown.strip() in real


def test_the_first_rule_works(tmp_path: Path) -> None:
    manifest, rule = (
        b for b in blocks("yaml") if "HOUSE001" in b or "name: house" in b
    )
    (tmp_path / "style").mkdir()
    (tmp_path / "pack.yml").write_text(manifest)
    (tmp_path / "style" / "detox.yml").write_text(rule)
    ruleset = load_packs([tmp_path]).select(["HOUSE001"])
    failed = [o for o in run_examples(ruleset) if o.failures]
    assert not failed
    assert not list(unused_exceptions(ruleset))


def test_links_lead_somewhere() -> None:
    for target in re.findall(r"\]\((?!http)([^)#]+)", README):
        assert (ROOT / target).exists(), target


def test_it_never_says_to_install_by_bare_name() -> None:
    assert not re.search(r"(pip|pipx|uv tool) install medlint\b", README)


def guide_blocks() -> list[str]:
    guide = (ROOT / "docs" / "writing-rules.md").read_text(encoding="utf-8")
    return re.findall(r"```yaml\n(.*?)```", guide, re.DOTALL)


def guide_block(words: str) -> str:
    """The only example in the guide that holds some words."""
    (block,) = [block for block in guide_blocks() if words in block]
    return block


@pytest.mark.parametrize("block", guide_blocks())
def test_every_example_in_the_guide_is_yaml(block: str) -> None:
    assert read_yaml("guide", block).value


def test_the_example_in_the_guide_loads(tmp_path: Path) -> None:
    rule, table = guide_block("code: EVD005"), guide_block("id: knuckles")
    (tmp_path / "hype").mkdir()
    (tmp_path / "facts").mkdir()
    (tmp_path / "facts" / "knuckles.yml").write_text(table)
    (tmp_path / "pack.yml").write_text("name: x\nversion: '1'\nlicence: none\n")
    text = rule.replace("EVD005", "HYPE001")
    (tmp_path / "hype" / "hype.yml").write_text(text)
    ruleset = load_packs([tmp_path]).select(["HYPE001"])
    assert "knuckles" in ruleset.language.facts
    assert not [o for o in run_examples(ruleset) if o.failures]


def test_the_claim_rule_in_the_guide_works(tmp_path: Path) -> None:
    rule, approved = guide_block("code: HOUSE010"), guide_block("approved:")
    (tmp_path / "joints").mkdir()
    (tmp_path / "pack.yml").write_text("name: x\nversion: '1'\nlicence: none\n")
    (tmp_path / "joints" / "glucosamine.yml").write_text(rule)
    ruleset = load_packs([tmp_path]).select(["HOUSE010"])
    assert not [o for o in run_examples(ruleset) if o.failures]
    assert not list(unused_exceptions(ruleset))
    (text,) = re.findall(r'text: "(.*)"', approved)
    assert lint(ruleset, text).findings
    (tmp_path / "claims.yml").write_text(approved)
    assert not lint(load_packs([tmp_path]).select(["HOUSE010"]), text).findings


def test_the_guide_names_all_classes_of_predicates() -> None:
    guide = (ROOT / "docs" / "writing-rules.md").read_text(encoding="utf-8")
    file = read_yaml_path(core_rules() / "language" / "predicates.yml")
    for name, spec in decode(PredicatesFile, file).classes.items():
        rows = re.findall(rf"^\|.*`{name}`.*\| (\d) \|", guide, re.MULTILINE)
        assert rows == [str(spec.strength)], name
