from pathlib import Path

import pytest

from medlint.document import BlockKind
from medlint.testing import run_examples, unused_exceptions
from medlint.variants import variants
from tests.rules import rule_of


def names(text: str, suffix: str = "md", *kinds: BlockKind) -> set[str]:
    reads = (lambda kind: kind in kinds) if kinds else (lambda _: True)
    return {variant.name for variant in variants(text, suffix, reads)}


def test_marks_travel_through_every_variant() -> None:
    text = 'It isn\'t a [[cure for "all"]] & more, but [[a cure]].'
    for variant in variants(text, "md", lambda _: True):
        found = [span.of(variant.text) for span in variant.spans]
        plain = [
            t.replace("\u00ad", "").replace("\n", " ").replace("\u00a0", " ")
            .replace("\u201c", '"').replace("\u201d", '"')
            for t in found
        ]  # fmt: skip
        assert plain == ['cure for "all"', "a cure"], variant.name


def test_a_plain_paragraph_takes_every_form() -> None:
    assert names("A [[cure]] for all.") == {
        "as written",
        "CRLF line ends",
        "no-break spaces",
        "smart quotes",
        "soft hyphens",
        "after front matter",
        "hard-wrapped",
        "in emphasis",
        "as plain text",
        "as an HTML paragraph",
        "after another paragraph",
        "as a list item",
        "as a table cell",
        "in a block quotation",
    }


def test_structure_is_left_alone() -> None:
    written = {"as written", "CRLF line ends"}
    typography = {"no-break spaces", "smart quotes", "soft hyphens"}
    assert names("# [[Title]]\n\nText.") == written | typography | {
        "after front matter"
    }
    assert names("---\na: b\n---\n[[x]]") == written
    assert names("<p>[[x]]</p>", "html") == written
    only_paragraphs = names("A [[cure]].", "md", BlockKind.PARAGRAPH)
    assert "hard-wrapped" in only_paragraphs
    assert "as a list item" not in only_paragraphs


@pytest.mark.parametrize(
    ("examples", "failures"),
    [
        ("bad: ['A [[cure]] x']", set()),
        ("bad: ['[[A cure]] x']", {'expected but not found: 0-6 "A cure"',
                                   'found but not expected: 2-6 "cure" (found cure)'}),
        ("bad: ['A [[pill]] x']", {'expected but not found: 2-6 "pill"'}),
        ("bad: ['[[cure]]'], known-gap: [{bad: 'A [[pill]]'}]", set()),
        ("bad: ['[[cure]]'], known-gap: [{bad: 'A [[cure]]'}]",
         {"this known gap is closed: move it up"}),
        ("bad: ['[[cure]]'], known-gap: [{good: 'A cure'}]", set()),
    ],
)  # fmt: skip
def test_examples_fail_with_the_reason(
    examples: str, failures: set[str], tmp_path: Path
) -> None:
    yaml = f"examples: {{{examples}, good: [a, b]}}\n"
    ruleset = rule_of("phrase: {any: [cure]}\n", tmp_path, yaml)
    outcomes = run_examples(ruleset)
    written = [o for o in outcomes if o.variant == "as written"]
    assert {failure for o in written for failure in o.failures} == failures


def test_an_example_that_only_fails_in_one_form_is_found(tmp_path: Path) -> None:
    spec = "phrase: {any: [{regex: 'cure \"all\"', case: exact}, {regex: 'x\\ny'}]}\n"
    yaml = "examples: {bad: ['a [[cure \"all\"]]'], good: ['x', 'y']}\n"
    ruleset = rule_of(spec, tmp_path, yaml)
    assert not [o for o in run_examples(ruleset) if o.failures]


def test_exceptions_that_nothing_needs_are_named(tmp_path: Path) -> None:
    spec = "phrase: {any: [cure], unless: [negated, {inside: [rest cure]}]}\n"
    yaml = "examples: {bad: ['[[cure]]'], good: ['No cure.', 'x']}\n"
    (problem,) = unused_exceptions(rule_of(spec, tmp_path, yaml))
    assert problem.message == 'TEST001: no example needs "inside"'
