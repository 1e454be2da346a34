from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from medlint.errors import UserError
from medlint.finding import Gate
from medlint.language.approved import ApprovedFile, ApprovedWording
from medlint.language.resources import Language
from medlint.linter import Candidate, Linter
from medlint.packs import RuleSet
from medlint.schema import decode, read_yaml
from medlint.source import FORMATS, Format, SourceFile, read_source
from tests.rules import excerpts, lint, one_rule, rule_of

CORPUS = Path(__file__).parents[2] / "corpus"
TODAY = date(2026, 11, 22)
TREATS = """\
subject: {is: [remedy], id: [garlic, ginger, white-willow]}
predicate: [cure, treat, relieve]
object: {is: [condition], id: [flu, asthma, headache]}
strength: 3
accepted: ignored
"""


def claim(language: Language, spec: str, message: str = "{match}") -> RuleSet:
    return one_rule("claim", spec, language, message)


def found(language: Language, spec: str, text: str, suffix: str = "md") -> list[str]:
    return excerpts(lint(claim(language, spec), text, suffix).findings)


def traced(ruleset: RuleSet, text: str) -> tuple[Candidate, ...]:
    source = SourceFile("x.md", Format.MARKDOWN, text)
    return Linter(ruleset, today=TODAY).trace(source)


def passed(gates: tuple[Gate, ...]) -> list[tuple[str, str]]:
    return [(gate.name, gate.note) for gate in gates if gate.passed]


# What a specification may say


@pytest.mark.parametrize(
    ("line", "place", "message", "hint"),
    [
        ("predicate: []", (1, 12), "at least 1", ""),
        ("object: {is: [condition]}", (1, 1), '"predicate" is missing', ""),
        ("subject: {is: [drugs]}", (1, 16), "drugs", '"drug"'),
        ("subject: {unnamed: [he]}", (1, 21), "he", "person"),
        ("object: {via: effect}", (1, 10), '"via"', "flag"),
        ("objekt: {}", (1, 1), '"objekt"', '"object"'),
        ("strength: high", (1, 11), "whole number", ""),
        ("count: {objects: 4}", (1, 1), '"groups"', ""),
        ("even: [sometimes]", (1, 8), "sometimes", "quoted"),
        ("accepted: maybe", (1, 11), "maybe", "cured"),
        ("support: page", (1, 10), "page", "paragraph"),
        ("or: [{object: {}}]", (1, 6), '"predicate"', ""),
        ("near: [{sentence: [<x>]}]", (1, 20), "<x>", ""),
    ],
)
def test_mistakes_are_located(
    language: Language, line: str, place: tuple[int, int], message: str, hint: str
) -> None:
    alone = line.startswith(("predicate", "object: {is"))
    spec = f"{line}\n" if alone else f"{line}\npredicate: [cure]\n"
    with pytest.raises(UserError) as caught:
        claim(language, spec)
    (problem,) = caught.value.problems
    assert problem.position == place
    assert message in problem.message
    assert hint in problem.hint


# Frames


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Garlic cures the flu.", ["cures the flu"]),
        ("The flu can be cured with garlic.", ["flu can be cured"]),
        ("Garlic, which cures the flu, is cheap.", ["cures the flu"]),
        ("Garlic is a remedy for the flu.", ["remedy for the flu"]),
        ("Garlic smells. It cures the flu.", ["cures the flu"]),
        ("# Garlic\n\n- Cures the flu\n- Smells", ["Cures the flu"]),
        ("Garlic cures the flu and asthma.", ["cures the flu and asthma"]),
        # One finding for each sentence.
        ("Garlic cures the flu and it treats asthma.", ["cures the flu"]),
        ("Garlic cures the flu. Garlic treats asthma.", None),
        # Another subject, another predicate, another object.
        ("Chocolate cures the flu.", []),
        ("Garlic prevents the flu.", []),
        ("Garlic cures gout.", []),
        ("People with the flu treat garlic as food.", []),
    ],
)
def test_frames(language: Language, text: str, expected: list[str] | None) -> None:
    both = ["cures the flu", "treats asthma"]
    assert found(language, TREATS, text) == (both if expected is None else expected)


@pytest.mark.parametrize(
    "text",
    [
        "Garlic does not cure the flu.",
        "Does garlic cure the flu?",
        "Myth: garlic cures the flu.",
        "If garlic cured the flu, we would know.",
        '"Garlic cures the flu," said the label.',
        "A trial is testing whether garlic cures the flu.",
        "In the 1890s, garlic cured the flu, people said.",
        "The seller claims that garlic cures the flu.",
        "> Garlic cures the flu.",
    ],
)
def test_what_the_page_does_not_assert_is_silent(language: Language, text: str) -> None:
    assert found(language, TREATS, text) == []


