from datetime import date

import pytest

from medlint.errors import UserError
from medlint.language.resources import Language
from medlint.linter import Linter
from medlint.source import Format, SourceFile
from tests.rules import excerpts, lint, one_rule


def found(spec: str, text: str, language: Language) -> list[str]:
    return excerpts(
        lint(one_rule("phrase", spec, language, "found {match}"), text).findings
    )


@pytest.mark.parametrize(
    ("condition", "text", "excepted"),
    [
        ("negated", "There is no cure.", True),
        ("negated", "There is a cure.", False),
        ("{before: [rapid], within: 1}", "A rapid new cure.", True),
        ("{before: [rapid], within: 1}", "A rapid and new cure.", False),
        ("{before: [rapid]}", "A cure, not rapid.", False),
        ("{after: [rate], within: 0}", "The cure rate rose.", True),
        ("{after: [rate], within: 0}", "The cure had a rate.", False),
        ("{inside: [rest cure]}", "She took a rest cure.", True),
        ("{inside: [rest cure]}", "A rest and a cure.", False),
        ("{sentence: [trial]}", "The trial found a cure.", True),
        ("{sentence: [trial]}", "It is a trial. A cure came.", False),
        ("{sentence: [cure]}", "A cure came.", False),
        ("{next-sentence: ['no']}", "A cure? No, not yet.", True),
        ("{next-sentence: ['no']}", "A cure? Well. No, not yet.", False),
        ("{paragraph: [myth]}", "A cure came. It is a myth.", True),
        ("{paragraph: [myth]}", "A cure came.\n\nIt is a myth.", False),
        ("{document: [myth]}", "A cure came.\n\nIt is a myth.", True),
        ("{linked: true}", "A [rest cure](/x) for all.", True),
        ("{linked: true}", "A [rest](/x) cure for all.", False),
        ("{heading: [scams]}", "# Scams\n\n## One\n\nA cure came.", True),
        ("{heading: [scams]}", "# Scams\n\n# Other\n\nA cure came.", False),
        ("{before: [{regex: '\\d%'}]}", "At 5% a cure came.", True),
        ("{around: [trial]}", "A trial ran. A cure came. It rained.", True),
        ("{around: [trial]}", "A trial ran. It rained. A cure came.", False),
        ("{around: [trial]}", "A cure came. It was a trial.", True),
        ("{around: [trial]}", "A cure came. It rained. A trial ran.", False),
        ("{around: [trial]}", "The trial found a cure.", True),
        ("{around: [trial]}", "# A cure\n\nIt was a trial. It rained.", True),
        ("{around: [trial]}", "It rained. A trial ran.\n\nA cure came.", True),
        ("{around: [trial]}", "A trial ran. It rained.\n\nA cure came.", False),
        ("{around: [trial]}", "| a cure | trial |\n| - | - |\n| x | y |\n", True),
        ("{around: [trial]}", "| a cure | x |\n| - | - |\n| y | trial |\n", False),
        ("{around: [cure]}", "It rained. A cure came. It rained.", False),
        ("{section: [trial]}", "# One\n\nA cure came.\n\nA trial ran.", True),
        ("{section: [trial]}", "# Trial\n\nA cure came.", True),
        ("{section: [trial]}", "# One\n\nA trial ran.\n\n# Two\n\nA cure came.", False),
        ("{section: [trial]}", "A cure came.\n\nA trial ran.", True),
        ("{cited: sentence}", "A cure came.[1] It rained.", True),
        ("{cited: sentence}", "A cure came. It rained.[1]", False),
        ("{cited: paragraph}", "A cure came. It rained.[1]", True),
        ("{cited: paragraph}", "A cure came. ([Lee](https://x.org/a))", True),
        ("{cited: paragraph}", "A cure came.\n\nIt rained.[1]", False),
        (
            "{cited: paragraph}",
            "See [Lee](https://x.org/a):\n\n- One.\n- A cure.",
            True,
        ),
        ("{cited: paragraph}", "Two things:\n\n- One.[1]\n- A cure.", False),
        (
            "{cited: sentence}",
            "See [Lee](https://x.org/a):\n\n- One.\n- A cure.",
            False,
        ),
        ("{cited: paragraph}", "| a cure | x [1] |\n| - | - |\n| x | y |\n", True),
    ],
)
def test_exceptions(
    condition: str, text: str, *, excepted: bool, language: Language
) -> None:
    spec = f"{{any: [cure], unless: [{condition}]}}"
    assert found(spec, text, language) == ([] if excepted else ["cure"])
    near = spec.replace("unless", "near")
    assert found(near, text, language) == (["cure"] if excepted else [])


