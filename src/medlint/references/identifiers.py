"""Finds the identifiers of papers, trials, books and people in running text."""

import re
from collections.abc import Callable, Iterable, Iterator
from itertools import chain

from medlint.references.check_digits import check_number, in_words
from medlint.references.doi import (
    bare_dois,
    doi_in_path,
    doi_of_address,
    labelled_dois,
    resolver_span,
)
from medlint.references.record import Identifier, Scheme
from medlint.references.web import ADDRESS, trimmed
from medlint.text import Span

# Well above the numbers given out so far (about 43 million in 2026).
_HIGHEST_PMID = 60_000_000
_PMID = re.compile(
    r"\b(?:PMID|PubMed[ -]?ID|PubMed (?:number|no\.?))\s{0,3}[:#]?\s{0,3}"
    r"(?P<n>(?:PMC)?\d[\d,]*[A-Za-z\d]*)",
    re.IGNORECASE,
)
_PMCID = re.compile(
    r"\b(?:PMC[ -]?ID\s{0,3}[:#]?\s{0,3}(?P<n>(?:PMC\s?)?\d+)|(?P<bare>PMC\d{4,}))\b",
    re.IGNORECASE,
)
_NCT = re.compile(r"\bNCT(?:[ #:-]|\s?[Nn]o\.?:?\s)?(?P<n>[\dOo]{3,16})\b")
_ISRCTN = re.compile(r"\bISRCTN(?:[ #:-]{1,2})?(?P<n>\d{3,16})\b")
_ACTRN = re.compile(r"\bACTRN(?:[ #:-]{1,2})?(?P<n>\d{5,20})\b")
_EUDRACT = re.compile(
    r"\bEudraCT(?:[ -](?:number|no\.?|ID))?\s{0,2}[:#]?\s{0,2}"
    r"(?P<n>\d[\d-]{5,20})(?![\w-])|(?<![\w.-])(?P<bare>20[01]\d-\d{6}-\d\d)(?![\w-])",
    re.IGNORECASE,
)
_CTIS = re.compile(
    r"\b(?:EU[ -]?CT|CTIS)(?:[ -](?:number|no\.?|ID))?\s{0,2}[:#]?\s{0,2}"
    r"(?P<n>\d[\d-]{5,20})(?![\w-])"
    r"|(?<![\w.-])(?P<bare>20[23]\d-5\d{5}-\d\d(?:-\d\d)?)(?![\w-])",
    re.IGNORECASE,
)
_ISSN = re.compile(
    r"\b[ep]?-?ISSN(?:-L)?(?:\s?\((?:online|print|electronic|linking)\))?"
    r"\s{0,2}[:#]?\s{0,2}(?P<n>\d[\dXx–‐-]{3,15})(?![\w-])",
    re.IGNORECASE,
)
_ISBN = re.compile(
    r"\b(?:e-?)?ISBN(?:-?1[03](?=[\s:]))?(?:\s?\([\w -]{2,12}\))?\s{0,2}[:#]?\s{0,2}"
    r"(?P<n>\d(?:[ –‐-]?[\dXx]){6,16})(?![\w-])"
    r"|(?<![\w.–-])(?P<bare>97[89](?:-\d{1,7}){3}-\d)(?![\w-])",
    re.IGNORECASE,
)
# Only the block that ORCID draws from is taken without a label: cards look alike.
_ORCID = re.compile(
    r"\bORCID(?:[ -]iD)?\s{0,2}[:#]?\s{0,2}(?P<n>\d[\dXx-]{11,22})(?![\w-])"
    r"|(?<![\w-])(?P<bare>000\d-\d{4}-\d{4}-\d{3}[\dXx])(?![\w-])",
    re.IGNORECASE,
)
_NCBI = r"ncbi\.nlm\.nih\.gov"
_TRIALS = r"clinicaltrials\.gov/(?:ct2/)?(?:show|study|show/record|study-record)"
_PUBMED = rf"(?:pubmed\.{_NCBI}|{_NCBI}/(?:m/)?pubmed|europepmc\.org/\w+/med)"
_PMC = rf"(?:(?:pmc\.)?{_NCBI}/(?:pmc/)?articles|europepmc\.org/articles?(?:/pmc)?)"
_HOSTS = (
    (Scheme.PMID, rf"{_PUBMED}/(?P<n>\d+)\b"),
    (Scheme.PMCID, rf"{_PMC}/(?P<n>(?:PMC)?\d+)\b"),
    (Scheme.NCT, rf"{_TRIALS}/(?P<n>NCT\w+)"),
    (Scheme.ISRCTN, r"isrctn\.com/(?P<n>ISRCTN\d+)\b"),
    (Scheme.ORCID, r"orcid\.org/(?P<n>\d[\dX-]+)"),
)
_SITES = tuple(
    (scheme, re.compile(rf"(?:https?://)?(?:www\.)?{form}", re.IGNORECASE))
    for scheme, form in _HOSTS
)
_LABEL = re.compile(r"[a-z]+", re.IGNORECASE)