def test_what_is_taken_out_of_a_subject(language: Language) -> None:
    spec = "subject: {is: [remedy], not: {id: [garlic]}}\npredicate: [cure]\n"
    assert found(language, spec, "Garlic cures the flu.") == []
    assert found(language, spec, "Ginger cures the flu.") == ["cures the flu"]


@pytest.mark.parametrize(
    ("how", "text", "expected"),
    [
        ("unknown", "The old spring cures warts.", "cures warts"),
        ("implied", "- Cures warts\n- Smells nice", "Cures warts"),
        ("pronoun", "It cures warts.", "cures warts"),
        ("anaphor", "The spring is old. It cures warts.", "cures warts"),
        ("order", "Cure your warts today.", "Cure your warts"),
        ("person", "I cured my warts.", "cured my warts"),
        ("nobody", "Warts can be cured.", "Warts can be cured"),
        ("research", "Studies show a cure for warts.", "cure for warts"),
    ],
)
def test_ways_to_leave_the_subject_open(
    language: Language, how: str, text: str, expected: str
) -> None:
    spec = "predicate: [cure]\nobject: {id: [wart]}\nsubject: {unnamed: [%s]}\n"
    assert found(language, spec % how, text) == [expected]
    others = {"unknown", "implied", "order", "person", "nobody"} - {how}
    for other in sorted(others):
        assert found(language, spec % other, text) == [], other


def test_any_of_several_kinds_of_frame(language: Language) -> None:
    spec = TREATS + "or:\n  - {predicate: [ingest], object: {id: [turpentine]}}\n"
    assert found(language, spec, "Garlic cures the flu.") == ["cures the flu"]
    assert found(language, spec, "Drink turpentine.") == ["Drink turpentine"]


def test_messages_quote_the_parts(language: Language) -> None:
    message = "{match} | {predicate} | {subject} | {object} | {objects}"
    rules = claim(language, TREATS, message)
    (finding,) = lint(rules, "Garlic smells. It cures the flu and asthma.").findings
    words = "cures the flu and asthma | cures | Garlic | flu | flu, asthma"
    assert finding.message == words
    loose = claim(language, "predicate: [cure]\n", "{subject} {object}")
    (finding,) = lint(loose, "Warts can be cured.").findings
    assert finding.message == "this Warts"


# Strength


@pytest.mark.parametrize(
    ("strength", "text", "expected"),
    [
        (5, "Garlic cures the flu.", True),
        (5, "Garlic treats the flu.", False),
        (4, "Garlic treats the flu.", True),
        (3, "Garlic may treat the flu.", False),
        (2, "Garlic may treat the flu.", True),
    ],
)
def test_strength(
    language: Language, strength: int, text: str, *, expected: bool
) -> None:
    spec = TREATS.replace("strength: 3", f"strength: {strength}")
    assert bool(found(language, spec, text)) == expected


def test_hedges_that_do_not_count_for_some_objects(language: Language) -> None:
    spec = TREATS + "even-hedged: {id: [asthma]}\n"
    assert found(language, spec, "Garlic may treat asthma.") == ["treat asthma"]
    assert found(language, spec, "Garlic may treat the flu.") == []


# Context


def test_contexts_that_do_not_clear(language: Language) -> None:
    conditional = "If garlic cured the flu, we would know."
    quoted = "> Garlic cures the flu."
    assert found(language, TREATS + "even: [conditional]\n", conditional)
    assert found(language, TREATS + "even: [quoted]\n", quoted)
    assert found(language, TREATS + "even: [quoted]\n", conditional) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Does garlic cure the flu? Yes, in a day.", ["Yes"]),
        ("## Does garlic cure the flu?\n\nYes. In a day.", ["Yes"]),
        ("Does garlic cure the flu? No.", []),
        ("Does garlic cure the flu? Yes, ginger cures asthma.", ["cures asthma"]),
        ("Does garlic cure the flu? Yes or no, who knows?", []),
        ("Does garlic cure the flu? Rest does.", []),
    ],
)
def test_answers_that_affirm(
    language: Language, text: str, expected: list[str]
) -> None:
    assert found(language, TREATS, text) == expected


def test_an_affirmation_points_to_the_question(language: Language) -> None:
    text = "Does garlic cure the flu? Yes."
    (finding,) = lint(claim(language, TREATS), text).findings
    assert ("cure the flu", "what this affirms") in [
        (place.span.of(text), place.label) for place in finding.related
    ]


