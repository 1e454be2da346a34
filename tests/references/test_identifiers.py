import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medlint.references.identifiers import identifiers_in
from medlint.references.record import Scheme
from medlint.references.years import doi_year, pmid_year
from tests.growth import assert_linear

SICI = "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2"

GOOD = [
    ("doi:10.1001/jama.2019.1234.", Scheme.DOI, "10.1001/jama.2019.1234"),
    ("DOI: 10.1001/jama.2019.1234;", Scheme.DOI, "10.1001/jama.2019.1234"),
    ("doi 10.1001/jama.2019.1234", Scheme.DOI, "10.1001/jama.2019.1234"),
    ("https://doi.org/10.1001/JAMA.2019.1234)", Scheme.DOI, "10.1001/jama.2019.1234"),
    ("http://dx.doi.org/10.1001/jama.2019.1", Scheme.DOI, "10.1001/jama.2019.1"),
    ("doi.org/10.1001/jama.2019.1", Scheme.DOI, "10.1001/jama.2019.1"),
    ("https://doi.org/10.1136%2Fbmj.l1234", Scheme.DOI, "10.1136/bmj.l1234"),
    ("(10.1016/S0140-6736(19)31234-5).", Scheme.DOI, "10.1016/s0140-6736(19)31234-5"),
    (f"see {SICI}.", Scheme.DOI, SICI.lower()),
    (f"https://doi.org/{SICI}", Scheme.DOI, SICI.lower()),
    ("“10.1056/NEJMoa012512”", Scheme.DOI, "10.1056/nejmoa012512"),
    ("https://doi.org/10/gf7s", Scheme.DOI, "10/gf7s"),
    ("doi:10.1000.10/123456", Scheme.DOI, "10.1000.10/123456"),
    ("<a>https://doi.org/10.1001/x12</a>", Scheme.DOI, "10.1001/x12"),
    ("PMID: 30248938.", Scheme.PMID, "30248938"),
    ("PMID 1", Scheme.PMID, "1"),
    ("PubMed ID: 30,248,938", Scheme.PMID, "30248938"),
    ("https://pubmed.ncbi.nlm.nih.gov/30248938/", Scheme.PMID, "30248938"),
    ("https://www.ncbi.nlm.nih.gov/pubmed/30248938", Scheme.PMID, "30248938"),
    ("PMCID: PMC6313374", Scheme.PMCID, "PMC6313374"),
    ("in PMC6313374,", Scheme.PMCID, "PMC6313374"),
    (
        "https://www.ncbi.nlm.nih.gov/pmc/articles/PMC6313374/",
        Scheme.PMCID,
        "PMC6313374",
    ),
    ("https://pmc.ncbi.nlm.nih.gov/articles/PMC6313374", Scheme.PMCID, "PMC6313374"),
    ("(NCT01206062)", Scheme.NCT, "NCT01206062"),
    ("https://clinicaltrials.gov/study/NCT01206062", Scheme.NCT, "NCT01206062"),
    ("clinicaltrials.gov/ct2/show/NCT01206062", Scheme.NCT, "NCT01206062"),
    ("ISRCTN12345678", Scheme.ISRCTN, "ISRCTN12345678"),
    ("https://www.isrctn.com/ISRCTN12345678", Scheme.ISRCTN, "ISRCTN12345678"),
    ("EudraCT 2015-001234-56", Scheme.EUDRACT, "2015-001234-56"),
    ("trial 2015-001234-56 in", Scheme.EUDRACT, "2015-001234-56"),
    ("EU CT number 2022-501234-12-00", Scheme.CTIS, "2022-501234-12-00"),
    ("2022-501234-12-00", Scheme.CTIS, "2022-501234-12-00"),
    ("ACTRN12605000123456", Scheme.ACTRN, "ACTRN12605000123456"),
    ("ISSN 2049-3630", Scheme.ISSN, "2049-3630"),
    ("eISSN: 20493630", Scheme.ISSN, "2049-3630"),
    ("ISSN (online): 0000-006X", Scheme.ISSN, "0000-006X"),
    ("ISBN 978-3-16-148410-0", Scheme.ISBN, "9783161484100"),
    ("ISBN-13: 978 3 16 148410 0", Scheme.ISBN, "9783161484100"),
    ("ISBN-10: 0-306-40615-2", Scheme.ISBN, "0306406152"),
    ("ISBN 0-8044-2957-X", Scheme.ISBN, "080442957X"),
    ("978-3-16-148410-0", Scheme.ISBN, "9783161484100"),
    ("https://orcid.org/0000-0002-1825-0097", Scheme.ORCID, "0000-0002-1825-0097"),
    ("ORCID: 0000-0002-1694-233X", Scheme.ORCID, "0000-0002-1694-233X"),
    ("https://www.cdc.gov/diabetes.", Scheme.URL, "https://www.cdc.gov/diabetes"),
    ("cdc.gov/diabetes/a_(b).html", Scheme.URL, "https://cdc.gov/diabetes/a_(b).html"),
]


