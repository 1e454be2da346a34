"""References against the local server: classes, faults, and ends before the end."""

import time
from collections import deque
from datetime import date
from pathlib import Path

import pytest

from medlint.retractions.notice import Nature, Notice
from medlint.verify.record import Located, Result, Service, Verdict
from medlint.verify.run import verify
from medlint.verify.settings import Settings, endpoints_of
from tests.verify import works
from tests.verify.references import located
from tests.verify.server import (
    Fault,
    Services,
    breaks_off,
    drips,
    hangs_up,
    redirects,
    sends,
    serving,
    slow,
    status,
)

V = Verdict
LATE = slow(1)
SLOW = {LATE, drips}


def settings(services: Services, **more: object) -> Settings:
    options = tuple(f"{n}={u}" for n, u in services.endpoints().items())
    values = {"rate": 1e6, "backoff": 0.01, "timeout": 5.0, "deadline": 30.0, **more}
    return Settings(endpoints=endpoints_of(options), **values)  # type: ignore[arg-type]


def one(services: Services, reference: Located, **more: object) -> Result:
    (result,) = verify([reference], settings(services, **more))
    return result


GOOD = located(works.BARLEY, doi="10.5555/aim.2019.1")


class Index:
    """Notices by DOI, in place of the installed index."""

    def __init__(self, **found: Notice) -> None:
        self.found = found

    def find(self, doi: str = "", pmid: str = "") -> Notice | None:
        del pmid
        return self.found.get(doi.rpartition(".")[2]) if doi else None


@pytest.mark.parametrize(
    ("reference", "verdict", "fields"),
    [
        (GOOD, V.VERIFIED, []),
        (located("", doi="10.5555/aim.2019.1", year=0, journal="", surname=""), V.VERIFIED, []),
        (located(works.OATS, pmid="30000005"), V.VERIFIED, []),
        (located(works.GINGER, pmcid="PMC6300007"), V.VERIFIED, []),
        (located(works.SINGING), V.VERIFIED, []),
        (located(works.OATS), V.VERIFIED, []),
        (located(works.ROSEHIP, doi="10.5555/aim.2019.1"), V.MISMATCH, ["title"]),
        (located(works.BARLEY, doi="10.5555/aim.2019.1", year=2012), V.MISMATCH, ["year"]),
        (located(works.BARLEY, doi="10.5555/aim.2019.1", surname="Mori", text="Mori B."), V.MISMATCH, ["first author"]),
        (located(works.BARLEY, doi="10.5555/aim.2019.1", journal="Lancet"), V.MISMATCH, ["journal"]),
        (located(works.BARLEY, doi="10.5555/gone"), V.MISMATCH, ["DOI"]),
        (located(works.BARLEY, doi="10.5555/aim.2019.1", pmid="99"), V.MISMATCH, ["PMID"]),
        (located(works.PLANTED), V.NOT_LOCATED, []),
        (located(works.PLANTED, doi="10.5555/gone"), V.NOT_LOCATED, []),
        (located("", pmid="99", journal=""), V.NOT_LOCATED, []),
        (located(works.COPPER, doi="10.5555/aim.2019.4"), V.RETRACTED, []),
        (located(works.COPPER), V.RETRACTED, []),
        (located(works.SLEEP, pmid="30000006"), V.RETRACTED, []),
        (located(works.WALKING, doi="10.5555/aim.2019.4"), V.MISMATCH, ["title"]),
        (located(works.PLANTED, journal=""), V.NOT_CHECKED, []),
        (located("", journal="", surname="", year=0, text="Ask your doctor."), V.NOT_CHECKED, []),
    ],
)  # fmt: skip
def test_classes(
    reference: Located, verdict: Verdict, fields: list[str], services: Services
) -> None:
    result = one(services, reference)
    assert result.verdict is verdict
    assert [d.field for d in result.differences] == fields


def test_a_wrong_doi_is_told_with_the_right_one(services: Services) -> None:
    result = one(services, located(works.BARLEY, doi="10.5555/gone"))
    (difference,) = result.differences
    assert (difference.written, difference.found) == (
        "10.5555/gone",
        "10.5555/aim.2019.1",
    )


