"""What differs between a reference as written and records of a work."""

from collections.abc import Iterator, Sequence

from medlint.references import journals
from medlint.references.folding import clean, content_words, words
from medlint.references.record import Author
from medlint.verify.record import Difference, Located, Person, Record
from medlint.verify.titles import same_title, similarity, stands_in

_YEARS_APART = 1
"""A work is often online a year before it is in print."""


_FIRST_WORDS = 4
_TELLING = 4
"""Content words from which a title names one work."""


def differences(located: Located, records: Sequence[Record]) -> tuple[Difference, ...]:
    """Compare title, first author, year and journal with what services know.

    What is not written, or not known, does not differ; and it is enough that one of
    the services agrees.
    """
    checks = (_title, _author, _year, _journal)
    return tuple(d for check in checks for d in check(located, records))


def is_another_work(located: Located, records: Sequence[Record]) -> bool:
    """Whether records that an identifier led to have another title."""
    return any(True for _ in _title(located, records))


def is_same_work(located: Located, record: Record) -> bool:
    """Whether a record that a search gave is the work that was written down.

    The title has to be the same; nor may author and year both differ, nor any of
    author, year and journal where the title is too short to tell works apart.
    """
    if record.is_notice or not record.titles or not _has_title(located, record):
        return False
    others = differences(located, [record])
    telling = len(content_words(record.titles[0])) >= _TELLING
    fields = {d.field for d in others}
    return not (fields >= {"first author", "year"} if telling else fields)


def closeness(located: Located, record: Record) -> tuple[int, float]:
    """Order candidates: fewer differences first, then the title that is more alike."""
    title = located.reference.title
    alike = similarity(title.text, record.titles[0]) if title else 1.0
    return -len(differences(located, [record])), alike


def _has_title(located: Located, record: Record) -> bool:
    title = located.reference.title
    if any(stands_in(found, located.text) for found in record.titles):
        return True
    return title is not None and any(same_title(title.text, t) for t in record.titles)


def _title(located: Located, records: Sequence[Record]) -> Iterator[Difference]:
    written, known = located.reference.title, [r for r in records if r.titles]
    if written is None or not words(written.text) or not known:
        return
    if not any(_has_title(located, record) for record in known):
        yield Difference("title", written.text, clean(known[0].titles[0]))


def _author(located: Located, records: Sequence[Record]) -> Iterator[Difference]:
    authors, known = located.reference.authors, [r for r in records if r.authors]
    if not authors or authors[0].group or not known:
        return
    firsts = [record.authors[0] for record in known]
    if not any(_is_author(authors[0], located.text, person) for person in firsts):
        yield Difference("first author", authors[0].surname, firsts[0].name)


def _is_author(author: Author, text: str, person: Person) -> bool:
    ours, family, whole = (
        words(author.surname),
        words(person.family),
        words(person.name),
    )
    if not ours or not family or set(ours) <= set(whole) or set(family) <= set(ours):
        return True
    if _spelt("".join(ours)) == _spelt("".join(family)):
        return True
    # The entry may have been taken apart wrongly.
    return family[-1] in words(text)[:_FIRST_WORDS]


def _spelt(name: str) -> str:
    """Return a name with Mueller and Muller, both for Müller, made one."""
    for pair in ("ae", "oe", "ue"):
        name = name.replace(pair, pair[0])
    return name


def _year(located: Located, records: Sequence[Record]) -> Iterator[Difference]:
    written = located.reference.year
    known = sorted({year for record in records for year in record.years})
    if not written or not known:
        return
    if not any(abs(written - year) <= _YEARS_APART for year in known):
        yield Difference("year", str(written), " or ".join(map(str, known)))


def _journal(located: Located, records: Sequence[Record]) -> Iterator[Difference]:
    written = located.reference.journal
    known = [name for record in records for name in record.journals if words(name)]
    if written is None or not words(written.text) or not known:
        return
    same = any(journals.same_journal(written.text, clean(name)) for name in known)
    if not same and not any(journals.stands_in(n, located.text) for n in known):
        yield Difference("journal", written.text, clean(known[0]))