def identifiers_in(text: str) -> tuple[Identifier, ...]:
    """Find every identifier, well formed or not, in the order of the text.

    A span covers the identifier with its label ("PMID: 123") or its whole address.
    A publisher's address that holds a DOI yields both, the DOI inside the address.
    """
    kept: list[Identifier] = []
    taken: list[Span] = []
    for found in (_addresses(text), labelled_dois(text), _labelled(text)):
        batch = list(found)
        kept += _free(batch, taken)
        taken = sorted({i.span for i in kept})
    kept += _free(bare_dois(text), taken)
    return tuple(sorted(kept, key=lambda i: (i.span, i.scheme)))


def _free(found: Iterable[Identifier], taken: list[Span]) -> Iterator[Identifier]:
    """Keep what overlaps nothing of `taken`, which is sorted."""
    at = 0
    for identifier in sorted(found, key=lambda i: i.span):
        while at < len(taken) and taken[at].end <= identifier.span.start:
            at += 1
        if at == len(taken) or not taken[at].overlaps(identifier.span):
            yield identifier


def _addresses(text: str) -> Iterator[Identifier]:
    for match in ADDRESS.finditer(text):
        span = resolver_span(text, match.start()) or trimmed(text, Span(*match.span()))
        address = span.of(text)
        known = doi_of_address(address, span) or _of_site(address, span)
        if known is not None:
            yield known
            continue
        yield Identifier(Scheme.URL, _normal_address(address), span)
        inner = doi_in_path(address, span)
        if inner is not None:
            yield inner


def _of_site(address: str, span: Span) -> Identifier | None:
    """Read the identifier that the address of a register holds."""
    for scheme, form in _SITES:
        match = form.match(address)
        if match:
            return _identifier(scheme, match["n"], span)
    return None


def _normal_address(address: str) -> str:
    """Return the address with a scheme; host in small letters."""
    scheme, mark, rest = address.partition("://")
    if not mark:
        scheme, rest = "https", address
    host, slash, path = rest.partition("/")
    return f"{scheme.lower()}://{host.lower()}{slash}{path}"


def _labelled(text: str) -> Iterator[Identifier]:
    """Yield identifiers that are not addresses, first found first kept."""
    forms = (
        (Scheme.PMID, _PMID),
        (Scheme.PMCID, _PMCID),
        (Scheme.NCT, _NCT),
        (Scheme.ISRCTN, _ISRCTN),
        (Scheme.ACTRN, _ACTRN),
        (Scheme.CTIS, _CTIS),
        (Scheme.EUDRACT, _EUDRACT),
        (Scheme.ISSN, _ISSN),
        (Scheme.ORCID, _ORCID),
        (Scheme.ISBN, _ISBN),
    )
    found = chain.from_iterable(_matches(text, *form) for form in forms)
    end = 0
    for identifier in sorted(found, key=lambda i: (i.span.start, -i.span.end)):
        if identifier.span.start >= end:
            end = identifier.span.end
            yield identifier


