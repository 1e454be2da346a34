import re

import pytest
import re2
from hypothesis import given
from hypothesis import strategies as st

from medlint.language.normalise import bounded_view, matching_view
from medlint.language.terms import Terms


def found(terms: list[str], prose: str) -> list[tuple[str, str]]:
    hits = Terms(terms).find(bounded_view(matching_view(prose)))
    return [(terms[index], prose[start:end]) for index, start, end in hits]


@pytest.mark.parametrize(
    ("term", "prose", "hits"),
    [
        ("flu", "Flu, influenza and the flu.", ["Flu", "flu"]),
        ("alzheimer s", "It is Alzheimer’s disease.", ["Alzheimer’s"]),
        ("Alzheimer's", "It is Alzheimer's disease.", ["Alzheimer's"]),
        ("vitamin b 12", "Take vitamin-B‑12 daily", ["vitamin-B‑12"]),
        ("vitamin-b12", "Vitamin\u00a0B12", ["Vitamin\u00a0B12"]),
        ("e. coli", "E. coli or E coli", ["E. coli", "E coli"]),
        ("low dose", "It is low. Dose it well, low, dose high.", []),
        ("ébola", "Ébola, ébolas, «ébola»", ["Ébola", "ébola"]),
        ("b", "a_b,b·b™", ["b", "b", "b"]),
        ("cold", "", []),
    ],
)
def test_names_are_whole_words(term: str, prose: str, hits: list[str]) -> None:
    assert found([term], prose) == [(term, hit) for hit in hits]


def test_overlapping_names_are_all_kept_in_order() -> None:
    terms = ["failure", "heart failure", "heart", "failure clinic", "heart"]
    assert [words for _, words in found(terms, "A heart failure clinic")] == [
        *("heart", "heart", "heart failure"),
        *("failure", "failure clinic"),
    ]


def test_no_names_find_nothing() -> None:
    assert found([], "anything") == []
    with pytest.raises(ValueError, match="without a letter"):
        Terms(["–"])


@given(st.text(max_size=60))
def test_the_bounded_view_keeps_letters_and_digits_in_place(prose: str) -> None:
    view = matching_view(prose)
    bounded = bounded_view(view)
    assert len(bounded) == len(view) + 2
    assert (bounded[0], bounded[-1]) == (" ", " ")
    for old, new in zip(view, bounded[1:-1], strict=True):
        is_word = re2.fullmatch(r"[\pL\pN]", old) is not None
        assert new == (old if is_word else " ")


@given(
    st.lists(st.sampled_from(["ab", "a", "b c", "ba"]), min_size=1, max_size=4),
    st.text("abc -.é", max_size=30),
)
def test_terms_find_what_a_plain_search_finds(terms: list[str], prose: str) -> None:
    hits = Terms(terms).find(bounded_view(prose))
    text = re.sub(r"[^\w]", " ", prose)
    expected = [
        (index, found.start(1), found.end(1))
        for index, term in enumerate(terms)
        for found in re.finditer(rf"(?=(?<!\w)({term})(?!\w))", text)
    ]
    assert sorted(hits) == sorted(expected)
    assert [start for _, start, _ in hits] == sorted(start for _, start, _ in hits)


def test_a_name_may_have_further_spellings() -> None:
    terms = Terms(["e coli", "flu"], [("e. coli", 0), ("e coli", 0)])
    view = bounded_view("e. coli, e coli and the flu")
    assert terms.find(view) == [(0, 0, 7), (0, 9, 15), (1, 24, 27)]
