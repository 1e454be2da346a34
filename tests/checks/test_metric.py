from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlint.checks.metric_sentences import is_prose, word_count
from medlint.errors import UserError
from medlint.language.resources import Language
from tests.rules import excerpts, lint, one_rule, rule_of


def found(spec: str, text: str, language: Language) -> list[str]:
    return excerpts(lint(one_rule("metric", spec, language, "{what}"), text).findings)


def said(spec: str, text: str, language: Language) -> list[str]:
    rules = one_rule("metric", spec, language, "{what}")
    return [finding.message for finding in lint(rules, text).findings]


LONG = "One two three four five six."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (LONG, [LONG]),
        ("One two three four five.", []),
        (f"Short one. {LONG} Short one.", [LONG]),
        ("One two [3] three four five.", []),
        ('She said "one two three four five six" twice.', []),
        ("One two three four five six", []),
        ("One; two; three; four five six.", []),
        ("One - two - three - four - five six seven.", []),
        ("No liability for one two three four.", []),
        (f"# {LONG}", [LONG]),
    ],
)
def test_longest(text: str, expected: list[str], language: Language) -> None:
    assert found("longest: 5\n", text, language) == expected


def test_says_how_long_and_folds(language: Language) -> None:
    spec = "{longest: 5, once: document}\n"
    assert said(spec, f"{LONG} {LONG} Two.", language) == ["6 words"]


@given(st.lists(st.sampled_from(["one", "2", "(three", "naïve"]), max_size=30))
def test_counts_every_word(words: list[str]) -> None:
    counted = [word for word in words if word[0].isdigit() or word.strip("()")]
    assert word_count(" ".join(words)) == len(counted)


def test_quoted_words_and_citations_do_not_count() -> None:
    assert word_count('one "two three" four [5] — six (abc).') == 3
    assert not is_prose("a row with no end")


RUN_IN = "run-in: {labels: 3, steps: 3, words: 10}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rest: Sit. Ice: Cool it. Wrap it up: Do.", ["Rest"]),
        ("Rest: Sit. Ice: Cool it.", []),
        ("**Rest.** Sit. **Ice.** Cool it. **Wrap.** Do.", ["Rest"]),
        ("Sit on **ice** for a **short** while, **now**.", []),
        ("Source: A book. Note: B. Tip: C.", []),
        ("At 8:30, 9:30 and 10:30.", []),
        (
            "Do (1) one thing that is long, (2) two more, and (3) three others at once.",
            ["(1)"],
        ),
        ("Do (1) one, (2) two, (3) three.", []),
    ],
)
def test_run_in(text: str, expected: list[str], language: Language) -> None:
    assert found(RUN_IN, text, language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The TSH was low. TSH again.", ["TSH"]),
        ("The TSH and the INR.", ["TSH", "INR"]),
        ("The DNA was read.", []),
        ("Thyroid-stimulating hormone is made. TSH is low.", []),
        ("TSH (made in the brain) is low.", []),
        ("The hormone (TSH) is low. TSH falls.", []),
        ("A hormone called TSH is low.", []),
        ("STOP TAKING IT.", []),
        ("The KRAS gene and stage IVB.", []),
        ("The letters tsh and TSH.", []),
        ("# ALL ABOUT TSH", []),
        ("See the site at XYZ.org.", []),
        ("Half-life of B12 and T4.", []),
    ],
)
def test_acronyms(text: str, expected: list[str], language: Language) -> None:
    assert found("acronyms: {know: [DNA]}\n", text, language) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("From 1 in 40 to 1 in 55.", ["1 in 40 to 1 in 55"]),
        ("From 1 in 1,000 to 3 in 1000.", []),
        ("One in 40 and 1 in 4 and 1 in 2.", []),
        ("It was 12%, then 9 of 80.", ["12%, then 9 of 80"]),
        ("It was 12%, then 9%.", []),
        ("It was 12% after 9 weeks of 80 mg.", []),
        ("It was 60%, 30% and 10%.", []),
        ("In 2019, 2020 and 2021 it was 4%.", []),
    ],
)
def test_chances(text: str, expected: list[str], language: Language) -> None:
    assert found("chances: {figures: 2}\n", text, language) == expected


@pytest.mark.parametrize(
    "spec", ["metric: {}\n", "metric: {longest: 20, acronyms: {}}\n"]
)
def test_one_measure_only(spec: str, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="give exactly one of longest"):
        rule_of(spec, tmp_path)
