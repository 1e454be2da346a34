"""What stands between a cue and its target, less the words that only open a clause.

"No one has shown that when it is eaten, it cures": the comma ends the opening of the
clause, not the clause, so a denial before "that" still governs what follows.
"""

import re
from collections.abc import Sequence

from medlint.language.article import Article
from medlint.language.scope import Sentence
from medlint.text import Span

# What opens a clause before its subject: "that in nature, we", "that, however, it".
_OPENED = re.compile(
    r"\b(?:that|whether)(?P<opening>,? (?:and |but )?"
    r"(?:in|at|on|by|with|without|for|after|before|during|when|whenever|where|wherever|once|if|unless|until|while|whilst|as|"
    r"since|because|although|though|despite|unlike|like|through|over|under|within|from|"
    r"among|following|given|thanks to|due to|according to|to|contrary to|"
    r"however|therefore|thus|today|now|nowadays|sometimes|often|\w+ly)\b[^,;:.]*,) "
)
# A setting that opens the sentence: "In folk medicine, it".
_SETTING = re.compile(r"^in\b")


def is_cut(article: Article, cue: Span, span: Span, ends: Sequence[Span]) -> bool:
    """Whether a terminator stands between cue and target.

    One right behind the cue and between commas is an aside: "not, however, a cure".
    """
    between = Span(min(cue.end, span.end), max(cue.start, span.start))
    opened = [
        Span(a, b).shift(between.start) for a, b in _openings(between.of(article.view))
    ]
    aside = article.view.startswith(", ", cue.end)
    return any(
        between.contains(end)
        and not any(opening.overlaps(end) for opening in opened)
        and not (
            aside and end.start <= cue.end + 2 and article.view[end.end :][:1] == ","
        )
        for end in ends
    )


def sentence_around(
    article: Article, sentence: Span, cue: Span, span: Span
) -> Sentence:
    """Cut a sentence into what precedes, joins and makes up a cue and its target."""
    words = article.memo(("words", sentence), lambda: _words(article, sentence))
    a, b = sorted((cue, span))
    start = sentence.start
    lead, at_cue = words[: a.start - start], words[cue.start - start : cue.end - start]
    between = words[a.end - start : b.start - start]
    forward = cue.end <= span.start
    return Sentence(
        lead=lead,
        cue=at_cue,
        between=_without_openings(lead, at_cue, between) if forward else between,
        target=words[span.start - start : span.end - start],
        forward=forward,
    )


def _words(article: Article, sentence: Span) -> str:
    """The view of a sentence with its dashes told from hyphens."""
    view = sentence.of(article.view)
    prose = sentence.of(article.document.text)
    if "—" not in prose:
        return view
    return "".join("—" if a == "—" else b for a, b in zip(prose, view, strict=True))


def _openings(between: str) -> list[tuple[int, int]]:
    """Where words stand that only open a clause, from their start to their comma.

    "that when it is eaten, it cures": what governs the clause governs it to its end.
    """
    return [found.span("opening") for found in _OPENED.finditer(between)]


def _without_openings(lead: str, cue: str, between: str) -> str:
    """Return what joins a cue and what follows it, less what only opens a clause."""
    for start, end in reversed(_openings(between)):
        between = between[:start] + between[end:]
    is_setting = not lead.strip("\"'( ") and _SETTING.search(cue)
    return between[1:] if is_setting and between.startswith(", ") else between
