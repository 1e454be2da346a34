"""Whole measurements, against tables made by hand."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlint.errors import UserError
from medlint.evaluation.annotations import AnnotatedArticle, Mark
from medlint.evaluation.articles import measure_articles
from medlint.evaluation.floors import check_floors
from medlint.evaluation.inputs import read_inputs
from medlint.evaluation.labels import Labels
from medlint.evaluation.lints import Lints
from medlint.evaluation.measures import Counts
from medlint.evaluation.measuring import measure
from medlint.evaluation.results import Kind, Measured, Reason, Score
from medlint.language.resources import Language
from medlint.packs import RuleSet
from medlint.source import Format, SourceFile
from medlint.text import Span
from tests.evaluation.build import (
    DAY,
    LABELS,
    RULES,
    measured,
    ruleset,
    write_article,
    write_rows,
)

TEA = """\
# On tea

The miracle tonic cures colds, and this superb soup shrinks tumors.

No tea cures colds. A miracle tonic it is not: this miracle tonic is water.
"""
TEA_MARKS = """\
findings:
  - {code: CLM001, line: 3, text: "miracle tonic"}
  - {code: CLM002, line: 3, text: "tonic cures"}
  - {code: CLM002, line: 3, text: "shrinks tumors"}
  - {code: CLM002, line: 5, text: "cures colds", missed: true}
  - {code: SAF001, line: 5, text: "water", or: [SAF002]}
