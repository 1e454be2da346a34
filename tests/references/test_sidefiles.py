import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medlint.errors import UserError
from medlint.references.record import Scheme
from medlint.references.sidefiles import read_side_file

BIB = r"""
@string{jama = "JAMA"}
@comment{kept by hand}
@article{smith2019,
  author = {Smith, John A. and van der Berg, Anna and {World Health Organization}
            and M{\"u}ller, K. and others},
  title = {The {DASH} diet: a study},
  journal = jama, year = 2019, volume = {12}, number = {3}, pages = {1--9},
  doi = {https://doi.org/10.1001/jama.2019.1234}, pmid = {30248938},
}
@inbook{lee, author = "Jane Lee", title = {Asthma}, booktitle = {Lungs}, date = {2020-05-01}}
"""
RIS = """TY  - JOUR
AU  - Smith, John A.
AU  - World Health Organization
TI  - The DASH diet
T2  - JAMA
PY  - 2019/01/02
VL  - 12
IS  - 3
SP  - 1
EP  - 9
DO  - 10.1001/jama.2019.1234
UR  - https://example.org/a
ID  - smith2019
ER  -

TY  - CHAP
A1  - Lee, Jane
T1  - Asthma
T2  - Lungs
Y1  - 2020
ER  -
"""
CSL = """[
 {"id": "smith2019", "type": "article-journal", "title": "The DASH diet",
  "container-title": "JAMA", "issued": {"date-parts": [[2019, 1]]}, "volume": 12,
  "author": [{"family": "Berg", "given": "Anna", "non-dropping-particle": "van der"},
             {"literal": "World Health Organization"}],
  "page": "1-9", "DOI": "10.1001/JAMA.2019.1234", "ISSN": "2049-3631"},
 {"id": 2, "type": "chapter", "title": "Asthma", "container-title": "Lungs",
  "issued": {"raw": "2020"}}
]"""


def test_bibtex_is_read() -> None:
    smith, lee = read_side_file("refs.bib", BIB)
    assert smith.label == "smith2019"
    assert [(a.surname, a.group) for a in smith.authors] == [
        ("Smith", False),
        ("van der Berg", False),
        ("World Health Organization", True),
        ("Müller", False),
    ]
    assert smith.et_al
    assert smith.title is not None
    assert smith.title.text == "The DASH diet: a study"
    assert smith.journal is not None
    assert smith.journal.text == "JAMA"
    assert (smith.year, smith.volume, smith.issue, smith.pages) == (
        2019,
        "12",
        "3",
        "1-9",
    )
    assert {i.scheme: i.value for i in smith.identifiers} == {
        Scheme.DOI: "10.1001/jama.2019.1234",
        Scheme.PMID: "30248938",
    }
    assert (lee.year, lee.journal, lee.authors[0].surname) == (2020, None, "Lee")


def test_ris_is_read() -> None:
    smith, lee = read_side_file("refs.RIS", RIS.replace("\n", "\r\n"))
    assert [(a.surname, a.group) for a in smith.authors] == [
        ("Smith", False),
        ("World Health Organization", True),
    ]
    assert smith.journal is not None
    assert smith.journal.text == "JAMA"
    assert (smith.label, smith.year, smith.pages) == ("smith2019", 2019, "1-9")
    assert [i.scheme for i in smith.identifiers] == [Scheme.DOI, Scheme.URL]
    assert (lee.year, lee.journal, lee.authors[0].surname) == (2020, None, "Lee")


def test_csl_json_is_read() -> None:
    smith, lee = read_side_file("refs.json", CSL)
    assert [a.surname for a in smith.authors] == [
        "van der Berg",
        "World Health Organization",
    ]
    assert (smith.year, smith.volume, smith.pages) == (2019, "12", "1-9")
    doi, issn = smith.identifiers
    assert doi.value == "10.1001/jama.2019.1234"
    assert "ends in 0, not 1" in issn.problem
    assert (lee.label, lee.year, lee.journal) == ("2", 2020, None)


@pytest.mark.parametrize("name", ["a.bib", "a.ris", "a.json"])
def test_an_empty_file_has_no_references(name: str) -> None:
    assert read_side_file(name, " \n") == ()


@pytest.mark.parametrize(
    ("name", "text", "places"),
    [
        ("a.bib", "hello", {"a.bib"}),
        ("a.bib", "\n@article{a, title={x}\n@book{b, title={y}}", {"a.bib:2:1"}),
        ("a.bib", "@book{b, title={x}}\n@book{b, title={y}}", {"a.bib:2:1"}),
        ("a.bib", "@book{b, title={x}, title={y}}", {"a.bib:1:1"}),
        ("a.ris", "hello", {"a.ris"}),
        ("a.ris", "TY  - JOUR\nTI  - x", {"a.ris:1:1"}),
        (
            "a.ris",
            "TY  - JOUR\nTY  - BOOK\nER  - \nAU  - x",
            {"a.ris:1:1", "a.ris:4:1"},
        ),
        ("a.json", "{}", {"a.json:1:1"}),
        ("a.json", '[{"id": 1},\n {"id"]', {"a.json:2:7"}),
        ("a.json", '[{"id": 1} {"id": 2}]', {"a.json:1:12"}),
        ("a.json", '[{"id": 1},]', {"a.json:1:12"}),
        ("a.json", '[1,\n {"title": 3}]', {"a.json:1:2", "a.json:2:2"}),
        ("a.json", "[" * 100_000, {"a.json:1:2"}),
        ("a.docx", "", {"a.docx"}),
    ],
)
def test_mistakes_are_told_with_their_lines(
    name: str, text: str, places: set[str]
) -> None:
    with pytest.raises(UserError) as caught:
        read_side_file(name, text)
    assert {problem.place for problem in caught.value.problems} == places
    assert all(problem.message and problem.hint for problem in caught.value.problems)


def test_deep_nesting_is_no_error() -> None:
    deep = "{" * 4000 + "x" + "}" * 4000
    [found] = read_side_file("a.bib", f"@article{{a, title={{{deep}}}}}")
    assert found.title is not None
    assert found.title.text == "x"


@settings(max_examples=120, deadline=None)
@given(
    st.sampled_from(["a.bib", "a.ris", "a.json"]),
    st.lists(
        st.sampled_from(
            [
                *(
                    "@article{",
                    "a",
                    ",",
                    "title",
                    "=",
                    "{",
                    "}",
                    '"',
                    "\n",
                    " and ",
                    "\\",
                ),
                *(
                    "TY  - JOUR\n",
                    "ER  - \n",
                    "AU  - x, y\n",
                    "PY  - 20\n",
                    "[",
                    "]",
                    ":",
                ),
                *(
                    '"author"',
                    "null",
                    "1",
                    '"issued"',
                    '"date-parts"',
                    "[[",
                    "]]",
                    "title=",
                ),
            ]
        ),
        max_size=20,
    ).map("".join),
)
def test_any_file_is_read_or_told_wrong(name: str, text: str) -> None:
    try:
        read_side_file(name, text)
    except UserError as error:
        assert error.problems
