"""Finds identifiers that cannot be right."""

from collections.abc import Iterator

from medlint.checks.citation_finds import Asked, Found
from medlint.checks.citation_written import Written, written
from medlint.language.article import Article


def malformed(article: Article, asked: Asked) -> Iterator[Found]:
    """Identifiers that break the form of their scheme; one finding for each value."""
    del asked
    seen: set[tuple[str, str]] = set()
    broken = [found for found in written(article) if found.identifier.problem]
    # An anchor that repeats its address is reported where a reader sees it.
    for found in sorted(broken, key=lambda w: (w.link is not None, w.span)):
        identifier = found.identifier
        key = (identifier.scheme.value, identifier.value.casefold())
        if key not in seen:
            seen.add(key)
            yield Found(
                found.span,
                captures={"match": _words(article, found), "problem": _said(found)},
                place=found.place,
            )


def _words(article: Article, found: Written) -> str:
    if found.place is not None:
        return found.place.of(article.document.source.text)
    return found.span.of(article.document.text)


def _said(found: Written) -> str:
    return found.identifier.problem
