import re
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from medlint.language.abbreviations import Ending
from medlint.language.sentences import Abbreviations, split
from medlint.text import Span

HERE = Path(__file__).parent
RULES = HERE.parents[1] / "rules"
DATA = yaml.safe_load(
    (RULES / "core" / "language" / "abbreviations.yml").read_text(encoding="utf-8")
)
TABLE = Abbreviations.from_data(DATA)
CASES = [
    pytest.param(case, id=f"{group}-{number}")
    for group, cases in yaml.safe_load(
        (HERE / "sentences.yml").read_text(encoding="utf-8")
    ).items()
    for number, case in enumerate(cases, 1)
]
SPACE = re.compile(r"\s+")
CHARACTERS = "ab IVX.?!…\"'()[]“”’:;,-0123456789¹*\ufffcé🎉\u00a0µ\n"
CHUNKS = ["The ", ". ", ".) ", "Dr. ", "et al. ", "U.S. ", "vitamin ", "0.5", "[3]"]
PIECES = st.lists(st.sampled_from([*CHARACTERS, *CHUNKS]), max_size=40).map("".join)


def sentences(text: str) -> list[str]:
    return [span.of(text) for span in split(text, TABLE)]


@pytest.mark.parametrize("case", CASES)
def test_sentence_ends(case: str) -> None:
    expected = [part.strip() for part in case.split("|")]
    assert sentences(case.replace("|", "")) == expected


@pytest.mark.parametrize("case", CASES)
def test_a_sentence_split_again_is_itself(case: str) -> None:
    for sentence in sentences(case.replace("|", "")):
        assert sentences(sentence) == [sentence]


def test_the_table_of_cases_is_large() -> None:
    assert len(CASES) >= 200


@pytest.mark.parametrize("text", ["", " ", "\u00a0\n", "."])
def test_text_without_words(text: str) -> None:
    assert sentences(text) == ([text] if text.strip() else [])


@given(PIECES | st.text())
@example("... . ? !")
@example("A. B. C. The")
def test_spans_partition_the_text_that_is_not_space(text: str) -> None:
    spans = split(text, TABLE)
    assert SPACE.sub("", "".join(s.of(text) for s in spans)) == SPACE.sub("", text)
    for span in spans:
        assert span.of(text) == span.of(text).strip() != ""
    for before, after in pairwise(spans):
        assert before.end <= after.start


@given(PIECES, st.integers(0, 99999), st.integers(0, 9999), PIECES)
def test_a_decimal_number_is_never_split(
    before: str, whole: int, part: int, after: str
) -> None:
    number = f"{whole}.{part}"
    text = f"{before} {number} {after}"
    start = len(before) + 1
    inside = Span(start, start + len(number))
    assert any(span.contains(inside) for span in split(text, TABLE))


@given(PIECES)
def test_typography_does_not_move_an_end(text: str) -> None:
    plain = text.translate(str.maketrans("“”’\u00a0µ", '""\' u'))
    assert split(text, TABLE) == split(plain, TABLE)


@pytest.mark.parametrize(
    "text",
    [
        "." * 50_000,
        ". " * 50_000,
        "a?) A " * 20_000,
        "(" + "x?) A " * 20_000,
        "A" * 50_000 + ". The",
        "e.g. " * 20_000,
        "A, " * 30_000 + "B. The",
        'a."B' * 20_000,
        "[3]." * 20_000,
        " " * 100_000 + "a",
        "1." * 50_000,
        "x: 1. A " * 20_000,
        "a.1" + ",1" * 50_000 + "x",
        "a.[1" * 30_000,
        "a long.word.is-here. b " * 10_000,
        ("x" * 30 + ". b ") * 5_000,
        "A" + "b" * 30 + ". - c" * 20_000,
    ],
)
def test_time_grows_with_length_only(text: str) -> None:
    assert split(text, TABLE)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"groups": {"a": {"ends": "sometimes", "words": ["x."]}}}, "ends"),
        ({"groups": {"a": {"ends": "never", "words": ["x"]}}}, "words"),
        ({"groups": {"a": {"ends": "never", "words": ["x y."]}}}, "words"),
        ({"groups": {"a": {"ends": "never", "words": ["x.", "x."]}}}, "more than one"),
        ({"groups": []}, "groups"),
        ({"starters": [False]}, "starters"),
        ({"starter": ["The"]}, "starter"),
    ],
)
def test_a_mistake_in_the_table_is_refused(
    change: dict[str, object], message: str
) -> None:
    with pytest.raises(ValueError, match=message):
        Abbreviations.from_data(DATA | change)


def test_letter_case_of_an_entry() -> None:
    assert TABLE.find("Fig.") == TABLE.find("fig.") == "fig."
    assert TABLE.find("Sun.") == "Sun."
    assert TABLE.find("sun.") == ""
    assert TABLE.find("I.V.") == "i.v."
    assert TABLE.find("CA.") == ""
    assert TABLE.endings["e.g."] is Ending.NEVER
