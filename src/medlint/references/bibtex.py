"""Reads BibTeX files."""

import logging

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import NameParts, SeparateCoAuthors, SplitNameParts
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
    MiddlewareErrorBlock,
)
from pylatexenc.latex2text import LatexNodes2Text  # type: ignore[import-untyped]

from medlint.errors import Problem, UserError, problem_at
from medlint.references.record import Author, Reference, Scheme
from medlint.references.records import body, person, reference
from medlint.text import LineIndex

_FIELDS = {
    "title": ("title",),
    "journal": ("journal", "journaltitle"),
    "year": ("year", "date"),
    "volume": ("volume",),
    "issue": ("number", "issue"),
    "pages": ("pages", "eid", "articleno"),
}
_NUMBERS = {
    Scheme.DOI: "doi",
    Scheme.PMID: "pmid",
    Scheme.PMCID: "pmcid",
    Scheme.ISSN: "issn",
    Scheme.ISBN: "isbn",
    Scheme.URL: "url",
}
_ARTICLES = frozenset({"article", "online", "misc", "electronic", "www", "unpublished"})


def read_bibtex(path: str, text: str) -> tuple[Reference, ...]:
    """Read the entries of a BibTeX file.

    Raises:
        UserError: entries that cannot be read, all of them; or a file without any.
    """
    # Its warnings repeat what we report; without a handler they reach the terminal.
    logging.getLogger("bibtexparser").addHandler(logging.NullHandler())
    names = [SeparateCoAuthors(), SplitNameParts()]
    library = parse_string(text, append_middleware=names)
    problems = [_problem(path, text, block) for block in library.failed_blocks]
    if not library.entries and not problems and text.strip():
        hint = "Entries begin like @article{smith2019, and hold title = {…}."
        problems.append(Problem(path=path, message="no BibTeX entries", hint=hint))
    if problems:
        raise UserError(problems)
    decoder = LatexNodes2Text(math_mode="verbatim")
    return tuple(_reference(entry, decoder) for entry in library.entries)


def _names(entry: Entry) -> list[NameParts]:
    """Names as listed: of the authors, or of the editors where no author is."""
    fields = {key.lower(): field.value for key, field in entry.fields_dict.items()}
    names = fields.get("author") or fields.get("editor") or []
    return [name for name in names if isinstance(name, NameParts)]


def _reference(entry: Entry, decoder: LatexNodes2Text) -> Reference:
    texts = {
        key.lower(): _decoded(field.value, decoder)
        for key, field in entry.fields_dict.items()
        if isinstance(field.value, str)
    }
    fields = {
        name: next((texts[key] for key in keys if texts.get(key)), "")
        for name, keys in _FIELDS.items()
    }
    if entry.entry_type.lower() not in _ARTICLES:
        fields["journal"] = ""
    numbers = {scheme: [texts.get(key, "")] for scheme, key in _NUMBERS.items()}
    if texts.get("eprinttype", "").lower() == "pubmed":
        numbers[Scheme.PMID].append(texts.get("eprint", ""))
    authors = [_author(name, decoder) for name in _names(entry)]
    return reference(entry.key, authors, fields, numbers)


def _author(name: NameParts, decoder: LatexNodes2Text) -> Author:
    """Read a name; one that stands in braces as a whole is that of a body."""
    family, given = " ".join(name.von + name.last), " ".join(name.first)
    if not given and family.startswith("{") and family.endswith("}"):
        return body(_decoded(family, decoder))
    return person(_decoded(family, decoder), _decoded(given, decoder))


def _decoded(text: str, decoder: LatexNodes2Text) -> str:
    """Text without the commands of TeX; what is none of it stays as it is."""
    if "\\" not in text and "{" not in text:
        return text
    try:
        return str(decoder.latex_to_text(text))
    except RecursionError:  # thousands of braces in each other
        return text


def _problem(path: str, text: str, block: Block) -> Problem:
    lines = LineIndex(text)
    number = min((block.start_line or 0) + 1, len(lines.starts))
    place = lines.line(number)
    if isinstance(block, DuplicateBlockKeyBlock):
        message = f"the key {block.key!r} is used twice"
        hint = "Give each entry a key of its own."
    elif isinstance(block, DuplicateFieldKeyBlock):
        fields = ", ".join(sorted(block.duplicate_keys))
        message = f"an entry has a field twice: {fields}"
        hint = "Keep one of them."
    elif isinstance(block, MiddlewareErrorBlock):
        message = "the names of this entry cannot be read"
        hint = "Write authors like this: Smith, Anna and Lee, Ben."
    else:
        message = "this entry cannot be read"
        hint = (
            "Close every { with } and every quotation mark; put a comma after fields."
        )
    return problem_at(path, lines, place, message, hint)