# Lists


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ginger treats gout, asthma and depression.", True),
        ("Ginger treats gout and asthma.", False),
        # Three conditions of one group: skin.
        ("Ginger treats acne, eczema and warts.", False),
        ("Ginger treats asthma, asthma and asthma.", False),
    ],
)
def test_counts(language: Language, text: str, *, expected: bool) -> None:
    spec = """\
subject: {is: [remedy]}
predicate: [treat]
object: {is: [condition]}
count: {objects: 3, groups: 3}
"""
    assert bool(found(language, spec, text)) == expected


# Knowledge


@pytest.mark.parametrize(
    ("accepted", "text", "expected"),
    [
        ("clears", "Vitamin C treats scurvy.", []),
        ("cured", "Vitamin C treats scurvy.", []),
        ("ignored", "Vitamin C treats scurvy.", ["treats scurvy"]),
        ("clears", "Metformin treats type 2 diabetes.", []),
        (
            "cured",
            "Metformin treats type 2 diabetes.",
            ["treats type 2 diabetes"],
        ),
        ("clears", "Vitamin C treats gout.", ["treats gout"]),
        # What is left of a list once the accepted uses are taken out.
        ("clears", "Vitamin C treats scurvy and gout.", ["treats scurvy and gout"]),
    ],
)
def test_what_the_tables_accept(
    language: Language, accepted: str, text: str, expected: list[str]
) -> None:
    spec = f"predicate: [treat]\nobject: {{is: [condition]}}\naccepted: {accepted}\n"
    assert found(language, spec, text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Naltrexone treats lupus.", ["treats lupus"]),
        ("Naltrexone treats alcohol dependence.", []),
        # Not all of its licensed uses are listed, so nothing is concluded.
        ("Dexamethasone treats lupus.", []),
        # Symptoms are none of the table's business.
        ("Naltrexone treats nausea.", []),
        ("Garlic treats lupus.", []),
    ],
)
def test_uses_outside_the_licence(
    language: Language, text: str, expected: list[str]
) -> None:
    spec = """\
subject: {is: [drug, remedy]}
predicate: [treat]
object: {is: [condition]}
off-label: true
"""
    assert found(language, spec, text) == expected


@pytest.mark.parametrize(
    ("support", "text", "expected"),
    [
        ("none", "Garlic cures the flu.[2]", True),
        ("sentence", "Garlic cures the flu.[2]", False),
        ("sentence", "Garlic cures the flu. It smells.[2]", True),
        ("paragraph", "Garlic cures the flu. It smells.[2]", False),
        ("paragraph", "Garlic cures the flu.\n\nIt smells.[2]", True),
    ],
)
def test_citations(
    language: Language, support: str, text: str, *, expected: bool
) -> None:
    assert bool(found(language, TREATS + f"support: {support}\n", text)) == expected


# Rules that give way


def test_rules_give_way_in_the_same_sentence_only(language: Language) -> None:
    objects = "object: {id: [flu, asthma]}\n"
    mild = claim(language, f"predicate: [cure, treat]\n{objects}yields-to: [TEST002]\n")
    strict = claim(language, f"predicate: [cure]\n{objects}").rules[0]
    # Whatever the order, a rule is read behind the one it gives way to.
    both = (*mild.rules, replace(strict, code="TEST002"))
    rules = RuleSet(both, language)

    def codes(text: str) -> list[str]:
        return [f.code for f in lint(rules, text).findings]

    assert codes("Garlic cures the flu.") == ["TEST002"]
    assert codes("Garlic treats asthma and it cures the flu.") == ["TEST002"]
    assert codes("Garlic cures the flu. Garlic treats asthma.") == [
        "TEST002",
        "TEST001",
    ]
    # A stricter rule that is silent itself gives nothing to yield to.
    assert codes("Garlic treats asthma but does not cure the flu.") == ["TEST001"]


# Approved wording

APPROVED = "Garlic's oil - in capsules - relieves headaches."


def approving(language: Language, text: str = APPROVED) -> RuleSet:
    lines = f"  - text: {text!r}\n    approved-by: The Board\n    date: 2026-11-02\n"
    file = decode(ApprovedFile, read_yaml("claims", f"approved:\n{lines}"))
    changed = replace(language, approved=ApprovedWording(file.approved))
    subject = "subject: {unnamed: [unknown, implied], is: [remedy, noun, drug]}\n"
    return claim(changed, subject + "predicate: [relieve]\naccepted: ignored\n")