"""


@pytest.fixture(scope="session")
def rules(language: Language) -> RuleSet:
    return ruleset(language)


@pytest.fixture(scope="session")
def lints(rules: RuleSet) -> Lints:
    return Lints(rules)


@pytest.fixture
def tea(tmp_path: Path) -> Path:
    (tmp_path / "labels.yml").write_text(LABELS)
    write_article(tmp_path, "tea", TEA, TEA_MARKS)
    return tmp_path


def score(found: Measured, name: str, figure: str = "") -> Score:
    (one,) = (s for s in found.scores if (s.name, s.figure) == (name, figure))
    return one


def test_articles_by_hand(tea: Path, rules: RuleSet) -> None:
    outcome = measured(tea, rules)
    assert not outcome.problems
    (found,) = outcome.evaluation.sets
    # Found: CLM001 three times, CLM002 on line 3, EVD001 and ONC001 on line 3.
    by_rule = {rule.code: rule.counts for rule in found.rules}
    assert by_rule["CLM002"] == Counts(right=1, wrong=0, missed=2)
    assert by_rule["EVD001"] == Counts(wrong=1)
    assert by_rule["ONC001"] == Counts(wrong=1)
    assert by_rule["SAF001"] == Counts(missed=1)
    assert score(found, "ONC").counts == Counts(wrong=1)
    # A claim rule spoke where another claim is marked.
    claims = score(found, "claims")
    assert claims.counts is not None
    assert claims.anywhere == claims.counts + Counts(1, -1, -1)
    assert outcome.evaluation.unknown == {"SAF001": 1}
    assert found.words == 28
    assert found.expected == 5


def test_confusions_explain_themselves(tea: Path, rules: RuleSet) -> None:
    (found,) = measured(tea, rules).evaluation.sets
    by_name = {section.name: section for section in found.sections}
    (soup,) = by_name["EVD001"].confusions
    assert soup.reason is Reason.WRONG
    assert soup.quote == (
        "The miracle tonic cures colds, and this ",
        "superb soup",
        " shrinks tumors.",
    )
    missed, known = by_name["CLM002"].confusions
    assert (missed.reason, missed.others) == (Reason.MISSED, ("ONC001",))
    assert (known.reason, known.line) == (Reason.KNOWN, 5)
    assert [gate.name for gate in known.gates] == ["negated"]
    (water,) = by_name["SAF001"].confusions
    assert water.codes == ("SAF001", "SAF002")
    (tumors,) = by_name["ONC001"].confusions
    assert tumors.others == ("CLM002",)


def test_rules_that_are_off_do_not_count(tea: Path, rules: RuleSet) -> None:
    inputs = read_inputs([str(tea)])
    only = rules.select(["CLM002"])
    known = frozenset(RULES)
    (found,) = measure(inputs, only, DAY, known=known).evaluation.sets
    assert found.expected == 4  # three of CLM002, and the code that nobody knows
    assert [rule.code for rule in found.rules] == ["CLM002", "SAF001"]


SENTENCES: list[dict[str, Any]] = [
    {"text": "The miracle tonic works.", "label": "bold", "source": "web:blog"},
    {"text": "A tonic works wonders.", "label": "bold", "source": "web:blog"},
    {"text": "Our superb soup shrinks tumors.", "label": "bold", "borderline": True},
    {"text": "This cures colds.", "label": "shy", "source": "web"},
    {"text": "This cures colds [1].", "label": "bold", "cited": True},
    {"text": "It cures colds of plants.", "label": "plain", "source": "web"},
    {"text": "Water is wet.", "label": "plain", "source": "web"},
    {"text": "No tea cures colds.", "label": "plain", "borderline": True},
]


@pytest.fixture
def sentences(tmp_path: Path, rules: RuleSet) -> Measured:
    (tmp_path / "labels.yml").write_text(LABELS)
    write_rows(tmp_path / "s.jsonl", *SENTENCES)
    (found,) = measured(tmp_path, rules).evaluation.sets
    return found


@pytest.mark.parametrize(
    ("figure", "counts"),
    [
        ("clear", Counts(right=1, wrong=1, missed=1)),
        ("strict", Counts(right=1, wrong=3, missed=1)),
        ("every", Counts(right=2, wrong=3, missed=1)),
    ],
)
def test_sentences_by_hand(sentences: Measured, figure: str, counts: Counts) -> None:
    assert score(sentences, "claims", figure).counts == counts


def test_sentences_by_label_source_and_rule(sentences: Measured) -> None:
    fired = {
        (entry.label, entry.borderline): (entry.role, entry.fired)
        for entry in sentences.labels
        if entry.group == "claims"
    }
    assert fired == {
        ("bold", False): ("positive", (2, 3)),
        ("bold", True): ("positive", (1, 1)),
        ("shy", False): ("either", (1, 1)),
        ("plain", False): ("negative", (1, 2)),
        ("plain", True): ("negative", (0, 1)),
    }
    by_source = {s.source: s.scores[0].counts for s in sentences.sources}
    assert by_source == {
        "": Counts(wrong=1),
        "Blogs": Counts(right=1, missed=1),
        "The web": Counts(wrong=2),
    }
    precision = {rule.code: rule.precision for rule in sentences.rules}
    assert precision["CLM002"] == (0, 1)
    assert precision["CLM001"] == (1, 1)


def test_sentences_that_rules_and_people_differ_on(sentences: Measured) -> None:
    claims, soups = sentences.sections
    assert [(c.reason, c.line) for c in claims.confusions] == [
        (Reason.WRONG, 6),
        (Reason.MISSED, 2),
        (Reason.DEBATABLE, 4),
        (Reason.DEBATABLE, 5),
    ]
    assert claims.confusions[1].codes == ("claims",)
    assert soups.title == "Bold claims"


def test_pages_by_hand(tmp_path: Path, rules: RuleSet) -> None:
    text = "A superb soup.\n\n" + "word " * 97
    write_rows(tmp_path / "p.jsonl", {"text": text}, {"text": "Plain water."})
    (found,) = measured(tmp_path, rules).evaluation.sets
    assert found.kind is Kind.PAGES
    assert (found.items, found.words, found.findings) == (2, 102, 1)
    assert score(found, "warnings").rate == pytest.approx(1000 / 102)
    assert score(found, "errors").rate == 0
    (section,) = found.sections
    assert section.confusions[0].reason is Reason.TO_READ
    assert section.confusions[0].quote == ("A ", "superb soup", ".")


def test_sets_come_in_order_and_are_told_apart(tmp_path: Path, rules: RuleSet) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        write_rows(tmp_path / folder / "p.jsonl", {"text": folder})
    (tmp_path / "labels.yml").write_text(LABELS)
    write_rows(tmp_path / "z.jsonl", {"text": "z", "label": "bold"})
    names = [s.name for s in measured(tmp_path, rules).evaluation.sets]
    assert names == ["z.jsonl", "p.jsonl", "p.jsonl (2)"]


def test_measuring_twice_gives_the_same(tea: Path, rules: RuleSet) -> None:
    assert measured(tea, rules) == measured(tea, rules)


class TestFloors:
    def check(self, tea: Path, rules: RuleSet, floors: str) -> list[tuple[str, bool]]:
        (tea / "floors.yml").write_text(floors)
        sets = measured(tea, rules).evaluation.sets
        results = check_floors(tea / "floors.yml", sets)
        return [(f"{r.score} {r.measure}", r.holds) for r in results]

    def test_floors_hold_or_not(self, tea: Path, rules: RuleSet) -> None:
        floors = """\
