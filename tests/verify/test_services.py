"""What services send, taken apart; and what they should not send."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlint.retractions.notice import Nature
from medlint.verify import crossref, handles, openalex, pubmed
from medlint.verify.record import Person
from medlint.verify.shapes import Json, ShapeError
from tests.verify.works import crossref_work, openalex_work, pubmed_summary, update


def work(**more: Any) -> Any:
    return {"status": "ok", "message": crossref_work("10.5555/X", "Tea", **more)}


def summary(pmid: str = "7", **more: Any) -> Any:
    found = {"uid": pmid, **pubmed_summary(pmid, "Tea", **more)}
    return {"header": {}, "result": {"uids": [pmid], pmid: found}}


def test_crossref() -> None:
    record = crossref.read_work(work(subtitle=["a trial"], year=2020))
    assert record.titles == ("Tea", "Tea: a trial")
    assert record.authors[0] == Person("Penrose", "Ada Penrose")
    assert record.years == {2020}
    assert record.journals == ("Annals of Invented Medicine", "Ann Invented Med")
    assert record.doi == "10.5555/x"
    assert record.notices == ()


@pytest.mark.parametrize(
    ("kind", "nature"),
    [
        ("retraction", Nature.RETRACTION),
        ("Retraction", Nature.RETRACTION),
        ("withdrawal", Nature.RETRACTION),
        ("removal", Nature.RETRACTION),
        ("expression_of_concern", Nature.CONCERN),
        ("expression-of-concern", Nature.CONCERN),
        ("erratum", Nature.CORRECTION),
        ("partial_retraction", Nature.CORRECTION),
        ("new_version", None),
    ],
)
def test_crossref_updates(kind: str, nature: Nature | None) -> None:
    value = work()
    value["message"]["updated-by"] = [update("10.5555/N", kind)]
    notices = crossref.read_work(value).notices
    assert [n.nature for n in notices] == ([nature] if nature else [])
    if notices:
        assert notices[0].date == date(2021, 5, 4)
        assert notices[0].notice_doi == "10.5555/n"


def test_crossref_update_to() -> None:
    value = work()
    value["message"]["update-to"] = [update("10.5555/other", "retraction")]
    notice = crossref.read_work(value)
    assert notice.is_notice
    assert notice.notices == ()
    value["message"]["update-to"] = [update("10.5555/X", "retraction")]
    itself = crossref.read_work(value)
    assert not itself.is_notice
    assert itself.notices[0].is_retraction


def test_a_title_that_says_retracted() -> None:
    value: Any = {"message": crossref_work("10.5555/x", "RETRACTED: Tea")}
    assert crossref.read_work(value).notices[0].is_retraction
    named = openalex_work("10.5555/x", "RETRACTED ARTICLE: Tea")
    assert openalex.read_work(named).notices[0].is_retraction


def test_pubmed() -> None:
    (record,) = pubmed.read_summary(
        summary(doi="10.5555/X", author="van der Berg PQ Jr")
    )
    assert record.titles == ("Tea.",)
    assert record.authors[0] == Person("van der Berg", "van der Berg PQ Jr")
    assert record.years == {2019}
    assert (record.doi, record.pmid) == ("10.5555/x", "7")
    assert record.notices == ()


@pytest.mark.parametrize(
    ("more", "nature"),
    [
        ({"pubtype": ["Journal Article", "Retracted Publication"]}, Nature.RETRACTION),
        ({"references": [{"reftype": "Retraction in", "pmid": 8}]}, Nature.RETRACTION),
        ({"references": [{"reftype": "Expression of concern in"}]}, Nature.CONCERN),
        ({"references": [{"reftype": "Erratum in"}]}, Nature.CORRECTION),
        ({"references": [{"reftype": "Cites"}]}, None),
        ({"pubtype": ["Retraction of Publication"]}, None),
    ],
)
def test_pubmed_notices(more: dict[str, Any], nature: Nature | None) -> None:
    (record,) = pubmed.read_summary(summary(**more))
    assert [n.nature for n in record.notices] == ([nature] if nature else [])


@pytest.mark.parametrize(
    "answer",
    [
        {"result": {"uids": ["7"], "7": {"error": "cannot get document summary"}}},
        {"result": {"uids": []}},
        {"esummaryresult": ["Invalid uid x at position= 0"]},
        {"esummaryresult": ["Empty id list - nothing todo"]},
    ],
)
def test_a_number_that_pubmed_does_not_know(answer: Json) -> None:
    assert pubmed.read_summary(answer) == ()


@pytest.mark.parametrize(
    "answer",
    [
        {"error": "API rate limit exceeded", "count": "11"},
        {"esummaryresult": ["NCBI C++ Exception: Error: EUTILSAPP"]},
        {"result": {"uids": ["7"], "7": {"error": "backend is down"}}},
        {"result": {"uids": ["7"]}},
        {"result": 3},
        {},
        None,
    ],
)
def test_an_error_of_pubmed_is_no_missing_record(answer: Json) -> None:
    with pytest.raises(ShapeError):
        pubmed.read_summary(answer)


def test_a_record_of_pmc() -> None:
    for value, pmid in (("30000070", "30000070"), ("0", "")):
        ids = [{"idtype": "pmid", "value": value}]
        (record,) = pubmed.read_summary(summary(articleids=ids))
        assert record.pmid == pmid


def test_bodies_are_no_first_authors() -> None:
    body = {"name": "The Tea Trialists", "sequence": "first"}
    person = {"given": "Ada", "family": "Penrose", "sequence": "additional"}
    assert crossref.read_work(work(author=[body, person])).authors == (
        Person("Penrose", "Ada Penrose"),
    )
    named = [{"name": "Tea Trialists", "authtype": "CollectiveName"}]
    (record,) = pubmed.read_summary(summary(authors=named))
    assert record.authors == ()


def test_addresses_are_not_searched_for() -> None:
    query = crossref.search_query("Tea. https://example.org/x Lancet")
    assert query["query.bibliographic"] == "Tea.  Lancet"


def test_a_search_in_pubmed() -> None:
    query = pubmed.search_query("Tea, <i>coffee</i> & [sleep]: a trial")
    assert query["term"] == "tea coffee and sleep a trial"
    assert query["field"] == "title"
    assert pubmed.read_search({"esearchresult": {"idlist": ["1", "2"]}}) == ("1", "2")
    with pytest.raises(ShapeError, match="Search Backend failed"):
        pubmed.read_search({"esearchresult": {"ERROR": "Search Backend failed"}})


def test_openalex() -> None:
    value = openalex_work("10.5555/x", "Tea", pmid="7", is_retracted=True)
    record = openalex.read_work(value)
    assert (record.doi, record.pmid) == ("10.5555/x", "7")
    assert record.years == {2019}
    assert record.authors == (Person("Penrose", "Ada Penrose"),)
    assert record.notices[0].is_retraction
    with pytest.raises(ShapeError, match="Unknown field"):
        openalex.read_work({"error": "Invalid", "message": "Unknown field"})


def test_handles() -> None:
    assert handles.is_registered({"responseCode": 1})
    assert not handles.is_registered({"responseCode": 100})
    with pytest.raises(ShapeError):
        handles.is_registered({"responseCode": 2})


def test_paths() -> None:
    doi = "10.1002/(sici)1097<1::aid>3.0.co;2-x?#%"
    assert "/" not in crossref.work_path(doi).removeprefix("/works/")
    assert openalex.work_path("doi", doi).count("#") == 0
    assert "?" not in handles.handle_path(doi)


KEYS = [
    *("message", "items", "title", "author", "issued", "date-parts", "updated-by"),
    *("DOI", "type", "updated", "result", "uids", "1", "error", "esearchresult"),
    *("idlist", "pubdate", "authors", "articleids", "id", "ids", "authorships"),
    *("primary_location", "responseCode", "family"),
]
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(KEYS),
            inner,
            max_size=5,
        )
    ),
    max_leaves=20,
)


@given(JSON)
def test_no_json_breaks_a_reader(answer: Any) -> None:
    for read in (
        crossref.read_work,
        crossref.read_search,
        pubmed.read_summary,
        pubmed.read_search,
        openalex.read_work,
        handles.is_registered,
    ):
        try:
            read(answer)
        except ShapeError:
            continue
