"""The references of an article: its list, its notes, and the papers it links to."""

from collections.abc import Iterator

from medlint.document import Block, Document
from medlint.language.abbreviations import Abbreviations
from medlint.language.article import Article
from medlint.language.citations import reference_blocks
from medlint.language.reference_list import entries, with_addresses
from medlint.readers import read
from medlint.references.identifiers import identifiers_in
from medlint.references.record import Identifier, Reference
from medlint.source import SourceFile
from medlint.text import Span
from medlint.verify.record import Located
from medlint.verify.trace import NAMES


def collect(source: SourceFile, abbreviations: Abbreviations) -> tuple[Located, ...]:
    """Read an article and return its references, in the order of their places.

    A paper that is only linked or named by its number is a reference without a title,
    unless the reference list has it too.

    Raises:
        UnreadableError: the reader could not make sense of the article.
    """
    document = read(source)
    article = Article(document, None, abbreviations)
    listed = reference_blocks(article)
    blocks = sorted(document.blocks, key=lambda block: block.span)
    found = [
        _located(document, entry.block.span, entry.reference, entry.text)
        for entry in entries(article)
        if entry.says_something
    ]
    known = {_key(i) for entry in found for i in entry.reference.identifiers}
    for block in blocks:
        if block not in listed:
            found += _named(document, block, known)
    return tuple(sorted(found, key=lambda located: located.line))


def _named(
    document: Document, block: Block, known: set[tuple[str, str]]
) -> Iterator[Located]:
    """Yield the papers that a block of the text names, each once in an article."""
    for identifier in identifiers_in(with_addresses(document, block)):
        if identifier.scheme in NAMES and _key(identifier) not in known:
            known.add(_key(identifier))
            reference = Reference(identifiers=(identifier,))
            text = f"{NAMES[identifier.scheme]} {identifier.value}"
            yield _located(document, block.span, reference, text)


def _key(identifier: Identifier) -> tuple[str, str]:
    return identifier.scheme.value, identifier.value.casefold()


def _located(
    document: Document, span: Span, reference: Reference, text: str
) -> Located:
    place = document.offsets.to_source(span).start
    line = document.source.lines.position(place).line
    return Located(reference=reference, path=document.source.path, line=line, text=text)