def test_the_work_that_a_wrong_doi_does_not_lead_to(services: Services) -> None:
    reference = located(works.ROSEHIP, doi="10.5555/aim.2019.4")
    result = one(services, reference)
    assert result.verdict is V.MISMATCH
    assert [d.field for d in result.differences] == ["title"]
    assert result.notes == (
        "the work that DOI 10.5555/aim.2019.4 leads to is retracted",
        "a work of the title that is written is DOI 10.5555/aim.2019.2",
    )


def test_identifiers_that_contradict_each_other(services: Services) -> None:
    reference = located("", doi="10.5555/aim.2019.1", pmid="30000005", journal="")
    result = one(services, reference)
    assert [d.field for d in result.differences] == ["PMID"]
    assert works.OATS in result.differences[0].found


def test_a_doi_of_another_agency_is_not_called_unknown(services: Services) -> None:
    services.handles.add("10.5555/dataset")
    result = one(services, located("", doi="10.5555/dataset", journal=""))
    assert result.verdict is V.NOT_CHECKED
    assert "the DOI exists" in result.reasons[0]


def test_a_retraction_that_one_service_knows(services: Services) -> None:
    services.openalex["doi:10.5555/aim.2019.1"]["is_retracted"] = True
    result = one(services, GOOD)
    assert result.verdict is V.RETRACTED
    assert result.notice_by == ("OpenAlex",)


def test_a_retraction_and_its_reinstatement(services: Services) -> None:
    updates = [
        works.update("10.5555/r", "retraction", (2020, 1, 1)),
        works.update("10.5555/n", "reinstatement", (2021, 1, 1)),
    ]
    services.crossref["10.5555/aim.2019.1"]["updated-by"] = updates
    result = one(services, GOOD)
    assert result.verdict is V.VERIFIED
    assert result.notice is not None
    assert result.notice.nature is Nature.REINSTATEMENT


def test_a_concern_is_told_beside_the_class(services: Services) -> None:
    update = works.update("10.5555/e", "expression_of_concern")
    services.crossref["10.5555/aim.2019.1"]["updated-by"] = [update]
    result = one(services, GOOD)
    assert result.verdict is V.VERIFIED
    assert result.notice is not None
    assert result.notice.nature is Nature.CONCERN


def test_a_notice_is_not_the_work_it_retracts(services: Services) -> None:
    doi = "10.5555/aim.2021.r4"
    notice = works.crossref_work(doi, works.COPPER, year=2021)
    notice["update-to"] = [works.update("10.5555/aim.2019.4", "retraction")]
    del services.crossref["10.5555/aim.2019.4"]
    services.crossref[doi] = notice
    assert one(services, located("", doi=doi, year=2021)).verdict is V.VERIFIED
    assert one(services, located(works.COPPER)).verdict is V.NOT_LOCATED


def test_the_local_index(services: Services) -> None:
    day = date(2022, 1, 1)
    retraction = Notice(nature=Nature.RETRACTION, date=day, title=works.BARLEY)
    other = Notice(nature=Nature.RETRACTION, date=day, title="Quite another work")
    found = Index(**{"1": retraction, "2": other, "off": retraction})
    references = [
        GOOD,
        located(works.ROSEHIP, doi="10.5555/aim.2019.2"),
        located(works.BARLEY, doi="10.5555/aim.off"),
    ]
    services.always["off"] = hangs_up
    results = verify(references, settings(services, failures=99), found)
    # What is known here is known without the network, but not of another work.
    assert [r.verdict for r in results] == [V.RETRACTED, V.VERIFIED, V.RETRACTED]
    assert results[0].notice_by == ("local index",)


@pytest.mark.parametrize(
    "faults",
    [
        [status(429, Retry_After="0")],
        [status(429)],
        [status(500), status(503)],
        [breaks_off],
        [sends("application/json", '{"status": "ok", "mess')],
        [hangs_up],
        [LATE],
        [drips],
        [redirects("/crossref/works/10.5555%2Faim.2019.1")],
    ],
)
def test_faults_that_pass(faults: list[Fault], services: Services) -> None:
    services.faults["crossref"] = deque(faults)
    services.faults["openalex"] = deque([status(404)])
    patience = 0.6 if SLOW & set(faults) else 10.0
    result = one(services, GOOD, timeout=patience)
    assert result.verdict is V.VERIFIED
    assert result.sources == ("Crossref",)
    assert result.notes == ()