@pytest.mark.parametrize(("text", "scheme", "value"), GOOD)
def test_identifiers_are_found(text: str, scheme: Scheme, value: str) -> None:
    [found] = identifiers_in(text)
    assert (found.scheme, found.value, found.problem) == (scheme, value, "")
    [again] = identifiers_in(found.span.of(text))
    assert again.value == value


@pytest.mark.parametrize(
    ("text", "scheme", "words"),
    [
        ("doi:10.1001", Scheme.DOI, "before the slash"),
        ("doi:10.1001/ was", Scheme.DOI, "nothing behind the slash"),
        ("https://doi.org/", Scheme.DOI, "has no DOI"),
        ("https://doi.org/jama.2019", Scheme.DOI, "begins with 10."),
        ("doi: 11.1001/x1", Scheme.DOI, "begins with 10."),
        ("doi:10.12/abc.d-e", Scheme.DOI, "at least four digits; this has two"),
        ("PMID: 123456789012", Scheme.PMID, "at most eight digits; this has twelve"),
        ("PMID: 99999999", Scheme.PMID, "not given out"),
        ("PMID: 0123", Scheme.PMID, "does not begin with 0"),
        ("PMID: 12a45", Scheme.PMID, "digits only"),
        ("PMID: PMC6313374", Scheme.PMID, "this is a PMCID"),
        ("PMCID: 6313374", Scheme.PMCID, "write PMC6313374"),
        ("PMCID: PMC12", Scheme.PMCID, "this has two"),
        ("NCT0123456", Scheme.NCT, "eight digits; this has seven"),
        ("NCT012345678", Scheme.NCT, "this has nine"),
        ("NCTO1234567", Scheme.NCT, "letter O"),
        ("ISRCTN1234567", Scheme.ISRCTN, "this has seven"),
        ("ACTRN126050001234", Scheme.ACTRN, "fourteen digits; this has twelve"),
        ("EudraCT number: 2015-1234-56", Scheme.EUDRACT, "2015-001234-56"),
        ("CTIS 2022-401234-12", Scheme.CTIS, "2023-501234-56-00"),
        ("ISSN 2049-3631", Scheme.ISSN, "ends in 0, not 1"),
        ("ISSN 2049-363", Scheme.ISSN, "eight digits; this has seven"),
        ("ISBN 978-3-16-148410-7", Scheme.ISBN, "ends in 0, not 7"),
        ("ISBN 978-3-16-14841-0", Scheme.ISBN, "ten or thirteen digits"),
        ("ISBN 977-3-16-148410-0", Scheme.ISBN, "978 or 979"),
        ("https://orcid.org/0000-0002-1825-0098", Scheme.ORCID, "ends in 7, not 8"),
        ("ORCID 0000-0002-1825-009", Scheme.ORCID, "sixteen digits"),
    ],
)
def test_malformed_identifiers_are_found(text: str, scheme: Scheme, words: str) -> None:
    [found] = identifiers_in(text)
    assert found.scheme is scheme
    assert words in found.problem
    assert found.problem


@pytest.mark.parametrize(
    "text",
    [
        "Call 555-123-4567 or 1-800-222-1222.",
        "pp. 123-456, 1999-2005, 2019–2020 and 10.5/20 mg",
        "between 10.1000 and 10.2000 units, 3.10/5",
        "blood pressure 120/80, 10.1234/5 of them",
        "0123456789 and 9780000000 and 12345678",
        "card 4111-1111-1111-1111, account 2005-2006-2007-2008",
        "on 2024-05-02 at 10:30, version 1.2.3.4",
        "doi: not available; the NCT programme; PMC1 in yeast",
        "mail editor@nih.gov or e.g. this.that etc.",
        "ISBN and ISSN are standards. ORCID too.",
        "2015-12-01 to 2016-01-01; 2049-3630 steps",
    ],
)
def test_numbers_are_no_identifiers(text: str) -> None:
    assert identifiers_in(text) == ()


def test_an_address_that_holds_a_doi_gives_both() -> None:
    text = "https://www.bmj.com/content/10.1136/bmj.l1234/full?x=1"
    url, doi = identifiers_in(text)
    assert (url.scheme, url.span.of(text)) == (Scheme.URL, text)
    assert (doi.scheme, doi.value) == (Scheme.DOI, "10.1136/bmj.l1234")
    assert doi.span.of(text) == "10.1136/bmj.l1234"


