"""Small articles with planted citation errors, written out in six families of format."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from html import escape


@dataclass(frozen=True)
class Ref:
    """One reference; `extra` is what stands behind it, such as a DOI."""

    first: str
    year: int
    title: str
    journal: str
    extra: str = ""


LEE = Ref("Lee", 2021, "Zinc lozenges in adults with colds", "J Cold Stud")
ROY = Ref("Roy", 2023, "Sleep and the common cold", "Sleep Health")
DIAZ = Ref("Diaz", 2019, "Handwashing in schools", "Public Health Notes")
GOOD = (LEE, ROY, DIAZ)


@dataclass(frozen=True)
class Story:
    """An article in two versions. `{0}` cites the first reference, `{9}` none.

    `found` maps codes to a piece of what is reported in the planted version; the
    families in `only` can hold the error.
    """

    name: str
    planted: str
    clean: str
    found: Mapping[str, str]
    refs: tuple[Ref, ...] = GOOD
    clean_refs: tuple[Ref, ...] = GOOD
    only: frozenset[str] = field(
        default_factory=lambda: frozenset(
            {"numbered", "footnotes", "superscripts", "pandoc", "html", "apa"}
        )
    )


_LISTED = frozenset({"numbered", "footnotes", "superscripts", "html", "apa"})
_TELL = (
    "Zinc lozenges shortened colds by a day{0}.\n\n"
    "People who slept less than six hours caught more colds{1}. "
    "Washing hands helped in schools{2}."
)

STORIES = (
    Story(
        "a marker without entry",
        _TELL + " Vitamin C did not help{9}.",
        _TELL + " Vitamin C did not help{0}.",
        {"CIT008": ""},
    ),
    Story(
        "a broken DOI",
        _TELL,
        _TELL,
        {"CIT007": "10.1016.j.cold"},
        (
            Ref("Lee", 2021, LEE.title, LEE.journal, "doi:10.1016.j.cold.2021.01"),
            ROY,
            DIAZ,
        ),
        (
            Ref("Lee", 2021, LEE.title, LEE.journal, "doi:10.1016/j.cold.2021.01"),
            ROY,
            DIAZ,
        ),
    ),
    Story(
        "a study of another year",
        _TELL + " In a 2009 trial by Lee and colleagues, zinc tasted bad{0}.",
        _TELL + " In a 2020 trial by Lee and colleagues, zinc tasted bad{0}.",
        {"CIT009": "2009 trial by Lee and colleagues"},
        only=_LISTED,
    ),
    Story(
        "a study of the future",
        _TELL + " A 2034 trial confirmed that zinc tastes bad.",
        _TELL + " A 2021 trial confirmed that zinc tastes bad.",
        {"CIT010": "2034"},
    ),
    Story(
        "a film as the source",
        _TELL,
        _TELL,
        {"CIT011": ""},
        (
            Ref("Lee", 2021, "My cold", "Film", "https://www.youtube.com/watch?v=c"),
            ROY,
            DIAZ,
        ),
        only=_LISTED,
    ),
    Story(
        "a preprint",
        _TELL,
        _TELL,
        {"CIT012": "10.1101"},
        (
            Ref("Lee", 2021, LEE.title, "medRxiv", "doi:10.1101/2021.01.02.21250001"),
            ROY,
            DIAZ,
        ),
        (
            Ref(
                "Lee",
                2021,
                LEE.title + " [Preprint]",
                "medRxiv",
                "doi:10.1101/2021.01.02.21250001",
            ),
            ROY,
            DIAZ,
        ),
        only=_LISTED,
    ),
    Story(
        "a retracted paper",
        _TELL,
        _TELL,
        {"CIT013": "6736(20)31180-6"},
        (
            Ref(
                "Mehra",
                2020,
                "A registry",
                "Lancet",
                "doi:10.1016/S0140-6736(20)31180-6",
            ),
            ROY,
            DIAZ,
        ),
    ),
    Story(
        "an old list, and one study for many",
        _TELL + "\n\nNumerous studies have shown that zinc shortens colds{0}.",
        _TELL + "\n\nOne study has shown that zinc shortens colds{0}.",
        {"CIT014": "", "CIT004": "Numerous studies have shown"},
        tuple(Ref(r.first, r.year - 15, r.title, r.journal) for r in GOOD),
        only=_LISTED,
    ),
)

Marks = Callable[[int, Ref | None], str]


def _filled(story: Story, *, planted: bool, mark: Marks) -> str:
    refs = story.refs if planted else story.clean_refs
    text = story.planted if planted else story.clean
    for number in (0, 1, 2, 9):
        ref = refs[number] if number < len(refs) else None
        marker = mark(number + 1, ref)
        # A raised number stands behind the full stop, a name before it.
        text = text.replace(
            f"{{{number}}}.", marker if "." in marker[:1] else f"{marker}."
        )
    return text


def _refs(story: Story, *, planted: bool) -> tuple[Ref, ...]:
    return story.refs if planted else story.clean_refs


def _vancouver(ref: Ref) -> str:
    return f"{ref.first} A, Novak B. {ref.title}. {ref.journal}. {ref.year};3(1):1-9. {ref.extra}".strip()


def _apa(ref: Ref) -> str:
    return f"{ref.first}, A., & Novak, B. ({ref.year}). {ref.title}. *{ref.journal}*, 3(1), 1–9. {ref.extra}".strip()


def _numbered_list(story: Story, *, planted: bool) -> str:
    listed = enumerate(_refs(story, planted=planted), 1)
    return "\n".join(f"{n}. {_vancouver(ref)}" for n, ref in listed)


def numbered(story: Story, *, planted: bool) -> str:
    """Numbers in square brackets."""
    body = _filled(story, planted=planted, mark=lambda n, _: f".[{n}]")
    listed = _numbered_list(story, planted=planted)
    return f"# Colds\n\n{body}\n\n## References\n\n{listed}\n"


def footnotes(story: Story, *, planted: bool) -> str:
    """Markdown footnotes."""
    body = _filled(story, planted=planted, mark=lambda n, _: f".[^n{n}]")
    listed = enumerate(_refs(story, planted=planted), 1)
    notes = "\n".join(f"[^n{n}]: {_vancouver(ref)}" for n, ref in listed)
    return f"# Colds\n\n{body}\n\n{notes}\n"


def superscripts(story: Story, *, planted: bool) -> str:
    """Raised numbers of Unicode."""
    raised = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
    body = _filled(
        story, planted=planted, mark=lambda n, _: "." + str(n).translate(raised)
    )
    listed = _numbered_list(story, planted=planted)
    return f"# Colds\n\n{body}\n\n## Sources\n\n{listed}\n"


def pandoc(story: Story, *, planted: bool) -> str:
    """Pandoc keys with references in the metadata."""
    body = _filled(
        story,
        planted=planted,
        mark=lambda n, ref: f" [@{ref.first.lower() if ref else f'nobody{n}'}]",
    )
    rows = [
        f"  - id: {r.first.lower()}\n    title: {r.title}\n    DOI: {r.extra.removeprefix('doi:') or '10.1000/abc123'}"
        for r in _refs(story, planted=planted)
    ]
    head = "---\nreferences:\n" + "\n".join(rows) + "\n---\n"
    return f"{head}\n# Colds\n\n{body}\n"


def html(story: Story, *, planted: bool) -> str:
    """HTML with raised numbers and an ordered list."""
    body = _filled(story, planted=planted, mark=lambda n, _: f".<sup>{n}</sup>")
    paragraphs = "".join(f"<p>{p}</p>" for p in body.split("\n\n"))
    refs = _refs(story, planted=planted)
    items = "".join(f"<li>{escape(_vancouver(ref))}</li>" for ref in refs)
    return (
        "<!doctype html><title>Colds</title><main><h1>Colds</h1>"
        f"{paragraphs}<h2>References</h2><ol>{items}</ol></main>"
    )


def apa(story: Story, *, planted: bool) -> str:
    """Authors and years, with a list in the style of the APA."""
    body = _filled(
        story,
        planted=planted,
        mark=lambda _, r: (
            f" ({r.first} & Novak, {r.year})" if r else " (Moreau & Okafor, 2018)"
        ),
    )
    listed = "\n\n".join(_apa(ref) for ref in _refs(story, planted=planted))
    return f"# Colds\n\n{body}\n\n## References\n\n{listed}\n"


FAMILIES: Mapping[str, Callable[..., str]] = {
    "numbered": numbered,
    "footnotes": footnotes,
    "superscripts": superscripts,
    "pandoc": pandoc,
    "html": html,
    "apa": apa,
}
