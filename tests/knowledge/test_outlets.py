from pathlib import Path

import pytest

from medlint.errors import UserError
from medlint.knowledge.outlets import Outlets, load_outlets, split_address
from medlint.knowledge.retracted import load_retracted
from medlint.packs import core_rules

_WIKI = "{kind: wiki, domains: [a.org], source: [x]}"
FOLDER = core_rules() / "knowledge"


@pytest.fixture(scope="module")
def outlets() -> Outlets:
    return load_outlets(FOLDER)


@pytest.mark.parametrize(
    ("address", "kind"),
    [
        ("https://pubmed.ncbi.nlm.nih.gov/?term=zinc+cold", "search"),
        ("https://pubmed.ncbi.nlm.nih.gov/12345678/", "repository"),
        ("https://www.google.com/search?q=zinc", "search"),
        ("https://journal.example/search?q=zinc", "search"),
        ("https://journal.example/research/zinc", None),
        ("https://bit.ly/3abc", "redirect"),
        ("https://a.ezproxy.library.example/zinc", "login"),
        ("https://journal.example/login?next=/zinc", "login"),
        ("https://journal.example/blog/login-trouble", None),
        ("https://www.cdc.gov/flu", "government"),
        ("https://agency.gov.uk/flu", "government"),
        ("https://en.wikipedia.org/wiki/Zinc", "wiki"),
        ("https://buyzincnow.example/benefits", "shop"),
        ("https://buyersguide.example/zinc", None),
        ("https://brand.example/products/zinc", "shop"),
        ("https://brand.example/nutrition", None),
        ("medrxiv.org/content/10.1101/2024", "preprint"),
        ("https://notwikipedia.org/wiki/Zinc", None),
        ("https://[broken", None),
        ("", None),
    ],
)
def test_kinds(address: str, kind: str | None, outlets: Outlets) -> None:
    row = outlets.of(address)
    assert (row.kind.value if row else None) == kind


@pytest.mark.parametrize(
    ("doi", "server"),
    [
        ("10.1101/2024.01.02.24300001", "medrxiv"),
        ("10.64898/2026.01.01.123456", "medrxiv"),
        ("10.1101/123456", "biorxiv"),
        ("10.1101/gr.123456", None),
        ("10.1101/cshperspect.a0123", None),
        ("10.1016/j.cell.2020.01.001", None),
    ],
)
def test_preprints_by_doi(doi: str, server: str | None, outlets: Outlets) -> None:
    row = outlets.of_doi(doi)
    assert (row.id if row else None) == server


def test_bodies_by_name(outlets: Outlets) -> None:
    nih, nci = outlets.called("nih"), outlets.called("National  Cancer Institute")
    assert nih
    assert nci
    assert nih.id in outlets.family(nci)
    assert outlets.called("Nobody") is None


def test_addresses_are_split() -> None:
    assert split_address("HTTPS://www.A.example/B?C=d#E") == ("a.example", "/b?c=d#e")


def test_well_known_retractions() -> None:
    known = load_retracted(FOLDER)
    assert known.find(pmid="9500320") == known.find(doi="10.1016/S0140-6736(97)11096-0")
    assert known.find(pmid="1") is None


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ("[{kind: wiki, domains: [a.org], source: [y]}]", "no source is called"),
        ("[{kind: wiki, addresses: ['('], source: [x]}]", "not an RE2 expression"),
        ("[{kind: wiki, names: [A], source: [x]}]", "has an id"),
        ("[{id: a, kind: wiki, part-of: b, source: [x]}]", "no row has the id"),
        (f"[{_WIKI}, {_WIKI}]", "stands in two rows"),
    ],
)
def test_mistakes_are_told(rows: str, words: str, tmp_path: Path) -> None:
    head = "sources: {x: {cite: X, as-of: 2026-11-22}}\n"
    (tmp_path / "source_tiers.yml").write_text(f"{head}rows: {rows}\n")
    with pytest.raises(UserError, match=words):
        load_outlets(tmp_path)
