"""What `explain FILE:LINE` says of a claim: its parts, its axes, its gates."""

from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner

from medlint.cli import active, main
from medlint.packs import RuleSet

Explain = Callable[..., str]


@pytest.fixture
def explain(here: Path, ruleset: RuleSet, monkeypatch: pytest.MonkeyPatch) -> Explain:
    """Explain a place of a text with the claim rules that ship."""
    codes = ["CLM001", "CLM002", "CLM006", "CLM012"]
    chosen = ruleset.select(codes, [])
    monkeypatch.setattr(active, "load_packs", lambda folders: chosen)  # noqa: ARG005 - the real one takes folders

    def run(text: str, line: int = 1, column: int = 0) -> str:
        (here / "a.md").write_text(text, encoding="utf-8")
        place = f"a.md:{line}" + (f":{column}" if column else "")
        result = CliRunner().invoke(main, ["explain", place], prog_name="medlint")
        assert result.exit_code == 0, result.output
        return result.stdout

    return run


def parts(output: str) -> dict[str, str]:
    """The parts of the only claim on the page."""
    assert output.count("claim: ") == 1
    lines = [line.split(maxsplit=1) for line in output.splitlines()]
    names = ("who", "does", "what", "axes")
    return {line[0]: line[1] for line in lines if line and line[0] in names}


def test_a_claim_that_is_reported(explain: Explain) -> None:
    output = explain("Garlic cures the flu.\n")
    claim, rule, count = output.split("\n\n")
    assert (
        claim
        == """\
claim: cure, strength 5 of 5
  |
1 | Garlic cures the flu.
  |        ^^^^^^^^^^^^^
  who   "Garlic" (remedies/garlic): named
  does  "cures", finite
  what  "flu" (conditions/flu)
  axes  none: the page asserts it"""
    )
    assert rule.startswith(
        """\
CLM002 unproven-remedy-treats-disease: reported
  |
1 | Garlic cures the flu.
  |        ^^^^^^^^^^^^^
  - accepted care does not hold
  - not asserted does not hold
  - cited: paragraph does not hold: no citation in the paragraph
"""
    )
    assert "  + " not in rule
    assert count == "1 looked at on a.md:1 by 4 rules.\n"


PARTS = [
    # text, who, does, what
    (
        "Honey and turmeric cure gout and flu.",
        '"Honey" (remedies/honey) and "turmeric" (remedies/turmeric): named',
        '"cure", base',
        '"gout" (conditions/gout), "flu" (conditions/flu)',
    ),
    ("Gout is cured by turmeric.", '"turmeric" (remedies/turmeric): named', '"cured", past', '"Gout" (conditions/gout)'),
    ("Gout can be cured.", "not named: nobody", '"cured", past', '"Gout" (conditions/gout)'),
    ("Cure gout today.", "not named: order", '"Cure", base', '"gout" (conditions/gout)'),
    ("He cured gout.", "not named: person", '"cured", past', '"gout" (conditions/gout)'),
    ("Blorbomax is good for gout.", "not named: unknown", '"good for", phrase', '"gout" (conditions/gout)'),
    ("Turmeric is safe and effective.", '"Turmeric" (remedies/turmeric): named', '"safe and effective", phrase', "nothing"),
    ("Turmeric has anti-tumor effects.", '"Turmeric" (remedies/turmeric): named', '"anti-tumor", property', '"anti-tumor" (conditions/cancer)'),
]  # fmt: skip


@pytest.mark.parametrize(("text", "who", "does", "what"), PARTS)
def test_the_parts_of_a_claim(
    text: str, who: str, does: str, what: str, explain: Explain
) -> None:
    shown = parts(explain(text))
    assert (shown["who"], shown["does"], shown["what"]) == (who, does, what)