def test_kinds_of_block(language: Language) -> None:
    text = "# cure one\n\ncure two\n\n- cure three\n\n> cure four\n\n| cure five |\n| - |\n| cure six |\n"
    spec = "{any: [{regex: 'cure \\w+'}], in: [heading, list-item, table-cell]}"
    assert found(spec, text, language) == [
        "cure one",
        "cure three",
        "cure five",
        "cure six",
    ]


def test_reference_lists_are_never_read(language: Language) -> None:
    text = "A cure.\n\n## References\n\n1. A cure. J Test. 2020.\n\n[^1]: A cure.\n"
    assert found("{any: [cure]}", text, language) == ["cure"]


@pytest.mark.parametrize(
    ("once", "lines"),
    [("never", [1, 1, 3]), ("paragraph", [1, 3]), ("document", [1])],
)
def test_once(once: str, lines: list[int], language: Language) -> None:
    ruleset = one_rule(
        "phrase", f"{{any: [cure], once: {once}}}", language, "found {match}"
    )
    report = lint(ruleset, "A cure, a cure.\n\nA cure.")
    assert [f.location.start.line for f in report.findings] == lines
    others = 3 - len(lines)
    assert sum(len(f.related) for f in report.findings) == others


def test_of_overlapping_matches_the_longest_first_one_counts(
    language: Language,
) -> None:
    spec = "{any: [cure, miracle cure, cure for all]}"
    assert found(spec, "A miracle cure for all.", language) == ["miracle cure"]


def test_a_finding_says_which_gates_were_tested(language: Language) -> None:
    spec = "{any: [cure], unless: [negated, {inside: [rest cure], because: a spa}]}"
    ruleset = one_rule("phrase", spec, language, "found {match}")
    (finding,) = lint(ruleset, "A cure.").findings
    assert [(g.name, g.passed) for g in finding.gates] == [
        ("negated", False),
        ("a spa", False),
    ]
    linter = Linter(ruleset, today=date(2026, 1, 1))
    (found,) = linter.trace(SourceFile("x.md", Format.MARKDOWN, "No cure."))
    assert found.match.cleared
    assert found.match.gates[0].note == '"No"'


def test_the_message_is_filled_in(language: Language) -> None:
    ruleset = one_rule("phrase", "{any: [cure~]}", language, "found {match}")
    (finding,) = lint(ruleset, "It *cu&shy;red* me.").findings
    assert finding.message == "found cured"
    assert finding.excerpt == "cu&shy;red"


def test_a_condition_is_one_thing(language: Language) -> None:
    with pytest.raises(UserError, match="exactly one of context, linked, cited"):
        one_rule(
            "phrase",
            "{any: [cure], unless: [{cited: sentence, linked: true}]}",
            language,
            "found {match}",
        )


def test_the_gate_names_the_citation(language: Language) -> None:
    spec = "{any: [cure], unless: [{cited: paragraph}]}"
    ruleset = one_rule("phrase", spec, language, "found {match}")
    linter = Linter(ruleset, today=date(2026, 1, 1))
    (found,) = linter.trace(SourceFile("x.md", Format.MARKDOWN, "A cure.[1]"))
    (gate,) = found.match.gates
    assert (gate.name, gate.passed, gate.note) == ("cited: paragraph", True, '"[1]"')
