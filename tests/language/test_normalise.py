import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlint.language.normalise import cased_view, matching_view

VIEWS = (cased_view, matching_view)
_LETTERS_END = 0x20000  # no case and no look-alike beyond the second plane
CASES = [
    ("5\u00a0mg", "5 mg", "no-break space"),
    ("5\u202fmg\u2009daily\u2007x", "5 mg daily x", "narrow, thin and figure space"),
    ("doctor’s “best” ‘tip’", "doctor's \"best\" 'tip'", "curly quotes"),
    ("5′ 6″", "5' 6\"", "primes"),
    ("«tonic» ‹tea›", "\"tonic\" 'tea'", "guillemets"),
    ("5–10 — x ‑ y ‒ z − 1", "5-10 - x - y - z - 1", "dashes, minus"),
    ("50 µg of μ", "50 ug of u", "micro sign and Greek mu"),
    ("５０％", "50%", "full-width digits and signs"),
    ("1⁄2", "1/2", "fraction slash"),
    ("wait…", "wait…", "ellipsis stays"),
    ("e\ufb03cacy", "e\ufb03cacy", "ligature stays"),
    ("café naïve", "café naïve", "accents stay"),
    ("x² ≥ 5 ×", "x² ≥ 5 ×", "signs stay"),
    ("😀 – 😀", "😀 - 😀", "beyond the basic plane"),
    ("plain text.", "plain text.", "ASCII"),
    ("", "", "nothing"),
]


@pytest.mark.parametrize(("prose", "view", "_why"), CASES)
def test_cased_view_replaces_look_alikes(prose: str, view: str, _why: str) -> None:
    assert cased_view(prose) == view


@pytest.mark.parametrize(
    ("prose", "view"),
    [
        ("The FDA", "the fda"),
        ("ÉTUDE “X”", 'étude "x"'),
        ("İ", "i"),
        ("ΟΔΟΣ ΟΔΟΣ", "οδοσ οδοσ"),
        ("ẞ ß", "ß ß"),
        ("Μ and µ", "u and u"),
        ("ＭＧ", "mg"),
    ],
)
def test_matching_view_folds_case_without_moving_an_offset(
    prose: str, view: str
) -> None:
    assert matching_view(prose) == view


def test_every_code_point_becomes_one_and_views_are_stable() -> None:
    texts = [chr(code) for code in range(_LETTERS_END)]
    for view in VIEWS:
        # Plain letters between, so that neighbours cannot make up for each other.
        once = view("a" + "a".join(texts))
        assert set(once[::2]) == {"a"}
        assert len(once) == 2 * len(texts)
        assert view(once) == once


@given(st.text(st.characters() | st.sampled_from("İΣς’“–\u00a0µΜ\u202fA")))
def test_views_work_code_point_by_code_point(prose: str) -> None:
    for view in VIEWS:
        assert view(prose) == "".join(map(view, prose))


@given(st.text())
def test_matching_view_is_the_cased_view_in_lower_case(prose: str) -> None:
    assert matching_view(cased_view(prose)) == matching_view(prose)
    assert len(matching_view(prose)) == len(prose)
