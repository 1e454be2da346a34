import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medlint.references.entries import parse_entry
from medlint.references.likeness import looks_like_entry
from tests.growth import assert_linear
from tests.references.lists import FIELDS, STYLES, entries_of, score_of

FLOOR = 0.95


@pytest.mark.parametrize("style", STYLES)
def test_fields_of_a_style_are_read(style: str) -> None:
    entries = entries_of(style)
    assert len(entries) == 60
    score = score_of(entries)
    wrong = "\n".join(score.wrong)
    assert score.share >= FLOOR, wrong
    for name in FIELDS:
        assert score.right[name] / score.asked[name] >= FLOOR, wrong


@pytest.mark.parametrize("style", STYLES)
def test_parts_are_slices_of_the_entry(style: str) -> None:
    for entry in entries_of(style):
        text = entry["text"]
        found = parse_entry(text)
        for part in (found.title, found.journal):
            assert part is None or part.span.of(text) == part.text
        for author in found.authors:
            assert author.surname in author.span.of(text)
        for identifier in found.identifiers:
            assert identifier.span.of(text)


@pytest.mark.parametrize("style", STYLES)
def test_entries_are_known_as_such(style: str) -> None:
    missed = [e["text"] for e in entries_of(style) if not looks_like_entry(e["text"])]
    assert len(missed) <= 3, missed


@pytest.mark.parametrize("style", STYLES)
def test_emphasis_and_line_breaks_change_nothing(style: str) -> None:
    for entry in entries_of(style):
        plain = parse_entry(entry["text"])
        if not plain.journal or not plain.title:
            continue
        start, end = plain.journal.span
        text = entry["text"]
        marked = parse_entry(f"{text[:start]}*{text[start:end]}*{text[end:]}")
        broken = parse_entry(text.replace(", ", ",\n  ", 1))
        assert marked.journal is not None
        assert marked.journal.text == plain.journal.text
        assert [a.surname for a in broken.authors] == [a.surname for a in plain.authors]
        assert (marked.year, marked.volume, marked.pages) == (
            plain.year,
            plain.volume,
            plain.pages,
        )


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("12. Smith AB. Sleep. Lancet. 2019;1:2-3.", "12"),
        ("[12] Smith AB. Sleep. Lancet. 2019;1:2-3.", "12"),
        ("(12) Smith AB. Sleep. Lancet. 2019;1:2-3.", "12"),
        ("[^smith]: Smith AB. Sleep. Lancet. 2019;1:2-3.", "smith"),
        ("¹² Smith AB. Sleep. Lancet. 2019;1:2-3.", "12"),
        ("12\tSmith AB. Sleep. Lancet. 2019;1:2-3.", "12"),
        ("- Smith AB. Sleep. Lancet. 2019;1:2-3.", ""),
        ("Smith AB. Sleep. Lancet. 2019;1:2-3.", ""),
    ],
)
def test_the_number_of_an_entry_is_its_label(text: str, label: str) -> None:
    found = parse_entry(text)
    assert found.label == label
    assert [author.surname for author in found.authors] == ["Smith"]
    assert found.title is not None
    assert found.title.text == "Sleep"


@pytest.mark.parametrize(
    "text",
    [
        "Source: Smith A B, Lee C. Salt intake. Eur Heart J, 2021, 42(21): 2103-2112.",
        "Smith AB, Lee C. Salt intake[J]. Eur Heart J. 2021;42(21):2103-2112.",
        "Smith AB and Lee C (2021) Salt intake. Eur Heart J 42(21): 2103-2112.",
        "A. B. Smith and C. Lee, “Salt intake,” Eur Heart J, vol. 42, no. 21, pp. 2103-2112, 2021.",
        "Smith A.B., Lee C. Salt intake. Eur Heart J 42, 2103-2112 (2021).",
        "[Smith AB, Lee C. Salt intake. Eur Heart J. 2021;42:2103-2112](https://example.org/a)",
        "**Smith AB**, Lee C. *Salt intake*. _Eur Heart J_. 2021;**42**(21):2103-2112.",
    ],
)
def test_other_ways_to_write_the_same(text: str) -> None:
    found = parse_entry(text)
    assert [author.surname for author in found.authors] == ["Smith", "Lee"]
    assert found.title is not None
    assert found.title.text.strip("*") == "Salt intake"
    assert found.journal is not None
    assert found.journal.text.strip("_") == "Eur Heart J"
    assert (found.year, found.volume, found.pages) == (2021, "42", "2103-2112")
    assert looks_like_entry(text)


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("Smith AB, Lee C, et al. Sleep. Lancet. 2019;1:2-3.", True),
        ("Smith et al. Sleep. Lancet. 2019;1:2-3.", True),
        ("Smith, A. B., et al. (2019). Sleep. Lancet, 1, 2-3.", True),
        ("Smith, A. B., ... Lee, C. (2019). Sleep. Lancet, 1, 2-3.", True),
        ("Smith, Anna, and others. “Sleep.” Lancet 1 (2019): 2.", True),
        ("Smith AB, Lee C. Sleep. Lancet. 2019;1:2-3.", False),
    ],
)
def test_a_list_cut_short_is_told(text: str, *, cut: bool) -> None:
    assert parse_entry(text).et_al is cut