@pytest.mark.parametrize(
    "text",
    [
        APPROVED,
        APPROVED.upper(),
        APPROVED.replace(" - ", " \u2013 ").replace("'", "\u2019"),
        APPROVED.replace("headaches", "\nheadaches"),
        APPROVED.replace(" ", "\u00a0"),
        APPROVED.replace("headaches", "**head\u00adaches**"),
        APPROVED.removesuffix(".") + "!",
        f"- {APPROVED}",
        f"<p>{APPROVED}</p>",
    ],
)
def test_approved_wording_is_silent(language: Language, text: str) -> None:
    assert not lint(approving(language), text).findings
    bare = replace(approving(language), language=language)
    assert lint(bare, text).findings


@pytest.mark.parametrize(
    "text",
    [
        APPROVED.replace("relieves", "quickly relieves"),
        APPROVED.replace("headaches", "migraine"),
        APPROVED.replace("relieves", "relieved"),
        APPROVED.replace("headaches", "headaches and asthma"),
        APPROVED.replace("in capsules", "in drops"),
        "Relieves headaches.",
    ],
)
def test_other_wording_is_not(language: Language, text: str) -> None:
    assert lint(approving(language), text).findings


def test_who_approved_it_is_shown(language: Language) -> None:
    (candidate,) = traced(approving(language), APPROVED)
    assert passed(candidate.match.gates) == [
        ("approved wording", "approved by The Board on 2026-11-02")
    ]


def test_approved_wording_comes_from_packs(tmp_path: Path) -> None:
    file = tmp_path / "claims.yml"
    file.write_text(
        'approved:\n  - text: "Garlic cures the flu."\n'
        "    approved-by: The Board\n    date: 2026-11-02\n"
    )
    indented = "".join(f"  {line}\n" for line in TREATS.splitlines())
    rules = rule_of(f"claim:\n{indented}", tmp_path)
    assert not lint(rules, "Garlic cures the flu.").findings
    assert lint(rules, "Garlic cures asthma.").findings


def test_mistakes_in_approved_wording_are_located() -> None:
    text = "approved:\n  - text: Garlic cures the flu.\n    by: me\n"
    with pytest.raises(UserError) as caught:
        decode(ApprovedFile, read_yaml("claims.yml", text))
    found = {(p.position, p.message) for p in caught.value.problems}
    assert found == {
        ((2, 5), '"approved-by" is missing'),
        ((2, 5), '"date" is missing'),
        ((3, 5), 'unknown key "by"'),
    }


# Explanations


def test_the_trace_shows_why_a_candidate_is_silent(language: Language) -> None:
    spec = (
        TREATS
        + "support: paragraph\nunless:\n  - because: a fable\n    sentence: [wolf]\n"
    )
    text = (
        "Garlic does not cure the flu, said the wolf.\n\n"
        "Garlic cures asthma.[2]\n\n"
        "Ginger cures the flu."
    )
    denied, cited, reported = traced(claim(language, spec), text)
    assert passed(denied.match.gates) == [
        ("not asserted", 'negated: "not"'),
        ("a fable", '"wolf"'),
    ]
    assert passed(cited.match.gates) == [("cited: paragraph", '"[2]"')]
    assert passed(reported.match.gates) == []
    assert not reported.match.cleared
    names = [gate.name for gate in reported.match.gates]
    assert names == ["not asserted", "cited: paragraph", "a fable"]


def test_the_trace_shows_what_is_known(language: Language) -> None:
    spec = "subject: {is: [remedy]}\npredicate: [treat]\nobject: {is: [condition]}\n"
    (candidate,) = traced(claim(language, spec), "Vitamin C treats scurvy.")
    ((name, note),) = passed(candidate.match.gates)
    assert name == "accepted care"
    assert "vitamin C cures scurvy" in note


# The prefilter


@pytest.mark.parametrize(
    "spec",
    [
        TREATS,
        "predicate: [cure, rid]\n",
        "predicate: [help, property]\nsubject: {is: [remedy]}\n",
        "predicate: [safe]\n",
        "predicate: [relieve, improve]\nsubject: {unnamed: [pronoun, implied]}\n",
        "predicate: [use, help]\nobject: {group: [cancer]}\neven-hedged: {kind: [disease]}\n",
        "predicate: [help]\nobject: {is: [condition]}\ncount: {objects: 3, groups: 2}\n",
    ],
)
def test_the_prefilter_changes_nothing(language: Language, spec: str) -> None:
    rules = claim(language, spec)
    on = Linter(rules, today=TODAY)
    off = Linter(rules, today=TODAY, prefilter=False)
    for path in sorted(p for p in CORPUS.iterdir() if p.suffix in FORMATS):
        source = read_source(str(path))
        assert on.trace(source) == off.trace(source), path.name
        assert on.lint(source) == off.lint(source), path.name
