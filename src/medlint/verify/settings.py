"""How politely and how long to ask whom."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import urlsplit

from medlint.errors import Problem, UserError
from medlint.verify.record import Service

ENDPOINTS = {
    Service.CROSSREF: "https://api.crossref.org",
    Service.PUBMED: "https://eutils.ncbi.nlm.nih.gov/entrez/eutils",
    Service.OPENALEX: "https://api.openalex.org",
    Service.HANDLES: "https://doi.org",
}
NAMES = {
    "crossref": Service.CROSSREF,
    "pubmed": Service.PUBMED,
    "openalex": Service.OPENALEX,
    "doi": Service.HANDLES,
}
"""What services are called on the command line."""

# Requests a second, below what each service allows to those who leave no address.
_RATES = {
    Service.CROSSREF: 3.0,
    Service.PUBMED: 2.5,
    Service.OPENALEX: 5.0,
    Service.HANDLES: 5.0,
}
_MAILTO = "MEDLINT_MAILTO"
_KEYS = {Service.PUBMED: "MEDLINT_NCBI_KEY", Service.OPENALEX: "MEDLINT_OPENALEX_KEY"}


@dataclass(frozen=True, kw_only=True)
class Settings:
    """Times are seconds. `timeout` is for one attempt, `deadline` for the whole run.

    `patience` is the longest wait that a service may ask for. Answers are kept in the
    folder `cache`, if any, for `cache_days`, and that a work is unknown for one day.
    `rate` is for services at another address than their own.
    """

    mailto: str = ""
    endpoints: Mapping[Service, str] = field(default_factory=lambda: ENDPOINTS)
    keys: Mapping[Service, str] = field(default_factory=dict)
    rate: float = 10.0
    parallel: int = 3
    references: int = 8
    attempts: int = 3
    timeout: float = 20.0
    backoff: float = 0.5
    patience: float = 60.0
    deadline: float = 600.0
    failures: int = 3
    most_bytes: int = 10_000_000
    cache: Path | None = None
    cache_days: float = 7.0

    def rate_of(self, service: Service) -> float:
        """Requests a second; a public service never gets more than it allows."""
        if self.endpoints[service] == ENDPOINTS[service]:
            return min(self.rate, _RATES[service])
        return self.rate


def endpoints_of(options: tuple[str, ...]) -> Mapping[Service, str]:
    """Read `crossref=https://mirror.example/api` and the like.

    Raises:
        UserError: an unknown service, or no address.
    """
    endpoints, problems = dict(ENDPOINTS), []
    for option in options:
        name, _, address = option.partition("=")
        if name not in NAMES:
            known = ", ".join(NAMES)
            message = f'"{option}" names no service; write one of {known}, = and a URL'
        elif not _is_address(address):
            message = f'"{address}" is not an http or https address'
        else:
            endpoints[NAMES[name]] = address.rstrip("/")
            continue
        problems.append(Problem(path="--endpoint", message=message))
    if problems:
        raise UserError(problems)
    return endpoints


def contact(option: str | None) -> str:
    """Return the contact address: the option, or `MEDLINT_MAILTO`, or none.

    Raises:
        UserError: this is no address.
    """
    address = (option or os.environ.get(_MAILTO, "")).strip()
    name, at, host = address.rpartition("@")
    printable = address.isascii() and address.isprintable() and " " not in address
    if address and not (name and at and "." in host and printable):
        place = "--mailto" if option else _MAILTO
        message = f'"{address}" is not an e-mail address'
        raise UserError([Problem(path=place, message=message)])
    return address


def keys_from_environment() -> Mapping[Service, str]:
    """Return keys that lift limits; from the environment, since they are secrets."""
    named = {
        service: os.environ.get(name, "").strip() for service, name in _KEYS.items()
    }
    return {service: key for service, key in named.items() if key}


def require_httpx() -> None:
    """Make sure that there is a library to speak HTTP with.

    Raises:
        UserError: it is not installed.
    """
    if find_spec("httpx") is None:
        message = "the package httpx is not installed, without which nothing is asked"
        hint = "install it: pip install 'medlint[verify]'"
        raise UserError([Problem(path="medlint verify", message=message, hint=hint)])


def _is_address(text: str) -> bool:
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
        plain = text.isascii() and text.isprintable() and " " not in text
        return (
            parts.scheme in {"http", "https"}
            and bool(host)
            and plain
            and (parts.port is None or parts.port > 0)
        )
    except ValueError:
        return False