@pytest.mark.parametrize(
    ("fault", "reason"),
    [
        (status(429, Retry_After="3600"), "asks to wait 3,600 seconds"),
        (status(429, Retry_After="Fri, 31 Dec 2100 23:59:59 GMT"), "asks to wait"),
        (status(429), "limits our rate (HTTP 429)"),
        (status(500), "has an error (HTTP 500)"),
        (status(403), "refused to answer (HTTP 403)"),
        (LATE, "did not answer within 0.2 seconds"),
        (drips, "did not answer within 0.2 seconds"),
        (breaks_off, "broke the connection off"),
        (hangs_up, "broke the connection off"),
        (sends("application/json", "{"), "broken off or garbled"),
        (sends("application/json", "[" * 40_000), "broken off or garbled"),
        (sends("application/json", "[]"), "not understood"),
        (sends("application/json", '{"message": 3}'), "not understood"),
        (sends("text/html", "<p>Log in</p>"), "sent text/html instead of JSON"),
        (sends("text/html", "<p>Not here</p>", 404), "refused to answer (HTTP 404)"),
        (sends("application/json", " " * 70_000), "sent more than 50,000 bytes"),
        (redirects("http://192.0.2.1/login"), "redirects to another host, 192.0.2.1"),
        (redirects("/crossref/round"), "redirects in a circle"),
    ],
)
def test_faults_that_last(fault: Fault, reason: str, services: Services) -> None:
    for name in ("crossref", "openalex", "doi", "pubmed"):
        services.always[f"/{name}/"] = fault
    patience = 0.2 if fault in SLOW else 10.0
    result = one(services, GOOD, timeout=patience, most_bytes=50_000)
    assert result.verdict is V.NOT_CHECKED
    assert any(reason in text for text in result.reasons), result.reasons


@pytest.mark.parametrize("name", ["crossref", "openalex", "pubmed", "doi"])
def test_one_service_down_never_means_that_a_work_is_unknown(
    name: str, services: Services
) -> None:
    services.always[f"/{name}/"] = status(503)
    references = [
        GOOD,
        located(works.OATS, pmid="30000005"),
        located(works.GINGER, pmcid="PMC6300007"),
        located(works.SINGING),
    ]
    for result in verify(references, settings(services)):
        assert result.verdict in {V.VERIFIED, V.NOT_CHECKED}
        assert result.reasons or result.verdict is V.VERIFIED
    planted = verify([located(works.PLANTED)], settings(services))[0]
    down = name in {"crossref", "pubmed"}
    assert planted.verdict is (V.NOT_CHECKED if down else V.NOT_LOCATED)


def test_no_network_at_all(services: Services) -> None:
    with serving(Services()) as gone:
        pass
    del gone
    services.url = "http://127.0.0.1:9"
    begin = time.monotonic()
    references = [located(works.PLANTED, doi=f"10.5555/{i}") for i in range(100)]
    results = verify(references, settings(services))
    assert {r.verdict for r in results} == {V.NOT_CHECKED}
    assert "Crossref cannot be reached" in results[0].reasons[0]
    # A service that is down is given up, not asked for each reference.
    assert time.monotonic() - begin < 10


def test_a_server_that_goes_away_loses_nothing(services: Services) -> None:
    del services
    known = works.library()
    references = [
        GOOD,
        located(works.PLANTED, doi="10.5555/gone"),
        *(
            located(works.ROSEHIP, doi="10.5555/aim.2019.2", year=2000 + i)
            for i in range(3)
        ),
        located(works.WALKING, doi="10.5555/aim.2019.3"),
    ]
    heard: list[Result] = []
    with serving(known) as server:

        def stop_after_two(result: Result) -> None:
            heard.append(result)
            if len(heard) == 2:
                server.shutdown()
                server.server_close()
                # Connections that are open already live on in threads.
                known.always["/"] = hangs_up

        chosen = settings(known, references=1)
        results = verify(references, chosen, on_result=stop_after_two)
    assert [r.verdict for r in results[:2]] == [V.VERIFIED, V.NOT_LOCATED]
    assert {r.verdict for r in results[2:]} == {V.NOT_CHECKED}
    assert all(r.reasons for r in results[2:])
    assert len(heard) == 6


