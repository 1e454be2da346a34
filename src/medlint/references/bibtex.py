"""Reads BibTeX files."""

import logging
from collections.abc import Iterator

from bibtexparser.entrypoint import parse_string
from bibtexparser.middlewares import LatexDecodingMiddleware, SeparateCoAuthors
from bibtexparser.middlewares.names import (
    InvalidNameError,
    parse_single_name_into_parts,
)
from bibtexparser.model import (
    Block,
    DuplicateBlockKeyBlock,
    DuplicateFieldKeyBlock,
    Entry,
)

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
    written = parse_string(text, append_middleware=[SeparateCoAuthors()])
    decode = LatexDecodingMiddleware(allow_inplace_modification=False)
    library = decode.transform(written)
    problems = [_problem(path, text, block) for block in library.failed_blocks]
    if not library.entries and not problems and text.strip():
        hint = "Entries begin like @article{smith2019, and hold title = {…}."
        problems.append(Problem(path=path, message="no BibTeX entries", hint=hint))
    if problems:
        raise UserError(problems)
    return tuple(
        _reference(entry, _bodies(written.entries_dict[entry.key]))
        for entry in library.entries
    )


def _names(entry: Entry) -> list[str]:
    """Names as listed: of the authors, or of the editors where no author is."""
    fields = {key.lower(): field.value for key, field in entry.fields_dict.items()}
    names = fields.get("author") or fields.get("editor") or []
    listed = names if isinstance(names, list) else [names]
    return [str(name).strip() for name in listed]


def _bodies(entry: Entry) -> list[bool]:
    """Which names stand in braces as a whole: those of bodies."""
    return [n.startswith("{") and n.endswith("}") for n in _names(entry)]


def _reference(entry: Entry, bodies: list[bool]) -> Reference:
    values = {key.lower(): field.value for key, field in entry.fields_dict.items()}
    texts = {key: value for key, value in values.items() if isinstance(value, str)}
    fields = {
        name: next((texts[key] for key in keys if texts.get(key)), "")
        for name, keys in _FIELDS.items()
    }
    if entry.entry_type.lower() not in _ARTICLES:
        fields["journal"] = ""
    numbers = {scheme: [texts.get(key, "")] for scheme, key in _NUMBERS.items()}
    if texts.get("eprinttype", "").lower() == "pubmed":
        numbers[Scheme.PMID].append(texts.get("eprint", ""))
    return reference(entry.key, _authors(entry, bodies), fields, numbers)


def _authors(entry: Entry, bodies: list[bool]) -> Iterator[Author]:
    for name, is_body in zip(_names(entry), bodies, strict=True):
        if is_body:
            yield body(name)
            continue
        try:
            parts = parse_single_name_into_parts(name, strict=False)
        except InvalidNameError:
            yield body(name)
        else:
            yield person(" ".join(parts.von + parts.last), " ".join(parts.first))


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
    else:
        message = "this entry cannot be read"
        hint = (
            "Close every { with } and every quotation mark; put a comma after fields."
        )
    return problem_at(path, lines, place, message, hint)
