"""Cells as people wrote them."""

from datetime import date

import pytest

from medlint.retractions import cells


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("10.1234/Ab.C", "10.1234/ab.c"),
        (" 10.1234/x ", "10.1234/x"),
        ("https://doi.org/10.1234/X", "10.1234/x"),
        ("HTTP://DX.DOI.ORG/10.1234/x", "10.1234/x"),
        ("doi:10.1234/x", "10.1234/x"),
        ("DOI: 10.1234/x", "10.1234/x"),
        ("https://doi.org/10.1234%2Fx", "10.1234/x"),
        ("10.1234/a%2Fb", "10.1234/a%2fb"),
        ("10.1234.56/x", "10.1234.56/x"),
        ("unavailable", ""),
        ("Unavailable", ""),
        ("0", ""),
        ("", ""),
    ],
)
def test_doi(text: str, expected: str) -> None:
    assert cells.doi_key(text) == expected


@pytest.mark.parametrize("text", ["see notes", "10.12/x", "10.1234", "10.1234/a b"])
def test_no_doi(text: str) -> None:
    with pytest.raises(ValueError, match="is not a DOI"):
        cells.doi_key(text)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("123", "123"), ("00123", "123"), ("123.0", "123"), ("0", ""), ("0.0", "")],
)
def test_pmid(text: str, expected: str) -> None:
    assert cells.pmid_key(text) == expected


@pytest.mark.parametrize("text", ["PMC12", "12 34", "123456789", "١٢٣", "-5"])
def test_no_pmid(text: str) -> None:
    with pytest.raises(ValueError, match="is not a PMID"):
        cells.pmid_key(text)


@pytest.mark.parametrize(
    "text",
    [
        "1/31/2020 0:00",
        "01/31/2020",
        "1/31/2020 12:00:00 AM",
        "2020-01-31",
        "2020-01-31T00:00:00Z",
        " 2020-01-31 00:00 ",
    ],
)
def test_day(text: str) -> None:
    assert cells.day(text) == date(2020, 1, 31)


@pytest.mark.parametrize("text", ["31/1/2020", "2/30/2020 0:00", "soon", "1/1/20"])
def test_no_day(text: str) -> None:
    with pytest.raises(ValueError, match="is not a date"):
        cells.day(text)


def test_reasons() -> None:
    assert cells.reasons("+Paper  Mill;+Error in Data; Rogue Editor;") == (
        "Paper Mill",
        "Error in Data",
        "Rogue Editor",
    )
