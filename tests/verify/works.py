"""Invented works in the shapes in which the services describe them."""

from typing import Any

from tests.verify.server import Services


def crossref_work(
    doi: str,
    title: str,
    *,
    family: str = "Penrose",
    given: str = "Ada",
    year: int = 2019,
    journal: str = "Annals of Invented Medicine",
    short: str = "Ann Invented Med",
    **more: Any,
) -> dict[str, Any]:
    return {
        "indexed": {"date-parts": [[2026, 1, 1]], "timestamp": 1767225600000},
        "reference-count": 0,
        "publisher": "Invented Press",
        "issue": "3",
        "DOI": doi,
        "type": "journal-article",
        "created": {"date-parts": [[year, 1, 15]]},
        "source": "Crossref",
        "title": [title],
        "prefix": "10.5555",
        "volume": "12",
        "author": [
            {"given": given, "family": family, "sequence": "first", "affiliation": []},
            {"given": "Tomas", "family": "Birch", "sequence": "additional"},
        ],
        "member": "7822",
        "container-title": [journal],
        "short-container-title": [short],
        "original-title": [],
        "short-title": [],
        "subtitle": [],
        "issued": {"date-parts": [[year, 1, 15]]},
        "published-print": {"date-parts": [[year, 3]]},
        "URL": f"https://doi.org/{doi}",
        "relation": {},
        "ISSN": ["0000-0019"],
        **more,
    }


def update(
    doi: str, kind: str, day: tuple[int, int, int] = (2021, 5, 4)
) -> dict[str, Any]:
    return {
        "DOI": doi,
        "type": kind,
        "label": kind.replace("_", " ").capitalize(),
        "source": "retraction-watch",
        "updated": {"date-parts": [list(day)], "timestamp": 1620086400000},
        "record-id": "1",
    }


def pubmed_summary(
    pmid: str,
    title: str,
    *,
    author: str = "Penrose A",
    year: int = 2019,
    journal: str = "Annals of invented medicine (Fjordby, Norway)",
    source: str = "Ann Invented Med",
    doi: str = "",
    **more: Any,
) -> dict[str, Any]:
    ids = [{"idtype": "pubmed", "idtypen": 1, "value": pmid}]
    if doi:
        ids.append({"idtype": "doi", "idtypen": 3, "value": doi})
    return {
        "pubdate": f"{year} Mar",
        "epubdate": f"{year} Jan 15",
        "source": source,
        "authors": [
            {"name": author, "authtype": "Author", "clusterid": ""},
            {"name": "Birch T", "authtype": "Author", "clusterid": ""},
        ],
        "lastauthor": "Birch T",
        "title": f"{title}.",
        "sorttitle": title.casefold(),
        "volume": "12",
        "issue": "3",
        "pages": "1-9",
        "lang": ["eng"],
        "pubtype": ["Journal Article"],
        "articleids": ids,
        "history": [{"pubstatus": "pubmed", "date": f"{year}/01/16 06:00"}],
        "references": [],
        "fulljournalname": journal,
        "sortfirstauthor": author,
        "vernaculartitle": "",
        **more,
    }


def openalex_work(
    doi: str,
    title: str,
    *,
    name: str = "Ada Penrose",
    year: int = 2019,
    journal: str = "Annals of Invented Medicine",
    pmid: str = "",
    is_retracted: bool = False,
) -> dict[str, Any]:
    ids = {"openalex": "https://openalex.org/W1", "doi": f"https://doi.org/{doi}"}
    if pmid:
        ids["pmid"] = f"https://pubmed.ncbi.nlm.nih.gov/{pmid}"
    return {
        "id": "https://openalex.org/W1",
        "doi": f"https://doi.org/{doi}",
        "title": title,
        "publication_year": year,
        "ids": ids,
        "authorships": [
            {
                "author_position": "first",
                "author": {"id": "https://openalex.org/A1", "display_name": name},
            }
        ],
        "primary_location": {
            "is_oa": False,
            "source": {"id": "https://openalex.org/S1", "display_name": journal},
        },
        "is_retracted": is_retracted,
    }


BARLEY = "Barley water and joint stiffness: a randomised trial"
ROSEHIP = "Rosehip capsules in seasonal fatigue among shift workers"
COPPER = "Copper bracelets and grip strength in older adults"
WALKING = "Walking speed after knee surgery: two year results"
OATS = "Oat fibre and cholesterol in a cohort of night nurses"
SLEEP = "Sleep masks and jet lag in long haul flight crews"
GINGER = "Ginger tea in early pregnancy and perceived nausea"
SINGING = "Singing lessons and lung function in retired miners"
PLANTED = "A work that nobody but the author of this test has heard of"


def library() -> Services:
    """A small library: some works retracted, some known to one service only."""
    services = Services()
    for doi, title in (
        ("10.5555/aim.2019.1", BARLEY),
        ("10.5555/aim.2019.2", ROSEHIP),
        ("10.5555/aim.2019.3", WALKING),
        ("10.5555/aim.2019.7", SINGING),
    ):
        services.crossref[doi] = crossref_work(doi, title)
        services.openalex[f"doi:{doi}"] = openalex_work(doi, title)
    copper = "10.5555/aim.2019.4"
    services.crossref[copper] = {
        **crossref_work(copper, COPPER),
        "updated-by": [update("10.5555/aim.2021.r4", "retraction")],
    }
    services.pubmed["30000005"] = pubmed_summary("30000005", OATS)
    services.pubmed["30000006"] = pubmed_summary(
        "30000006", SLEEP, pubtype=["Journal Article", "Retracted Publication"]
    )
    services.pmc["6300007"] = {
        **pubmed_summary("", GINGER),
        "articleids": [
            {"idtype": "pmid", "value": "30000007"},
            {"idtype": "pmcid", "value": "PMC6300007"},
        ],
    }
    services.pubmed["30000007"] = pubmed_summary("30000007", GINGER)
    return services
