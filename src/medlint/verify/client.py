"""Asks services over HTTP: politely, patiently within limits, and each thing once."""

import asyncio
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from http import HTTPStatus
from types import TracebackType
from typing import Self, cast

import httpx

from medlint import __version__
from medlint.verify.answers import AnswerCache
from medlint.verify.gate import Gate
from medlint.verify.record import Service
from medlint.verify.settings import Settings
from medlint.verify.shapes import Json

_MOST_REDIRECTS = 5
_OK = HTTPStatus.OK
_AGAIN = {408, 425, 429, 500, 502, 503, 504}
_SHUT = {401, 403, 407, 451, 511}


class UnansweredError(Exception):
    """A question that got no usable answer; the text says why.

    `of_service` tells that another question would fare no better.
    """

    def __init__(self, reason: str, *, of_service: bool = True) -> None:
        super().__init__(reason)
        self.of_service = of_service


class _AgainError(Exception):
    """An attempt that failed for a reason that may pass."""

    def __init__(self, reason: str, wait: float = 0.0) -> None:
        super().__init__(reason)
        self.wait = wait


@dataclass(frozen=True)
class _Reply:
    """A response as read: at most the bytes that are allowed."""

    status: int
    headers: httpx.Headers
    body: bytes


class Client:
    """One run's line to the services. Use it in an `async with` statement."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._http = httpx.AsyncClient(
            timeout=settings.timeout, headers=_headers(settings.mailto)
        )
        self._gates = {
            s: Gate(settings.rate_of(s), settings.parallel, settings.failures)
            for s in Service
        }
        folder = settings.cache
        self._cache = AnswerCache(folder, settings.cache_days) if folder else None
        self._asked: dict[str, asyncio.Task[str | None]] = {}

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        running = [task for task in self._asked.values() if not task.done()]
        for task in running:
            task.cancel()
        await asyncio.gather(*self._asked.values(), return_exceptions=True)
        await self._http.aclose()
        if self._cache is not None:
            self._cache.close()

    async def get(
        self, service: Service, path: str, query: Mapping[str, str] | None = None
    ) -> Json:
        """Return the JSON at a path; None where the service knows nothing of it.

        Raises:
            UnansweredError: no usable answer, after all attempts.
        """
        url = httpx.URL(self._settings.endpoints[service] + path, params=query or {})
        key = hashlib.sha256(str(url).encode()).hexdigest()
        if key not in self._asked:
            self._asked[key] = asyncio.ensure_future(self._answer(service, url, key))
        body = await asyncio.shield(self._asked[key])
        return None if body is None else cast("Json", json.loads(body))

    async def _answer(self, service: Service, url: httpx.URL, key: str) -> str | None:
        if self._cache is not None and (kept := self._cache.get(key)):
            return kept.body
        gate = self._gates[service]
        async with gate:
            try:
                body = await self._attempts(gate, self._with_contact(service, url))
            except UnansweredError as error:
                if error.of_service:
                    gate.failed(str(error))
                raise UnansweredError(f"{service} {error}") from error
        gate.succeeded()
        if self._cache is not None:
            self._cache.put(key, body)
        return body

    async def _attempts(self, gate: Gate, url: httpx.URL) -> str | None:
        for attempt in range(self._settings.attempts):
            if gate.given_up:
                raise UnansweredError(gate.given_up)
            await gate.turn()
            try:
                return await self._attempt(url)
            except _AgainError as error:
                if error.wait > self._settings.patience:
                    message = f"{error} and asks to wait {error.wait:,.0f} seconds"
                    gate.given_up = message
                    raise UnansweredError(message) from error
                if attempt == self._settings.attempts - 1:
                    raise UnansweredError(str(error)) from error
                gate.hold(max(error.wait, self._settings.backoff * 2**attempt))
        raise UnansweredError("was not asked")

    async def _attempt(self, url: httpx.URL) -> str | None:
        """Ask once, within the time of one attempt, however slowly bytes arrive."""
        seconds = self._settings.timeout
        try:
            async with asyncio.timeout(seconds):
                reply = await self._follow(url)
        except (TimeoutError, httpx.TimeoutException) as error:
            raise _AgainError(f"did not answer within {seconds:g} seconds") from error
        except httpx.ConnectError as error:
            raise _AgainError("cannot be reached") from error
        except httpx.DecodingError as error:
            raise _AgainError("sent a garbled answer") from error
        except httpx.TransportError as error:
            raise _AgainError("broke the connection off") from error
        return _body(reply)

    async def _follow(self, url: httpx.URL) -> _Reply:
        """Follow redirects on the same host, to which alone we want to talk."""
        for _ in range(_MOST_REDIRECTS + 1):
            reply = await self._read(url)
            target = reply.headers.get("location")
            if not (HTTPStatus.MULTIPLE_CHOICES <= reply.status < 400 and target):
                return reply
            try:
                following = url.join(target)
            except httpx.InvalidURL as error:
                raise UnansweredError("redirects to no valid address") from error
            if (following.scheme, following.netloc) != (url.scheme, url.netloc):
                raise UnansweredError(f"redirects to another host, {following.host}")
            url = following
        raise UnansweredError("redirects in a circle")

    async def _read(self, url: httpx.URL) -> _Reply:
        most = self._settings.most_bytes
        async with self._http.stream("GET", url) as response:
            body = bytearray()
            async for chunk in response.aiter_bytes():
                body += chunk
                if len(body) > most:
                    message = f"sent more than {most:,} bytes"
                    raise UnansweredError(message, of_service=False)
            return _Reply(response.status_code, response.headers, bytes(body))

    def _with_contact(self, service: Service, url: httpx.URL) -> httpx.URL:
        """Add who asks, which is no part of the question."""
        mailto, key = self._settings.mailto, self._settings.keys.get(service, "")
        if service is Service.PUBMED:
            added = {"tool": "medlint", "email": mailto, "api_key": key}
        elif service is Service.HANDLES:
            added = {}
        else:
            added = {"mailto": mailto, "api_key": key}
        return url.copy_merge_params({k: v for k, v in added.items() if v})


def _headers(mailto: str) -> Mapping[str, str]:
    contact = f" (mailto:{mailto})" if mailto else ""
    agent = f"medlint/{__version__}{contact} python-httpx/{httpx.__version__}"
    return {"User-Agent": agent, "Accept": "application/json"}


def _body(reply: _Reply) -> str | None:
    """Return the JSON text of a reply; None where the work is unknown."""
    kind = reply.headers.get("content-type", "").partition(";")[0].strip().lower()
    if reply.status in _AGAIN:
        limited = reply.status == HTTPStatus.TOO_MANY_REQUESTS
        reason = "limits our rate" if limited else "has an error"
        wait = _retry_after(reply.headers.get("retry-after", ""))
        raise _AgainError(f"{reason} (HTTP {reply.status})", wait)
    if reply.status == HTTPStatus.NOT_FOUND and kind != "text/html":
        return None
    if reply.status != _OK:
        message = f"refused to answer (HTTP {reply.status})"
        raise UnansweredError(message, of_service=reply.status in _SHUT)
    if not kind.endswith(("/json", "+json")):
        raise UnansweredError(f"sent {kind or 'something unnamed'} instead of JSON")
    try:
        text = reply.body.decode("utf-8")
        json.loads(text)
    except (ValueError, RecursionError) as error:
        raise _AgainError("sent JSON that is broken off or garbled") from error
    return text


def _retry_after(value: str) -> float:
    """Return the seconds that a service asks to wait: a number, or until a date."""
    value = value.strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        until = parsedate_to_datetime(value)
    except (OverflowError, ValueError):
        return 0.0
    zoned = until if until.tzinfo else until.replace(tzinfo=UTC)
    return max(0.0, (zoned - datetime.now(UTC)).total_seconds())
