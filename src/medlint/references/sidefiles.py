"""Reads the files that keep references beside an article."""

from collections.abc import Callable
from pathlib import PurePath

from medlint.errors import Problem, UserError
from medlint.references.csl_json import read_csl_json
from medlint.references.record import Reference


def _read_bibtex(path: str, text: str) -> tuple[Reference, ...]:
    # Its library takes 60 ms to import; few runs have such a file.
    from medlint.references.bibtex import read_bibtex  # noqa: PLC0415

    return read_bibtex(path, text)


def _read_ris(path: str, text: str) -> tuple[Reference, ...]:
    # As above, 20 ms.
    from medlint.references.ris import read_ris  # noqa: PLC0415

    return read_ris(path, text)


_READERS: dict[str, Callable[[str, str], tuple[Reference, ...]]] = {
    ".bib": _read_bibtex,
    ".bibtex": _read_bibtex,
    ".ris": _read_ris,
    ".json": read_csl_json,
}


def read_side_file(path: str, text: str) -> tuple[Reference, ...]:
    """Read the text of a BibTeX, RIS or CSL-JSON file, told apart by its ending.

    `label` of a reference is its citation key; spans are empty, for the records are
    no text of an article.

    Raises:
        UserError: another ending, or records that cannot be read, all of them.
    """
    reader = _READERS.get(PurePath(path).suffix.lower())
    if reader is None:
        endings = ", ".join(sorted(_READERS))
        message = "references cannot be read from a file of this kind"
        hint = f"Name a file that ends with {endings}."
        raise UserError([Problem(path=path, message=message, hint=hint)])
    return reader(path, text)
