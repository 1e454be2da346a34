"""A local server that answers as Crossref, PubMed, OpenAlex and doi.org do."""

import json
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

Work = dict[str, Any]
Fault = Callable[[BaseHTTPRequestHandler], None]


@dataclass
class Services:
    """What the services know, the faults they have, and what they were asked.

    `faults` maps a part of a path to faults that requests meet in turn; when they are
    used up, requests are answered. A fault in `always` never ends.
    """

    crossref: dict[str, Work] = field(default_factory=dict)
    pubmed: dict[str, Work] = field(default_factory=dict)
    pmc: dict[str, Work] = field(default_factory=dict)
    openalex: dict[str, Work] = field(default_factory=dict)
    handles: set[str] = field(default_factory=set)
    faults: dict[str, deque[Fault]] = field(default_factory=dict)
    always: dict[str, Fault] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    times: list[float] = field(default_factory=list)
    url: str = ""

    def endpoints(self) -> dict[str, str]:
        """The address of each service, by the names of the command line."""
        names = ("crossref", "pubmed", "openalex", "doi")
        return {name: f"{self.url}/{name}" for name in names}

    def options(self) -> list[str]:
        """The addresses as options of the command line."""
        return [f"--endpoint={name}={url}" for name, url in self.endpoints().items()]

    def fault_for(self, path: str) -> Fault | None:
        """The fault that the next request for a path meets."""
        for part, faults in self.faults.items():
            if part in path and faults:
                return faults.popleft()
        return next((f for part, f in self.always.items() if part in path), None)

    def answer(self, path: str) -> tuple[int, str, Any]:
        """Status, content type and body for a path with its query."""
        parts = urlsplit(path)
        service, _, rest = parts.path.lstrip("/").partition("/")
        query = {k: v[0] for k, v in parse_qs(parts.query).items()}
        match service:
            case "crossref":
                return self._crossref(unquote(rest), query)
            case "pubmed":
                return self._pubmed(rest, query)
            case "openalex":
                return self._openalex(unquote(rest))
            case _:
                return self._handle(unquote(rest))

    def _crossref(self, rest: str, query: dict[str, str]) -> tuple[int, str, Any]:
        head = {"status": "ok", "message-version": "1.0.0"}
        if rest == "works":
            entry = query["query.bibliographic"].casefold()
            found = sorted(
                self.crossref.values(), key=lambda w: -_alike(w["title"][0], entry)
            )
            fields = query["select"].split(",")
            items = [{k: v for k, v in w.items() if k in fields} for w in found[:5]]
            message = {
                "facets": {},
                "total-results": len(items),
                "items": items,
                "items-per-page": 5,
                "query": {"start-index": 0, "search-terms": None},
            }
            body = {**head, "message-type": "work-list", "message": message}
            return 200, "application/json", body
        work = self.crossref.get(rest.removeprefix("works/").lower())
        if work is None:
            return 404, "text/plain", "Resource not found."
        return (
            200,
            "application/json",
            {**head, "message-type": "work", "message": work},
        )

    def _pubmed(self, rest: str, query: dict[str, str]) -> tuple[int, str, Any]:
        head = {"header": {"type": rest.partition(".")[0], "version": "0.3"}}
        if rest == "esearch.fcgi":
            assert query["field"] == "title"
            term = query["term"].split()
            found = [
                n
                for n, w in self.pubmed.items()
                if all(t in w["title"].casefold() for t in term)
            ]
            hits: Work = {
                "count": str(len(found)),
                "retmax": str(len(found)),
                "retstart": "0",
                "idlist": found,
                "translationset": [],
                "querytranslation": query["term"],
            }
            return 200, "application/json", {**head, "esearchresult": hits}
        known = self.pubmed if query["db"] == "pubmed" else self.pmc
        uids = query["id"].split(",")
        unknown = {"error": "cannot get document summary"}
        result = {u: {"uid": u, **known.get(u, unknown)} for u in uids}
        body = {**head, "result": {"uids": uids, **result}}
        return 200, "application/json; charset=UTF-8", body

    def _openalex(self, rest: str) -> tuple[int, str, Any]:
        work = self.openalex.get(rest.removeprefix("works/").lower())
        if work is None:
            body = {"error": "Not Found", "message": "Work not found"}
            return 404, "application/json", body
        return 200, "application/json", work

    def _handle(self, rest: str) -> tuple[int, str, Any]:
        doi = rest.removeprefix("api/handles/")
        if doi.lower() in self.handles | set(self.crossref):
            return 200, "application/json", {"responseCode": 1, "handle": doi}
        return 404, "application/json", {"responseCode": 100, "handle": doi}


def _alike(title: str, entry: str) -> int:
    return sum(word in entry for word in title.casefold().split())


@contextmanager
def serving(services: Services) -> Iterator[ThreadingHTTPServer]:
    """Serve until the end of the block, or until the server is closed in it."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            services.asked.append(self.path)
            services.headers.append(dict(self.headers))
            services.times.append(time.monotonic())
            fault = services.fault_for(self.path)
            if fault is not None:
                fault(self)
            else:
                reply(self, *services.answer(self.path))

        def log_message(self, *arguments: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        daemon_threads = True

        def handle_error(self, *arguments: object) -> None:
            """Say nothing of clients that hang up."""

    server = Server(("127.0.0.1", 0), Handler)
    services.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def reply(
    handler: BaseHTTPRequestHandler,
    status: int,
    kind: str,
    body: object,
    **headers: str,
) -> None:
    """Send a whole response."""
    data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    handler.send_response(status)
    handler.send_header("Content-Type", kind)
    handler.send_header("Content-Length", str(len(data)))
    for name, value in headers.items():
        handler.send_header(name.replace("_", "-"), value)
    handler.end_headers()
    handler.wfile.write(data)


def status(code: int, **headers: str) -> Fault:
    return lambda handler: reply(handler, code, "text/plain", "no", **headers)


def sends(kind: str, body: str, code: int = 200) -> Fault:
    return lambda handler: reply(handler, code, kind, body)


def redirects(target: str) -> Fault:
    return lambda handler: reply(handler, 301, "text/plain", "", Location=target)


def slow(seconds: float) -> Fault:
    def wait(handler: BaseHTTPRequestHandler) -> None:
        time.sleep(seconds)
        reply(handler, 200, "application/json", "{}")

    return wait


def drips(handler: BaseHTTPRequestHandler) -> None:
    """Send a byte now and then, so that no single wait is long."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    for _ in range(40):
        handler.wfile.write(b" ")
        handler.wfile.flush()
        time.sleep(0.05)


def breaks_off(handler: BaseHTTPRequestHandler) -> None:
    """Promise more bytes than are sent."""
    handler.send_response(200)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", "1000")
    handler.end_headers()
    handler.wfile.write(b'{"status": "ok", "mess')
    handler.close_connection = True


def hangs_up(handler: BaseHTTPRequestHandler) -> None:
    """Close the connection without a word."""
    handler.close_connection = True
