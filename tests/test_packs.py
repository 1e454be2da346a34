from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from medlint.errors import UserError
from medlint.packs import RuleSet, core_rules, load_packs
from medlint.rule_file import rule_schema
from medlint.schema import read_yaml_path

GOOD = """\
code: HOUSE001
title: Detox talk
severity: warning
confidence: high
message: '"{match}" is vague.'
phrase:
  any: [detox~]
support: A denial.
evidence:
  - cite: House style.
why: Say what is removed.
examples:
  bad:
    - "It will [[detox]] you."
  good:
    - "It cleans."
    - "It washes."
reviewed: {date: 2026-11-22}
"""


def pack(folder: Path, files: dict[str, str]) -> Path:
    (folder / "house").mkdir(parents=True)
    manifest = 'name: house\nversion: "1"\nlicence: private\n'
    (folder / "pack.yml").write_text(manifest)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def mistakes(path: Path) -> set[str]:
    with pytest.raises(UserError) as caught:
        load_packs([path])
    found = caught.value.problems
    return {
        f"{p.place.removeprefix(str(path) + '/')} {p.message} | {p.hint}" for p in found
    }


def test_a_pack_of_ones_own_is_loaded_beside_the_core(tmp_path: Path) -> None:
    ruleset = load_packs([pack(tmp_path, {"house/detox.yml": GOOD})])
    rule = ruleset.by_name("detox")
    assert (rule.code, rule.slug, rule.family) == ("HOUSE001", "detox", "HOUSE")
    assert [example.line for example in (*rule.bad, *rule.good)] == [14, 16, 17]
    assert len(ruleset.rules) == len(load_packs([]).rules) + 1


def test_all_mistakes_of_all_files_at_once(tmp_path: Path) -> None:
    broken = (
        GOOD.replace("severity: warning", "severity: warnign")
        .replace("title:", "titel:")
        .replace("[detox~]", '["(open", {regex: "(?=x)"}]')
        .replace("reviewed: {date: 2026-11-22}", "reviewed: {date: soon}")
    )
    other = GOOD.replace("{match}", "{mtach}").replace("HOUSE001", "HOUSE002")
    files = {"house/broken.yml": broken, "house/other.yml": other}
    assert mistakes(pack(tmp_path, files)) == {
        'house/broken.yml:2:1 unknown key "titel" | did you mean "title"?',
        'house/broken.yml:1:1 "title" is missing | ',
        'house/broken.yml:3:11 "warnign" is not allowed here | did you mean "warning"?',
        'house/broken.yml:7:9 a bracket is never closed in "(open" | ',
        (
            "house/broken.yml:7:26 not a linear-time expression: invalid perl operator: "
            "(?= (no look-around or back-references) | "
        ),
        "house/broken.yml:18:18 a date like 2026-05-01 is expected here | ",
        'house/other.yml:5:10 unknown word {mtach} | did you mean "match"?',
    }


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (("phrase:\n  any: [detox~]\n", ""), "the key that says what to look for"),
        (("support:", "study: {mention: vague, support: []}\nsupport:"),
         '"study" cannot stand beside "phrase"'),
        (("[[detox]]", "detox"), "marks the finding with [[…]]"),
        (('    - "It washes."\n', ""), "at least one bad and two good"),
        (('"It washes."', '"It [[washes]]."'), "a good example has no [[…]]"),
        (("{match}", "{match:>1000000000}"), "{match} takes no layout"),
        (("{match}", "{match!r}"), "{match} takes no layout"),
        (("{match}", "{match.__class__}"), "unknown word {match.__class__}"),
        (("{match}", "{0}"), "unknown word {0}"),
        (("{match}", "{"), "the message cannot be filled in"),
        (("'\"{match}\" is vague.'", "[a, b]"), "text is expected here"),
        (("HOUSE001", "house-1"), "a code is 2 to 8 capital letters"),
        (("HOUSE001", "CIT001"), "already taken"),
        (("any: [detox~]", "any: [{words: a, regex: b}]"), "exactly one of words"),
        (("any: [detox~]", "any: [{tokens: [{LEMMA: x}]}]"), "unknown token attribute"),
        (("any: [detox~]", "any: ['<nothing>']"), "unknown vocabulary <nothing>"),
        (("any: [detox~]", "any: [a]\n  unless: [negatd]"), '"negatd" is not allowed'),
        (("any: [detox~]", "any: [a]\n  unless: [{within: 3}]"), "exactly one of context, linked"),
        (("any: [detox~]", "any: [a]\n  in: [headign]"), '"headign" is not allowed'),
        (("any: [detox~]", "any: detox"), "a list is expected here"),
    ],
)  # fmt: skip
def test_a_mistake_is_explained(
    change: tuple[str, str], problem: str, tmp_path: Path
) -> None:
    text = GOOD.replace(*change)
    assert text != GOOD
    found = mistakes(pack(tmp_path, {"house/detox.yml": text}))
    assert any(problem in message for message in found), found


def test_a_folder_without_a_name_card_is_no_pack(tmp_path: Path) -> None:
    assert any("no pack.yml" in message for message in mistakes(tmp_path))


def test_a_vocabulary_of_ones_own(tmp_path: Path) -> None:
    files = {
        "house/detox.yml": GOOD.replace("[detox~]", '["<cleansing>"]'),
        "language/vocabulary.yml": "cleansing: [detox~, cleanse~]\n",
    }
    ruleset = load_packs([pack(tmp_path, files)])
    assert ruleset.by_name("HOUSE001").slug == "detox"


def test_mistakes_in_a_vocabulary_are_located(tmp_path: Path) -> None:
    text = "cleansing: [a, '(b']\nmany: [lots of]\n"
    found = mistakes(pack(tmp_path, {"language/vocabulary.yml": text}))
    assert 'language/vocabulary.yml:1:16 a bracket is never closed in "(b" | ' in found
    assert any("<many> exists in another pack" in message for message in found)


def test_selection(ruleset: RuleSet) -> None:
    def codes(*args: list[str]) -> list[str]:
        return [rule.code for rule in ruleset.select(*args).rules]

    assert codes() == [rule.code for rule in ruleset.rules]
    assert codes(["CIT001"]) == ["CIT001"]
    assert codes(["named-study-uncited"]) == ["CIT001"]
    assert codes(["cit"], ["CIT003"]) == [
        c for c in codes() if c.startswith("CIT") and c != "CIT003"
    ]
    assert codes(["CIT001"], [], ["CIT003"]) == ["CIT001", "CIT003"]
    assert codes(["ALL"], ["ALL"]) == []


def test_unknown_names_are_all_reported(ruleset: RuleSet) -> None:
    with pytest.raises(UserError) as caught:
        ruleset.select(["VAX01", "NONE"], ["CIT001"])
    first, second = caught.value.problems
    assert first.hint == 'did you mean "VAX001"?'
    assert '"NONE"' in second.message


def test_the_schema_accepts_every_rule_that_ships(ruleset: RuleSet) -> None:
    validator = Draft202012Validator(rule_schema())
    for rule in ruleset.rules:
        value = read_yaml_path(Path(rule.path)).value
        value["reviewed"] = {"date": str(value["reviewed"]["date"])}
        value.pop("evidence")
        value["evidence"] = []
        for example in (*value["examples"]["bad"], *value["examples"]["good"]):
            if isinstance(example, dict):
                example.pop("today", None)
        validator.validate(value)


def test_the_core_pack_is_where_the_code_is() -> None:
    assert (core_rules() / "pack.yml").is_file()
