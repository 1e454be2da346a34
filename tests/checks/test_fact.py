from pathlib import Path

import pytest

from medlint.errors import UserError
from medlint.packs import RuleSet, core_rules, load_packs
from medlint.testing import run_examples, unused_exceptions
from tests.rules import HEAD, excerpts, lint

TABLE = """\
sources:
  a: {cite: "A. Tides", url: "https://example.org/a", as-of: 2026-11-22}
  b: {cite: "B. Moons", as-of: 2026-11-22}
rows:
  - id: moon
    says:
      - moon {0,4} (cause~|bring~) {0,2} (colds|coughs)
      - moon {0,4} colds and coughs
    truth: "Viruses cause colds."
    source: [a, b]
    unless:
      - because: a song
        sentence: [sings]
    bad:
      - "The [[moon causes colds]]."
    good:
      - "The moon does not cause colds."
      - "The moon causes colds, she sings."
  - id: virus
    denies: true
    says: [viruses do not cause colds]
    truth: "They do."
    source: [b]
    bad:
      - "[[Viruses do not cause colds]]."
"""
RULE = (
    HEAD.replace("found {match}", "{match} | {truth} | {source}")
    + """\
fact:
  table: sky
  unless:
    - negated
    - quoted
examples:
  bad: ["Now the [[moon brings coughs]]."]
  good: ["The moon is full.", "It said \\"the moon causes colds\\"."]
"""
)


def pack(folder: Path, table: str = TABLE, rule: str = RULE) -> Path:
    (folder / "facts").mkdir()
    (folder / "tests").mkdir()
    (folder / "pack.yml").write_text("name: t\nversion: '1'\nlicence: none\n")
    (folder / "facts" / "sky.yml").write_text(table)
    (folder / "tests" / "moon-rule.yml").write_text(rule)
    return folder


def rules(folder: Path, table: str = TABLE, rule: str = RULE) -> RuleSet:
    return load_packs([pack(folder, table, rule)]).select(["TEST001"])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The moon causes colds.", ["moon causes colds"]),
        ("The moon does not cause colds.", []),
        ("The moon never has caused colds.", []),
        ("Nobody says that the moon causes colds.", []),
        ("The moon causes colds, she sings.", []),
        ('"The moon causes colds," it said.', []),
        # "not" stands in the match of a denial, before it, or behind it.
        ("Viruses do not cause colds.", ["Viruses do not cause colds"]),
        ("It is not so that viruses do not cause colds.", []),
        # Of two wordings that overlap, the longest.
        ("The moon brings colds and coughs.", ["moon brings colds and coughs"]),
        ("Moon causes colds. Moon causes colds.", ["Moon causes colds"] * 2),
    ],
)
def test_statements(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert excerpts(lint(rules(tmp_path), text).findings) == expected


def test_messages_quote_what_is_true_and_who_says_so(tmp_path: Path) -> None:
    (finding,) = lint(rules(tmp_path), "The moon causes colds.").findings
    assert finding.message == (
        "moon causes colds | Viruses cause colds. | A. Tides; B. Moons"
    )


def test_examples_of_rows_are_run_and_located(tmp_path: Path) -> None:
    ruleset = rules(tmp_path)
    rule = ruleset.rules[0]
    assert [Path(e.path).name for e in rule.bad] == ["", "sky.yml", "sky.yml"]
    assert rule.bad[1].line == 15
    assert not [o.failures for o in run_examples(ruleset) if o.failures]
    assert not [*unused_exceptions(ruleset)]


def test_an_exception_of_a_row_needs_an_example(tmp_path: Path) -> None:
    table = TABLE.replace('      - "The moon causes colds, she sings."\n', "")
    (advice,) = unused_exceptions(rules(tmp_path, table))
    assert 'no example needs "a song"' in advice.message


@pytest.mark.parametrize(
    ("old", "new", "message", "line"),
    [
        ("source: [a, b]", "source: [a, bb]", 'no source is called "bb"', 10),
        ("id: virus", "id: moon", 'the id "moon" stands twice', 19),
        ("id: virus", "id: Virus", "an id is small letters", 19),
        ("source: [a, b]", "source: [b]", 'no row rests on "a"', 2),
        ('"They do."', '"They do"', "write one sentence", 22),
        ("because: a song\n        sent", "sent", "says `because`", 5),
        ("The [[moon causes colds]].", "No mark.", "marks the finding", 5),
        ('"The moon does not', '"[[The]] moon does not', "has no [[…]]", 5),
        ("{0,4} (cause~", "{4} (cause~", "unexpected", 7),
        ("says: [viruses do not cause colds]", "says: []", "at least one", 21),
        ("denies: true", "denys: true", 'unknown key "denys"', 20),
    ],
)
def test_mistakes_are_located(
    tmp_path: Path, old: str, new: str, message: str, line: int
) -> None:
    assert old in TABLE
    with pytest.raises(UserError) as caught:
        rules(tmp_path, TABLE.replace(old, new))
    (problem,) = caught.value.problems
    assert message in problem.message
    assert problem.path.endswith("facts/sky.yml")
    assert problem.position is not None
    assert problem.position.line == line


def test_every_mistake_is_reported_at_once(tmp_path: Path) -> None:
    table = TABLE.replace("[a, b]", "[a, b, c]").replace("id: virus", "id: moon")
    with pytest.raises(UserError) as caught:
        rules(tmp_path, table)
    assert len(caught.value.problems) == 2


def test_an_unknown_table_is_located_with_a_suggestion(tmp_path: Path) -> None:
    with pytest.raises(UserError) as caught:
        rules(tmp_path, rule=RULE.replace("table: sky", "table: skye"))
    (problem,) = caught.value.problems
    assert 'no table of facts is called "skye"' in problem.message
    assert problem.hint == 'did you mean "sky"?'


def test_two_packs_cannot_share_a_table(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    packs = [pack(tmp_path / "a"), pack(tmp_path / "b", rule=RULE)]
    with pytest.raises(UserError) as caught:
        load_packs(packs)
    assert any("exists in another pack" in p.message for p in caught.value.problems)


def test_core_tables_are_used_and_large_enough(ruleset: RuleSet) -> None:
    names = {path.stem for path in (core_rules() / "facts").glob("*.yml")}
    assert names == ruleset.language.facts.keys()
    used = {rule.spec.table for rule in ruleset.rules if rule.kind == "fact"}
    assert used == names
    assert sum(len(t.rows) for t in ruleset.language.facts.values()) >= 100
