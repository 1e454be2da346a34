"""The references of an article: its list, its notes, and the papers it links to."""

from collections.abc import Iterator

from medlint.document import Block, BlockKind, Document, Link, LinkKind
from medlint.language.abbreviations import Abbreviations
from medlint.language.article import Article
from medlint.language.citations import reference_blocks
from medlint.readers import read
from medlint.references.entries import parse_entry
from medlint.references.identifiers import identifiers_in
from medlint.references.record import Identifier, Reference
from medlint.source import SourceFile
from medlint.text import Span
from medlint.verify.record import Located
from medlint.verify.trace import NAMES

_BARE = {LinkKind.BARE, LinkKind.IMAGE}


def collect(source: SourceFile, abbreviations: Abbreviations) -> tuple[Located, ...]:
    """Read an article and return its references, in the order of their places.

    A paper that is only linked or named by its number is a reference without a title,
    unless the reference list has it too.

    Raises:
        UnreadableError: the reader could not make sense of the article.
    """
    document = read(source)
    listed = reference_blocks(Article(document, None, abbreviations))
    blocks = sorted(document.blocks, key=lambda block: block.span)
    entries = [
        _entry(document, block)
        for block in blocks
        if block in listed and block.kind is not BlockKind.HEADING
    ]
    found = [entry for entry in entries if _says_something(entry)]
    known = {_key(i) for entry in found for i in entry.reference.identifiers}
    for block in blocks:
        if block not in listed:
            found += _named(document, block, known)
    return tuple(sorted(found, key=lambda located: located.line))


def _says_something(entry: Located) -> bool:
    """Whether a block of the list is an entry, and no remark on the list."""
    reference = entry.reference
    dated = reference.title is not None and bool(reference.authors or reference.year)
    return bool(reference.identifiers or dated or reference.journal)


def _entry(document: Document, block: Block) -> Located:
    text = _with_addresses(document, block)
    return _located(document, block.span, parse_entry(text), text)


def _named(
    document: Document, block: Block, known: set[tuple[str, str]]
) -> Iterator[Located]:
    """Yield the papers that a block of the text names, each once in an article."""
    for identifier in identifiers_in(_with_addresses(document, block)):
        if identifier.scheme in NAMES and _key(identifier) not in known:
            known.add(_key(identifier))
            reference = Reference(identifiers=(identifier,))
            text = f"{NAMES[identifier.scheme]} {identifier.value}"
            yield _located(document, block.span, reference, text)


def _key(identifier: Identifier) -> tuple[str, str]:
    return identifier.scheme.value, identifier.value.casefold()


def _with_addresses(document: Document, block: Block) -> str:
    """Return a block's text with the addresses that prose leaves out.

    A bare address takes its place again; one behind an anchor is put at the end.
    """
    text = block.span.of(document.text)
    links = [k for k in document.links if block.span.contains(k.span)]
    behind = [k.target for k in links if k.kind not in _BARE and _leads_somewhere(k)]
    bare = [k for k in links if k.kind is LinkKind.BARE]
    for link in sorted(bare, key=lambda k: k.span, reverse=True):
        span = link.span.shift(-block.span.start)
        text = text[: span.start] + link.target + text[span.end :]
    missing = [target for target in dict.fromkeys(behind) if target not in text]
    return " ".join([text, *missing])


def _leads_somewhere(link: Link) -> bool:
    return link.target.startswith(("http://", "https://", "//"))


def _located(
    document: Document, span: Span, reference: Reference, text: str
) -> Located:
    place = document.offsets.to_source(span).start
    line = document.source.lines.position(place).line
    return Located(reference=reference, path=document.source.path, line=line, text=text)
