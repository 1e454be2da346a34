"""Pairs of marks and findings."""

from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlint.evaluation.annotations import Mark
from medlint.evaluation.labels import Group
from medlint.evaluation.matching import match
from medlint.finding import Finding
from tests.evaluation.build import finding, mark

CLAIMS = Group("claims", "Claims", ("CLM", "ONC001"))


@pytest.mark.parametrize(
    ("marks", "findings", "pairs"),
    [
        pytest.param([mark("CLM001", 0, 5)], [finding("CLM001", 3, 9)], {0: 0}, id="overlap"),
        pytest.param([mark("CLM001", 0, 5)], [finding("CLM001", 5, 9)], {}, id="only adjacent"),
        pytest.param([mark("CLM001", 0, 5)], [finding("CLM002", 0, 5)], {}, id="another code"),
        pytest.param(
            [mark("CLM001", 0, 5, "CLM002")],
            [finding("CLM002", 0, 5)],
            {0: 0},
            id="as right",
        ),
        pytest.param(
            [mark("CLM001", 0, 5)],
            [finding("CLM001", 0, 2), finding("CLM001", 3, 5)],
            {0: 0},
            id="a mark is answered once",
        ),
        pytest.param(
            [mark("CLM001", 0, 5), mark("CLM001", 0, 5)],
            [finding("CLM001", 0, 5)],
            {0: 0},
            id="a finding answers once",
        ),
        pytest.param(
            [mark("CLM001", 0, 5, "CLM002"), mark("CLM002", 0, 5)],
            [finding("CLM002", 0, 5)],
            {0: 1},
            id="the exact code first",
        ),
        pytest.param(
            [mark("CLM001", 0, 9), mark("CLM001", 0, 3)],
            [finding("CLM001", 0, 3), finding("CLM001", 5, 9)],
            {0: 1, 1: 0},
            id="as many as can be",
        ),
        pytest.param([mark("MET001", 4, 9)], [finding("MET001", 4, 4)], {0: 0}, id="no width"),
        pytest.param([mark("MET001", 4, 4)], [finding("MET001", 4, 4)], {0: 0}, id="none at all"),
        pytest.param([mark("MET001", 4, 9)], [finding("MET001", 9, 9)], {}, id="behind it"),
    ],
)  # fmt: skip
def test_pairs(
    marks: list[Mark], findings: list[Finding], pairs: dict[int, int]
) -> None:
    assert match(marks, findings) == pairs


def test_in_a_group_any_rule_answers() -> None:
    marks = [mark("CLM001", 0, 5), mark("EVD001", 0, 5)]
    findings = [finding("ONC001", 0, 5), finding("ONC002", 0, 5)]
    assert match(marks, findings) == {}
    assert match(marks, findings, CLAIMS) == {0: 0}


def test_a_mark_with_several_places_takes_any() -> None:
    twice = Mark(
        ("CLM001",), 1, (mark("X", 0, 3).places[0], mark("X", 8, 11).places[0])
    )
    assert match([twice], [finding("CLM001", 8, 11)]) == {0: 0}
    both = [finding("CLM001", 0, 3), finding("CLM001", 8, 11)]
    assert sorted(match([twice, twice], both)) == [0, 1]


_codes = st.sampled_from(["CLM001", "CLM002", "ONC001", "EVD001"])
_spans = st.tuples(st.integers(0, 6), st.integers(0, 6)).map(sorted)
_marks = st.lists(
    st.builds(
        lambda c, s, o: mark(c, *s, *o), _codes, _spans, st.lists(_codes, max_size=1)
    ),
    max_size=5,
)
_findings = st.lists(st.builds(lambda c, s: finding(c, *s), _codes, _spans), max_size=4)


@given(_marks, _findings, st.sampled_from([None, CLAIMS]))
def test_pairs_are_as_many_as_possible(
    marks: list[Mark], findings: list[Finding], group: Group | None
) -> None:
    pairs = match(marks, findings, group)
    assert len(set(pairs.values())) == len(pairs)
    assert all(marks[i].touches(findings[j]) for j, i in pairs.items())

    def suits(m: Mark, f: Finding) -> bool:
        inside = (
            group is not None and group.holds(f.code) and any(map(group.holds, m.codes))
        )
        return m.touches(f) and (f.code in m.codes or inside)

    padded = [*range(len(marks)), *[None] * len(findings)]
    best = max(
        sum(
            i is not None and suits(marks[i], f)
            for i, f in zip(order, findings, strict=False)
        )
        for order in permutations(padded, len(findings))
    )
    assert len(pairs) == best


@given(_marks, _findings, _codes, _spans)
def test_one_more_finding_never_loses_a_pair(
    marks: list[Mark], findings: list[Finding], code: str, span: list[int]
) -> None:
    more = [*findings, finding(code, *span)]
    assert len(match(marks, more)) >= len(match(marks, findings))
    assert len(match(marks, findings, CLAIMS)) >= len(match(marks, findings))