@pytest.mark.parametrize(
    "text",
    [
        "Smith et al. (2019) found that one adult in three sleeps badly.",
        "According to the CDC (2023), diabetes is common. https://www.cdc.gov/diabetes",
        "The study was published in JAMA in 2019 (doi:10.1001/jama.2019.1234).",
        "A 2021 review (Smith AB, Lee C. Nutrients. 2021;13:12) reported no benefit.",
        "In 2017, Smith J, Lee K. and others reported it in Lancet. 2017;390:1-9.",
        "For more information, visit https://www.nhs.uk/conditions/asthma/.",
        "Call 1-800-222-1222 or visit www.poison.org for help in 2024.",
        "The American Heart Association (2020) recommends less salt. See heart.org.",
        "Vitamin D is made in the skin. Most adults need 600 IU a day.",
        "Updated May 2, 2024. Medically reviewed by Anna Smith, MD.",
        "Smith and Lee (2019) asked 300 nurses. Their answers were published in 2020.",
        "How common is asthma? In 2019, about 262 million people had it (WHO, 2023).",
        "Clinical trial NCT01234567 is recruiting adults until December 2026.",
    ],
)
def test_prose_is_no_entry(text: str) -> None:
    assert not looks_like_entry(text)


@pytest.mark.parametrize(
    "piece",
    [
        *(
            "Smith AB, ",
            "Smith, A. B., ",
            "Smith, Anna, ",
            "A. ",
            "van ",
            "(",
            "“",
            "‘a ",
        ),
        *(
            "1. ",
            ", 12",
            "2001;",
            " 2001 Jan",
            "(2001) ",
            "[cited ",
            ". In: ",
            "et al. ",
        ),
        *("vol. 1, no. ", "*_", ". . . ", "http://a.b/ ", "Aa", "? A", "\n", "Ab, C.-"),
        *("doi:", "10.1000/a<", "[", "](", "N. Engl. J. "),
    ],
)
def test_hostile_text_takes_no_time(piece: str) -> None:
    def work(size: int) -> None:
        parse_entry(piece * (size // len(piece)))
        looks_like_entry(piece * (size // len(piece)))

    assert_linear(work, 100_000)


_PIECES = st.sampled_from(
    [
        *(
            "Smith AB",
            "Smith, A. B.",
            "WHO",
            ", ",
            ". ",
            "et al",
            "& ",
            "“",
            "”",
            "‘",
            "’",
        ),
        *(
            "(2019)",
            "2019",
            ";12",
            "(3)",
            ":1-9",
            "In: ",
            "[Internet]",
            "doi:10.1001/x",
        ),
        *(
            "Lancet",
            "van der ",
            "*",
            "_",
            "[",
            "]",
            "(",
            ")",
            "\n",
            "…",
            "n.d.",
            "?",
            "É",
        ),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=25).map("".join) | st.text(max_size=120))
def test_any_text_is_read_without_error(text: str) -> None:
    found = parse_entry(text)
    looks_like_entry(text)
    for part in (found.title, found.journal):
        assert part is None or part.span.of(text) == part.text
    for author in found.authors:
        assert 0 <= author.span.start < author.span.end <= len(text)