def test_a_link_gives_label_and_address_apart() -> None:
    text = "[10.1001/x12](https://doi.org/10.1001/x12)"
    assert [i.span.of(text) for i in identifiers_in(text)] == [
        "10.1001/x12",
        "https://doi.org/10.1001/x12",
    ]


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from([text for text, *_ in GOOD] + ["and", "(", "2019", "—", "\n"]),
        max_size=6,
    ).map(" ".join)
    | st.text(max_size=80)
)
def test_spans_are_in_order_and_inside(text: str) -> None:
    found = identifiers_in(text)
    assert list(found) == sorted(found, key=lambda i: (i.span, i.scheme))
    for identifier in found:
        assert 0 <= identifier.span.start < identifier.span.end <= len(text)
        assert not identifier.span.of(text).isspace()


def _isbn_13(body: str) -> str:
    total = sum(int(d) * (3 if i % 2 else 1) for i, d in enumerate(f"978{body}"))
    return f"978{body}{(10 - total % 10) % 10}"


def _mod_11(body: str) -> str:
    """The digit that makes the sum of all digits, weighted from one, divisible by 11."""
    for digit in "0123456789X":
        number = [10 if d == "X" else int(d) for d in body + digit]
        if sum(w * d for w, d in enumerate(reversed(number), 1)) % 11 == 0:
            return body + digit
    raise AssertionError


def _orcid(body: str) -> str:
    """The digit that makes the number, read in powers of two, one modulo 11."""
    for digit in "0123456789X":
        number = [10 if d == "X" else int(d) for d in body + digit]
        if sum(d * 2**w for w, d in enumerate(reversed(number))) % 11 == 1:
            return body + digit
    raise AssertionError


def _digits(count: int) -> st.SearchStrategy[str]:
    return st.text("0123456789", min_size=count, max_size=count)


_NUMBERS = st.one_of(
    _digits(9).map(lambda d: ("ISBN ", _isbn_13(d))),
    _digits(9).map(lambda d: ("ISBN ", _mod_11(d))),
    _digits(7).map(lambda d: ("ISSN ", _mod_11(d))),
    _digits(15).map(lambda d: ("ORCID ", _orcid(d))),
)


@settings(max_examples=200, deadline=None)
@given(_NUMBERS, st.integers(3, 15), st.integers(1, 9))
def test_one_changed_digit_is_always_noticed(
    number: tuple[str, str], at: int, by: int
) -> None:
    label, digits = number
    [valid] = identifiers_in(label + digits)
    assert valid.problem == ""
    at %= len(digits) - 1
    wrong = digits[:at] + str((int(digits[at]) + by) % 10) + digits[at + 1 :]
    [found] = identifiers_in(label + wrong)
    assert found.problem


@pytest.mark.parametrize(
    "piece",
    ["10.1000/(", "a.", "1-", "ISBN 1", "doi:", "www.", "(", "0000-", "http://"],
)
def test_hostile_text_takes_no_time(piece: str) -> None:
    assert_linear(lambda size: identifiers_in(piece * (size // len(piece))), 100_000)


@pytest.mark.parametrize(
    ("pmid", "year"),
    [
        ("4337382", 1972),
        ("9443160", 1998),
        ("11136953", 2001),
        ("16060722", 2005),
        ("19622552", 2009),
        ("26551272", 2015),
        ("30248938", 2018),
        ("33782057", 2021),
        ("36000000", 2022),
        ("40000000", 2025),
    ],
)
def test_a_pmid_tells_its_time(pmid: str, year: int) -> None:
    found = pmid_year(pmid)
    assert found is not None
    assert found[0] <= year <= found[1]


def test_the_time_of_recent_numbers_is_narrow() -> None:
    for number in (22_000_000, 24_000_000, 32_500_000, 36_000_000, 40_000_000):
        found = pmid_year(str(number))
        assert found is not None
        assert found[1] - found[0] <= 8


@pytest.mark.parametrize("text", ["", "0", "012", "123456789", "12a", "١٢"])
def test_what_is_no_pmid_has_no_time(text: str) -> None:
    assert pmid_year(text) is None


@pytest.mark.parametrize(
    ("doi", "year"),
    [
        ("10.1016/j.jcin.2022.05.031", 2022),
        ("10.1016/S0140-6736(19)31234-5", 2019),
        ("10.1016/S0140-6736(98)11234-5", 1998),
        ("10.1001/jama.2019.1234", 2019),
        ("10.3389/fnut.2020.00123", 2020),
        ("10.1101/2020.03.01.20012345", 2020),
        ("10.1111/j.1365-2125.2004.02123.x", 2004),
        ("10.1136/bmjopen-2019-031234", 2019),
        ("10.1056/NEJMoa012512", 0),
        ("10.1186/s12916-017-0791-y", 0),
        ("10.1371/journal.pmed.0020124", 0),
        ("10.1002/14651858.CD011737.pub2", 0),
        ("10.1007/s10654-020-00694-5", 0),
        ("10.1001/jama.288.23.2981", 0),
        ("10.1016/j.jcin.9999.05.031", 0),
        ("", 0),
    ],
)
def test_a_doi_may_tell_its_year(doi: str, year: int) -> None:
    assert doi_year(doi) == year