def test_the_deadline(services: Services) -> None:
    services.always["aim.2019.2"] = slow(8)
    references = [GOOD, located(works.ROSEHIP, doi="10.5555/aim.2019.2")]
    begin = time.monotonic()
    results = verify(references, settings(services, deadline=2.0))
    assert time.monotonic() - begin < 6
    assert [r.verdict for r in results] == [V.VERIFIED, V.NOT_CHECKED]
    assert results[1].reasons == ("the deadline of 2 seconds passed",)


def test_a_fault_of_ours_concerns_one_reference(
    services: Services, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(answer: object) -> None:
        raise ZeroDivisionError(answer)

    monkeypatch.setattr("medlint.verify.pubmed.read_summary", fails)
    references = [GOOD, located(works.OATS, pmid="30000005")]
    chosen = settings(services)
    results = verify(references, chosen, on_crash=lambda error: f"oh: {type(error)}")
    assert [r.verdict for r in results] == [V.VERIFIED, V.NOT_CHECKED]
    assert results[1].reasons == ("oh: <class 'ZeroDivisionError'>",)


def test_the_pace_and_who_asks(services: Services) -> None:
    references = [located("", pmid=str(i), journal="") for i in range(1, 6)]
    chosen = settings(services, rate=20.0, mailto="editor@example.org")
    verify(references, chosen)
    times = [
        at
        for at, path in zip(services.times, services.asked, strict=True)
        if path.startswith("/pubmed")
    ]
    assert len(times) == 5
    assert times[-1] - times[0] >= 4 / 20 - 0.02
    assert "email=editor%40example.org" in services.asked[0] + services.asked[1]
    agent = services.headers[0]["User-Agent"]
    assert agent.startswith("medlint/0.1.0 (mailto:editor@example.org)")


def test_public_services_set_their_own_pace() -> None:
    assert Settings(rate=1000).rate_of(Service.PUBMED) <= 3
    mirror = Settings(rate=1000, endpoints=endpoints_of(("pubmed=http://mirror",)))
    assert mirror.rate_of(Service.PUBMED) == 1000


def test_each_question_is_asked_once_in_a_run(services: Services) -> None:
    results = verify([GOOD] * 20, settings(services))
    assert {r.verdict for r in results} == {V.VERIFIED}
    assert len(services.asked) == len(set(services.asked)) == 2


def test_answers_are_kept(services: Services, tmp_path: Path) -> None:
    planted = located(works.PLANTED, doi="10.5555/gone")
    chosen = settings(services, cache=tmp_path)
    first = verify([GOOD, planted], chosen)
    asked = len(services.asked)
    assert verify([GOOD, planted], chosen) == first
    assert len(services.asked) == asked
    verify([GOOD], settings(services, cache=tmp_path, cache_days=0))
    assert len(services.asked) > asked


def test_failures_and_secrets_are_not_kept(services: Services, tmp_path: Path) -> None:
    services.always["crossref"] = status(500)
    keys = {Service.OPENALEX: "secret-key"}
    chosen = settings(services, cache=tmp_path, keys=keys)
    reference = located(works.BARLEY, doi="10.5555/aim.2019.1")
    del services.openalex["doi:10.5555/aim.2019.1"]
    first = verify([reference], chosen)[0]
    assert first.verdict is V.NOT_CHECKED
    assert any("api_key=secret-key" in path for path in services.asked)
    assert not any("secret" in reason for reason in first.reasons)
    kept = b"".join(path.read_bytes() for path in tmp_path.iterdir())
    assert b"secret" not in kept
    services.always.clear()
    assert verify([reference], chosen)[0].verdict is V.VERIFIED
