"""Which finding answers which mark: each at most once, and as many as can be."""

from collections.abc import Callable, Mapping, Sequence

from medlint.evaluation.annotations import Mark
from medlint.evaluation.labels import Group
from medlint.finding import Finding

Suits = Callable[[Mark, Finding], bool]


def match(
    marks: Sequence[Mark], findings: Sequence[Finding], group: Group | None = None
) -> Mapping[int, int]:
    """Pair findings with marks whose place they touch; from finding to mark, by index.

    The code must be that of the mark or one that is as right; with a group, any rule of
    the group answers any mark of the group. The closer answer is taken first.
    """
    taken: dict[int, int] = {}
    for suits in _levels(group):
        edges = [
            [j for j, f in enumerate(findings) if m.touches(f) and suits(m, f)]
            for m in marks
        ]
        for i in range(len(marks)):
            if i not in taken.values():
                _augment(i, edges, taken, set())
    return taken


def _levels(group: Group | None) -> Sequence[Suits]:
    """Return what suits, from the strict to the liberal: each includes the last."""

    def exact(mark: Mark, finding: Finding) -> bool:
        return finding.code == mark.code

    def as_right(mark: Mark, finding: Finding) -> bool:
        return finding.code in mark.codes

    if group is None:
        return (exact, as_right)
    holds = group.holds

    def in_group(mark: Mark, finding: Finding) -> bool:
        both = holds(finding.code) and any(map(holds, mark.codes))
        return both or finding.code in mark.codes

    return (exact, as_right, in_group)


def _augment(
    i: int, edges: Sequence[Sequence[int]], taken: dict[int, int], tried: set[int]
) -> bool:
    """Give mark `i` a finding, moving other marks to other findings if that helps."""
    for j in edges[i]:
        if j in tried:
            continue
        tried.add(j)
        if j not in taken or _augment(taken[j], edges, taken, tried):
            taken[j] = i
            return True
    return False
