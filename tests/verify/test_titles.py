"""Titles that are one, and titles that are not, at the documented thresholds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlint.references.folding import clean, says_retracted, words
from medlint.verify.titles import SAME, same_title, similarity, stands_in

LONG = "Effect of evening barley water on morning joint stiffness in older adults"


@pytest.mark.parametrize(
    ("written", "found"),
    [
        (LONG, LONG.upper()),
        (LONG + ".", LONG),
        (LONG, f"{LONG}: a randomised controlled trial"),
        (f"{LONG}: a randomised controlled trial", LONG),
        ("Barley water: a trial in two towns", "Barley water"),
        ("Effect of evening barley water on mor...", LONG),
        ("Effect of evening barley water…", LONG),
        (
            "Randomised trial of anaemia in children",
            "Randomized trial of anemia in children",
        ),
        ("Follow-up of coeliac disease", "Follow up of coeliac disease"),
        ("Follow-up of coeliac disease", "Followup of coeliac disease"),
        ("Ménière's disease and diet", "Meniere’s disease and diet"),
        ("Vitamin B12 and H2O", "Vitamin B<sub>12</sub> and H<sub>2</sub>O"),
        (
            "Role of β2 receptors in asthma",
            "Role of <mml:math><mml:mi>β</mml:mi><mml:mn>2</mml:mn></mml:math> receptors in asthma",
        ),
        ("Role of beta receptors in asthma", "Role of β receptors in asthma"),
        ("Salt & pepper in the diet", "Salt &amp;amp; pepper in the diet"),
        ("Salt and pepper in the diet", "Salt & pepper in the diet"),
        (LONG, f"RETRACTED: {LONG}"),
        (LONG, f"RETRACTED ARTICLE: {LONG}"),
        (LONG, f"{LONG} [Retracted]"),
        (
            "Effect of evening barley water on morning joint stifness in older adults",
            LONG,
        ),
        ("Efecto de la manzanilla en niños", "EFECTO DE LA MANZANILLA EN NIÑOS"),
        (LONG.replace("evening ", ""), LONG),
    ],
)
def test_the_same(written: str, found: str) -> None:
    assert same_title(written, found)
    assert same_title(found, written)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Barley water and stiffness in men", "Barley water and stiffness in women"),
        ("Diet in type 1 diabetes", "Diet in type 2 diabetes"),
        (f"{LONG} part 1", f"{LONG} part 2"),
        ("Barley", "Barley water and joint stiffness"),
        ("Barley water in gout", "Rosehip capsules in gout"),
        (LONG, "Effect of morning coffee on evening sleep in younger adults"),
        ("", LONG),
        ("—", "—"),
        ("Hypertension in pregnancy", "Hypotension in pregnant women"),
    ],
)
def test_not_the_same(written: str, found: str) -> None:
    assert not same_title(written, found)
    assert not same_title(found, written)


def test_clean() -> None:
    assert (
        clean("Salt <i>and</i>\n pepper<br/>p &lt; 0.05") == "Salt and pepper p < 0.05"
    )
    assert clean("p < 0.05 and q > 3") == "p < 0.05 and q > 3"
    assert words("Ærø’s <b>café</b> – ŁÓDŹ") == ("aeros", "cafe", "lodz")


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("RETRACTED: Tea", True),
        ("Retracted Article: Tea", True),
        ("WITHDRAWN: Tea", True),
        ("Tea (Retracted)", True),
        ("Why papers are retracted: a survey", False),
        ("Retracted works in cardiology", False),
    ],
)
def test_says_retracted(title: str, expected: bool) -> None:
    assert says_retracted(title) is expected


def test_stands_in() -> None:
    entry = "Penrose A, Birch T. Barley water and joint stiffness. Ann Med 2019"
    assert stands_in("Barley Water and <i>Joint</i> Stiffness", entry)
    assert not stands_in("Ann Med", entry)
    assert not stands_in("Barley water and joint stiffness again", entry)


@given(st.text(max_size=40), st.text(max_size=40))
def test_similarity_is_a_share_and_symmetric_in_verdict(one: str, other: str) -> None:
    assert 0.0 <= similarity(one, other) <= 1.0
    if words(one):
        assert similarity(one, one) >= SAME
