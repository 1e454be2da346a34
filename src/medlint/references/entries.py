"""Reads one entry of a reference list, in any of the usual styles."""

from dataclasses import replace

from medlint.references.heads import LABEL, Head, read_head
from medlint.references.identifiers import identifiers_in
from medlint.references.record import Author, Reference, Scheme
from medlint.references.tails import Body, split_tail
from medlint.references.titles import Layout, lay_out, lay_out_container
from medlint.references.writing import Writing, plain_writing

# No reference is longer; what comes behind is searched for identifiers only.
_LONGEST = 12_000
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def parse_entry(text: str) -> Reference:
    """Read an entry; a part that cannot be found stays empty. Never raises."""
    match = LABEL.match(text)
    start = match.end() if match else 0
    label = next((group for group in match.groups() if group), "") if match else ""
    identifiers = identifiers_in(text)
    writing = plain_writing(text, start, min(len(text), start + _LONGEST))
    body = split_tail(writing, identifiers, text)
    head = read_head(body.writing.text)
    linked = (
        head.awaited or body.awaited or any(i.scheme is Scheme.URL for i in identifiers)
    )
    layout = _layout(body.writing, head, linked=linked)
    title = body.writing.part(*layout.title, text)
    journal = body.writing.part(*layout.journal, text)
    return Reference(
        label=label.translate(_RAISED),
        authors=_authors(body.writing, head),
        et_al=head.et_al,
        year=_year(body, head, layout),
        title=title,
        journal=journal,
        volume=layout.volume,
        issue=layout.issue,
        pages=layout.pages,
        identifiers=identifiers,
    )


def _layout(writing: Writing, head: Head, *, linked: bool) -> Layout:
    """Ranges of the parts in the whole writing."""
    rest = writing.text[head.end :]
    headed = bool(head.names) or head.dated
    if head.title[1]:
        found = lay_out_container(rest, linked=linked)
    else:
        found = lay_out(rest, linked=linked, headed=headed)
    by = head.end
    title = head.title if head.title[1] else (found.title[0] + by, found.title[1] + by)
    return replace(
        found, title=title, journal=(found.journal[0] + by, found.journal[1] + by)
    )


def _authors(writing: Writing, head: Head) -> tuple[Author, ...]:
    return tuple(
        Author(
            name.surname,
            name.initials,
            writing.span(name.start, name.end),
            group=name.group,
        )
        for name in head.names
    )


def _year(body: Body, head: Head, layout: Layout) -> int:
    if head.dated or body.undated:
        return head.year
    return layout.year or body.changed