articles:
  all: {precision: 0.2, recall: 0.9}
  CLM002: {precision: 1.0, f1: 0.5}
  SAF: {precision: 0.9, recall: 0.1}
  claims: {most-per-1000-words: 10}
elsewhere:
  all: {precision: 1.0}
"""
        assert self.check(tea, rules, floors) == [
            ("all precision", True),
            ("all recall", False),
            ("CLM002 precision", True),
            ("CLM002 f1", True),
            ("SAF precision", True),  # nothing was found: recall says so
            ("SAF recall", False),
            ("claims findings per 1,000 words", False),
        ]

    def test_mistakes(self, tea: Path, rules: RuleSet) -> None:
        with pytest.raises(UserError, match='no figures called "claim"') as error:
            self.check(tea, rules, "articles:\n  claim: {recall: 1}\n")
        assert error.value.problems[0].hint == 'did you mean "claims"?'
        with pytest.raises(UserError, match="less than or equal"):
            self.check(tea, rules, "articles:\n  all: {recall: 90}\n")

    def test_sentences_are_held_to_the_strict_figure(
        self, tmp_path: Path, sentences: Measured
    ) -> None:
        path = tmp_path / "floors.yml"
        path.write_text("s.jsonl:\n  claims: {precision: 0.3}\n")
        (result,) = check_floors(path, [sentences])
        assert result.value == 0.25
        assert not result.holds


_WORDS = [*RULES.values(), "water", "no", "and"]


@given(
    st.lists(st.sampled_from(_WORDS), min_size=1, max_size=12),
    st.lists(st.tuples(st.sampled_from([*RULES]), st.integers(0, 11)), max_size=6),
)
def test_counts_always_add_up(
    lints: Lints, words: list[str], marked: list[tuple[str, int]]
) -> None:
    text = " ".join(words) + "."
    starts = [len(" ".join(words[:i])) + (i > 0) for i in range(len(words))]
    marks = [
        Mark((code,), 1, (Span(starts[i], starts[i] + len(words[i])),))
        for code, i in marked
        if i < len(words)
    ]
    source = SourceFile("x.md", Format.MARKDOWN, text)
    article = AnnotatedArticle(source, DAY, "article", tuple(marks))
    found = measure_articles([article], Labels(), lints)
    total = score(found, "all").counts
    assert total is not None
    assert total.right + total.wrong == found.findings
    assert total.right + total.missed == len(marks)
    rules = [rule.counts for rule in found.rules if rule.counts]
    assert sum(rules, Counts()) == total
    families = [s for s in found.scores if s.name.isupper()]
    assert sum((s.counts for s in families if s.counts), Counts()) == total
    for family in families:
        assert family.counts is not None
        assert family.anywhere is not None
        assert family.anywhere.right >= family.counts.right
    listed = [c for section in found.sections for c in section.confusions]
    assert len(listed) == total.wrong + total.missed