ORIGINS = [
    (
        "Turmeric is a root. It cures gout.",
        1,
        "inherited, pronoun, the sentence before",
    ),
    ("# Turmeric\n\nIt cures gout.", 3, "inherited, pronoun, the heading"),
    ("Turmeric:\n\n- cures gout", 3, "inherited, implied, the list's opening words"),
]


@pytest.mark.parametrize(("text", "line", "how"), ORIGINS)
def test_where_a_subject_comes_from(
    text: str, line: int, how: str, explain: Explain
) -> None:
    who = parts(explain(text, line))["who"]
    assert who == f'"Turmeric" (remedies/turmeric): {how}'


AXES = [
    ("Garlic does not cure the flu.", 'negated ("not")'),
    ("Does garlic cure the flu?", 'questioned ("?")'),
    ("Garlic may cure the flu.", 'hedged ("may")'),
    ("Myth: garlic cures the flu.", 'debunked ("Myth")'),
    ("If garlic cured the flu, we would know.", 'conditional ("If")'),
    ("Garlic cures the flu.", "none: the page asserts it"),
]


@pytest.mark.parametrize(("text", "axes"), AXES)
def test_the_axes_of_a_claim(text: str, axes: str, explain: Explain) -> None:
    assert axes in parts(explain(text))["axes"]


GATES = [
    ("Garlic does not cure the flu.", '+ not asserted holds: negated: "not"'),
    ("Does garlic cure the flu?", '+ not asserted holds: questioned: "?"'),
    ("Garlic cures the flu [3].", '+ cited: paragraph holds: "[3]"'),
    ("Garlic cures the flu. There is not enough evidence that it does.", "+ the next sentence says what is not known holds"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "gate"), GATES)
def test_the_gate_that_silences(text: str, gate: str, explain: Explain) -> None:
    output = explain(text)
    assert "CLM002 unproven-remedy-treats-disease: silent" in output
    assert f"\n  {gate}" in output
    assert ": reported" not in output


def test_a_gate_of_knowledge(explain: Explain) -> None:
    output = explain("Vitamin C prevents scurvy.")
    assert "CLM002 unproven-remedy-treats-disease: silent" in output
    assert "\n  + accepted care holds: " in output


def test_a_claim_that_no_rule_asks_for_is_shown(explain: Explain) -> None:
    output = explain("Antibiotics treat pneumonia.")
    assert output.startswith("claim: treat, strength 4 of 5\n")
    assert output.endswith("None of 4 rules found anything on a.md:1.\n")


def test_nothing_is_claimed(explain: Explain) -> None:
    output = explain("The weather is fine.")
    assert output == "None of 4 rules found anything on a.md:1.\n"


def test_a_line_and_a_column(explain: Explain) -> None:
    text = "Garlic cures the flu. Honey prevents gout.\n\nZinc treats asthma.\n"
    both = explain(text)
    assert both.count("claim: ") == 2
    assert explain(text, 1, 9).count("claim: ") == 1
    assert "prevents" in explain(text, 1, 30).partition("CLM")[0]
    assert "claim: " not in explain(text, 1, 1)
    assert parts(explain(text, 3))["does"] == '"treats", finite'


def test_each_claim_of_a_line_is_shown_in_order(explain: Explain) -> None:
    output = explain("Garlic cures flu, and zinc prevents gout.")
    shown = [line for line in output.splitlines() if line.startswith("claim: ")]
    assert shown == ["claim: cure, strength 5 of 5", "claim: prevent, strength 4 of 5"]


def test_long_parts_are_wrapped_and_control_signs_shown(explain: Explain) -> None:
    conditions = "gout, asthma, eczema, flu, depression, migraine, cancer and stroke"
    output = explain(f"Turmeric treats {conditions}.\n")
    lines = output.splitlines()
    (first,) = [i for i, line in enumerate(lines) if line.startswith("  what  ")]
    assert lines[first + 1].startswith(" " * 8)
    assert all(len(line) <= 100 for line in lines)
    assert "\x1b" not in explain("Turmeric cures \x1b[31m gout.")
