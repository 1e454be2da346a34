"""Digital object identifiers: where they end, their normal form, what is wrong."""

import re
from collections.abc import Iterator
from urllib.parse import unquote

from medlint.references.check_digits import in_words
from medlint.references.record import Identifier, Scheme
from medlint.references.web import trimmed
from medlint.text import Span

_BARE = re.compile(
    r"(?<![\w./%-])10\.\d{4,9}(?:\.\d{1,9}){0,4}(?:/|%2[Ff])[^\s\"“”|`]+"
)
_LABELLED = re.compile(
    r"(?<![\w./-])doi(?:\.org)?(?:\s?\(?(?:number|no\.)\)?)?(?:\s{0,3}:\s{0,3}|\s(?=10[./]))"
    r"(?P<doi>[^\s\"“”|`]+)",
    re.IGNORECASE,
)
_RESOLVER = re.compile(
    r"(?:https?://)?(?:www\.)?(?:dx\.)?doi\.org(?::443)?(?:/(?P<doi>.*))?",
    re.IGNORECASE,
)
_RESOLVER_HOST = re.compile(
    r"(?:https?://)?(?:www\.)?(?:dx\.)?doi\.org/(?=10\.)", re.IGNORECASE
)
_IN_PATH = re.compile(r"(?:/|=|%2F)(?P<doi>10\.\d{4,9}(?:/|%2[Ff])[^\s?#&]+)")
_VIEW = re.compile(
    r"/(?:full|pdf|epdf|pdfdirect|abstract|html|meta|epub|summary|fulltext|full\.html"
    r"|full\.pdf|tables|figures|references|citations?)/?$",
    re.IGNORECASE,
)
# Serials of before 2000 put their contribution identifier between angle brackets.
_SICI = re.compile(
    r"10\.\d{4,9}/(?:\(SICI\))?\d{4}-?\d{3}[\dX]\(\d[\d/]{3,24}\)[^\s<]{0,40}"
    r"<[^\s<>]{1,40}>[\w.:;-]{1,40}",
    re.IGNORECASE,
)
_PARTS = re.compile(r"10\.(?P<registrant>\d+(?:\.\d+)*)(?P<slash>/?)(?P<suffix>.*)")
_SHORT = re.compile(r"10/[a-z0-9]{3,12}", re.IGNORECASE)


def labelled_dois(text: str) -> Iterator[Identifier]:
    """Yield what stands behind "doi:", a DOI or what was meant as one."""
    for match in _LABELLED.finditer(text):
        found = _cut(text, Span(*match.span("doi")))
        written = found.of(text)
        if _RESOLVER.match(written) or not any(c.isdigit() for c in written):
            continue
        yield _identifier(written, Span(match.start(), found.end))


def bare_dois(text: str) -> Iterator[Identifier]:
    """Yield DOIs that stand without label; only those that can be nothing else."""
    for match in _BARE.finditer(text):
        found = _cut(text, Span(*match.span()))
        doi = _identifier(found.of(text), found)
        suffix = doi.value.partition("/")[2]
        if not doi.problem and (len(suffix) > 3 or not suffix.isdigit()):
            yield doi


def resolver_span(text: str, start: int) -> Span | None:
    """Span of an address of the resolver whose DOI has angle brackets; else None."""
    host = _RESOLVER_HOST.match(text, start)
    sici = host and _SICI.match(text, host.end())
    return trimmed(text, Span(start, sici.end())) if sici else None


def doi_of_address(address: str, span: Span) -> Identifier | None:
    """Read the DOI of an address of the resolver; None for any other address."""
    match = _RESOLVER.fullmatch(address)
    if match is None:
        return None
    return _identifier(match["doi"] or "", span)


def doi_in_path(address: str, span: Span) -> Identifier | None:
    """Find the DOI that a publisher's address holds; its span is that part only."""
    match = _IN_PATH.search(address)
    if match is None:
        return None
    written = _VIEW.sub("", match["doi"]).rstrip("/")
    start = span.start + match.start("doi")
    doi = _identifier(written, Span(start, start + len(written)))
    return None if doi.problem else doi


def _cut(text: str, span: Span) -> Span:
    """Span of a DOI without what follows it in the sentence."""
    sici = _SICI.match(text, span.start)
    if sici:
        return trimmed(text, Span(*sici.span()))
    for stop in ("<", ">"):
        at = text.find(stop, *span)
        span = span if at < 0 else Span(span.start, at)
    return trimmed(text, span)


def _identifier(written: str, span: Span) -> Identifier:
    value = unquote(written).strip().lower()
    return Identifier(Scheme.DOI, value, span, _problem(value))


def _problem(value: str) -> str:
    """Say what is wrong with a DOI in normal form; "" if nothing is."""
    parts = _PARTS.fullmatch(value)
    if not value:
        return "this link to doi.org has no DOI"
    if parts is None:
        short = _SHORT.fullmatch(value)
        return "" if short else "a DOI begins with 10. and a publisher's number"
    return _problem_of(
        parts["registrant"].split(".")[0], parts["slash"], parts["suffix"]
    )


def _problem_of(registrant: str, slash: str, suffix: str) -> str:
    if len(registrant) < 4:
        return (
            "the publisher's number of a DOI has at least four digits; "
            f"this has {in_words(len(registrant))}"
        )
    if not slash:
        return "this DOI ends before the slash; the article's own part is missing"
    if not suffix:
        return "this DOI has nothing behind the slash"
    return "a DOI has no spaces" if any(c.isspace() for c in suffix) else ""
