"""Markdown of rule files cut and stripped for one line of plain text."""

import re

_LONGEST = 260
_LINK = re.compile(r"\[([^\]]*)\]\([^)\s]*\)")
_MARKS = re.compile(r"\*\*|__|(?<!\w)[*_](?=\S)|(?<=\S)[*_](?!\w)|`")
_SENTENCE_END = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"'“‘(A-Z0-9])")


def first_sentences(markdown: str) -> str:
    """Return the first paragraph, or as many of its sentences as stay short."""
    paragraph = without_marks(markdown.strip().split("\n\n")[0])
    taken = ""
    for end in (*(m.start() for m in _SENTENCE_END.finditer(paragraph)), None):
        if taken and len(paragraph[:end]) > _LONGEST:
            break
        taken = paragraph[:end]
    return taken


def without_marks(markdown: str) -> str:
    """Drop emphasis, code marks and link targets; white space is collapsed."""
    text = _MARKS.sub("", _LINK.sub(r"\1", markdown))
    return " ".join(text.split())


def blocks(markdown: str) -> list[tuple[str, str]]:
    """Return paragraphs and list items, each with its bullet ("- ") or none."""
    found: list[tuple[str, str]] = []
    for paragraph in re.split(r"\n\s*\n", markdown.strip()):
        for part in re.split(r"\n(?=\s*[-*] )", paragraph):
            bullet = re.match(r"\s*[-*] ", part)
            body = part[bullet.end() :] if bullet else part
            found.append(("- " if bullet else "", without_marks(body)))
    return found