def _matches(text: str, scheme: Scheme, form: re.Pattern[str]) -> Iterator[Identifier]:
    for match in form.finditer(text):
        written = match["n"] or match["bare"]
        start = match.start()
        end = match.end() - len(written) + len(written.rstrip("-–,"))
        yield _identifier(scheme, written.rstrip("-–,"), Span(start, end))


def _identifier(scheme: Scheme, written: str, span: Span) -> Identifier:
    value, problem = _NORMAL[scheme](written)
    return Identifier(scheme, value, span, problem)


def _pmid(written: str) -> tuple[str, str]:
    value = written.replace(",", "")
    if value.upper().startswith("PMC"):
        return value, "this is a PMCID; a PMID has no PMC before it"
    if not value.isdecimal():
        return value, "a PMID has digits only"
    if len(value) > 8:
        return (
            value,
            f"a PMID has at most eight digits; this has {in_words(len(value))}",
        )
    if value.startswith("0"):
        return value, "a PMID does not begin with 0"
    if int(value) > _HIGHEST_PMID:
        return value, "PubMed has not given out numbers as high as this"
    return value, ""


def _pmcid(written: str) -> tuple[str, str]:
    digits = _LABEL.sub("", written).strip()
    value = f"PMC{digits}"
    if digits == written:
        return value, f"a PMCID begins with PMC: write {value}"
    if not 3 <= len(digits) <= 8:
        return value, (
            f"a PMCID has three to eight digits; this has {in_words(len(digits))}"
        )
    return value, ""


def _of_length(prefix: str, length: int) -> Callable[[str], tuple[str, str]]:
    """Read numbers of a register that all have the same count of digits."""

    def read(written: str) -> tuple[str, str]:
        digits = written.upper().removeprefix(prefix)
        value = prefix + digits
        if "O" in digits:
            return value, f"{prefix} numbers have digits only; this has the letter O"
        if len(digits) == length:
            return value, ""
        return value, (
            f"{prefix} numbers have {in_words(length)} digits; "
            f"this has {in_words(len(digits))}"
        )

    return read


def _eudract(written: str) -> tuple[str, str]:
    if re.fullmatch(r"\d{4}-\d{6}-\d\d", written):
        return written, ""
    return written, "a EudraCT number is written 2015-001234-56"


def _ctis(written: str) -> tuple[str, str]:
    if re.fullmatch(r"20\d\d-5\d{5}-\d\d(?:-\d\d)?", written):
        return written, ""
    return written, "an EU CT number is written 2023-501234-56-00"


def _with_check_digit(scheme: Scheme) -> Callable[[str], tuple[str, str]]:
    """Read numbers whose last digit follows from the others."""

    def read(written: str) -> tuple[str, str]:
        digits = re.sub(r"[^\dX]", "", written.upper())
        value = digits if scheme is Scheme.ISBN else _grouped(digits)
        return value, check_number(scheme, digits)

    return read


def _grouped(digits: str) -> str:
    return "-".join(digits[at : at + 4] for at in range(0, len(digits), 4))


_NORMAL: dict[Scheme, Callable[[str], tuple[str, str]]] = {
    Scheme.PMID: _pmid,
    Scheme.PMCID: _pmcid,
    Scheme.NCT: _of_length("NCT", 8),
    Scheme.ISRCTN: _of_length("ISRCTN", 8),
    Scheme.ACTRN: _of_length("ACTRN", 14),
    Scheme.EUDRACT: _eudract,
    Scheme.CTIS: _ctis,
    Scheme.ISSN: _with_check_digit(Scheme.ISSN),
    Scheme.ISBN: _with_check_digit(Scheme.ISBN),
    Scheme.ORCID: _with_check_digit(Scheme.ORCID),
}
