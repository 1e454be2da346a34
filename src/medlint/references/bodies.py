"""Names of bodies that write as one: institutes, societies, groups of a trial."""

import re

from medlint.references.name_forms import UPPER

_WORDS = (
    "academy|administration|agency|alliance|association|authority|board|bureau|center"
    "|centers|centre|centres|charity|clinic|clinics|coalition|collaboration"
    "|collaborative|collaborators|college|commission|committee|community|company|coordinators|officers|formulary"
    "|confederation|consortium|council|department|directorate|division|editors"
    "|federation|foundation|fund|group|guild|hospital|hospitals|inc|initiative"
    "|institute|institutes|institution|investigators|laboratory|laboratories|league"
    "|library|ltd|llc|medicine|ministry|museum|national|nations|network|observatory"
    "|office|organisation|organization|panel|partnership|programme|program|project"
    "|publishing|publications|press|registry|researchers|royal|school|secretariat"
    "|service|services|society|staff|survey|taskforce|task force|team|trialists|trust"
    "|union|united|university|workgroup|working party|world health|health canada"
    "|public health|medlineplus|healthline|webmd|england|scotland|wales|uk|usa"
    "|contributors|writers|authors|chapter|office|societies|universities|sante|institut"
    "|gesellschaft|ministerio|ministère|instituto|universität|bundesinstitut|forum|wikipedia|medscape|uptodate|statpearls|verywell"
    "|medical news today|everyday health|harvard health|better health"
)
_BODY_WORD = re.compile(rf"\b(?:{_WORDS})\b", re.IGNORECASE)
_ACRONYM = re.compile(rf"(?:US |U\.S\. |UK )?{UPPER}{{2,7}}s?(?:/{UPPER}{{2,6}})?")
_DOMAIN = re.compile(r"[\w-]{2,40}\.(?:com|org|gov|net|edu|int)")
_ARTICLES = "a an and at by for from in of on or the to with und für de la et y del des"
_SMALL = frozenset(_ARTICLES.split())


def is_body(name: str) -> bool:
    """Whether a name has a word that only bodies have; or is an acronym or site."""
    return bool(
        _BODY_WORD.search(name) or _ACRONYM.fullmatch(name) or _DOMAIN.fullmatch(name)
    )


def is_title_case(name: str) -> bool:
    """Whether all words of a name, two at least, are capitalised, as in names."""
    words = [word for word in name.split() if word not in _SMALL]
    return len(words) >= 2 and all(word[0].isupper() for word in words)
