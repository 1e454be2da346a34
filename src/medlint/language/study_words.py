"""Small words around the head of a study phrase, and the forms of what they tell."""

import re
from enum import StrEnum


class Number(StrEnum):
    """How a phrase brings in research."""

    NEW = "new"
    """One study, spoken of for the first time: "a trial", "one study"."""
    KNOWN = "known"
    """What was spoken of before: "the study", "these findings"."""
    MANY = "many"
    """Studies in general: "several trials", "research"."""


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


NUMBERS = {
    **dict.fromkeys(_words("a an one another new recent latest single"), Number.NEW),
    **dict.fromkeys(
        _words("the this that these those their his her its both said such our"),
        Number.KNOWN,
    ),
    **dict.fromkeys(
        _words(
            "many several some numerous various most other two three four five six ten"
            " dozens hundreds thousands few multiple all any certain no"
        ),
        Number.MANY,
    ),
}
FIRST = _words("a an the this that these those their his her its")
STOPS = _words(
    "of in for with by to from at on about into that which who is are was were be been"
    " has have had and or but if when as than may can could will would should do does"
    " did not says said say through under after before during since per via according"
    " what how why where because while also then only conduct conducts conducted"
    " support supports supported fund funds funded need needs"
)
DESIGNS = {"randomized", "randomised"}
"""Forms of verbs that describe a study."""
LAST_WORD = re.compile(r"(?:^|(?<=[\s(\"'*\u2018\u201c]))([\w.'\u2019&/-]+)(,?) $")
YEAR = r"(?:19|20)\d\d\b(?!s)"
MONTH = (
    r"(?:(?:early|late|mid|January|February|March|April|May|June|July|August|September"
    r"|October|November|December)[ -]?)?"
)
DATE = rf"{MONTH}(?P<year>{YEAR})"
TITLE = (
    r"[A-Z][\w'\u2019-]*(?:(?: (?:of|and|the|for|in|&|on))* [A-Z][\w'\u2019&-]*"
    r"|: [A-Z][\w'-]*)*"
)
NOT_TITLE = re.compile(
    r"(?:January|February|March|April|May|June|July|August|September|October|November"
    r"|December|English|Spanish|French|German|Chinese|Spring|Summer|Autumn|Winter"
    r"|Study|Trial)\b"
)
ACRONYM = r"[A-Z][A-Z0-9]+(?:[-\u2013][A-Z0-9]+)*(?: [1-9])?"
SUBJECTS = (
    r"(?:of|in|among|on|involving|with|from"
    r"|that (?:followed|involved|included|tracked))"
    r" (?:(?:about|nearly|almost|over|more than|roughly|just|only|some|around) )?"
    r"(?:[\d,]+|[a-z]+ty|dozens of|hundreds of|thousands of)"
    r"(?: (?!found|show|report|suggest|conclud)[a-z-]+){1,4}?(?=[ ,.;:)]|$)"
)
BY = r"(?:by|from|at|of|out of|in)(?: [a-z]+){0,3}(?: at| from| of)?"
LATELY = (
    r"(?: online| today| this (?:week|month|year)| last (?:week|month|year)| recently"
    r"| earlier)*"
)
PRINTED = (
    r"(?:(?:that|which) (?:was|were) |was |were )?(?:first )?(?:published|presented"
    r"|posted|appearing|appeared|reported|released|featured|printed)" + LATELY
)
DONE = (
    r"(?:(?:that|which) (?:was|were) |was |were )?(?:first )?(?:published|conducted"
    r"|carried out|done|performed|presented|posted|reported|released|funded"
    r"|commissioned|led|run|undertaken|authored|written)" + LATELY
)
LOOK_BACK = 110
MAX_WORDS = 7
REPORT_REACH = 90
TEAM_REACH = 60
DATE_REACH = 60
YEAR_BEFORE = re.compile(rf"\b[Ii]n {MONTH}(?P<year>{YEAR}),? ")
MARK = re.compile(r"^(?: ?\[[\d, ;-]+\]|[\u00b9\u00b2\u00b3\u2070-\u2079]+)+")
"""A citation right behind a phrase: "a study[2] found"."""
ANALYSIS = re.compile(r"analys|review", re.IGNORECASE)
PAPER = re.compile(r"paper|report|article|survey", re.IGNORECASE)
PAST = re.compile(
    r"\b(?:was|were|had|did|found|showed|said|rose|fell|lost|got|took|felt|saw|ate|drank"
    r"|slept|went|gave|[a-z]{3,}ed)\b"
)
"""What was done and found, not what is done in such studies."""
FINDING = re.compile(
    r"\b(?:finds|shows|suggests|says|reports|reveals|concludes|confirms|links|proves"
    r"|indicates|settles|debunks|found|show)\b"
)
"""What a study is said to find in the present tense."""
SUPERLATIVE = re.compile(
    r"\b(?:first|largest|biggest|only|latest|longest|newest|best|most recent"
    r"|landmark)\b"
)
"""Words that bring in a study behind "the"."""
ACTS = re.compile(
    r" (?:[a-z]+ly )?(?:was|were|had|has|did|didn't|lasted|took|gave|put|ran|used|asked"
    r"|saw|set out|began|started|came|left out|followed)\b"
)
"""What a study does right behind its name, besides reporting."""
CITED_BEFORE = re.compile(
    r"\b(?:[Aa]ccording to|[Pp]er|says|said|finds|reports"
    r"|(?:data|results|findings|wave \d) (?:from|of|in)"
    r"|(?:shown|found|seen|reported|demonstrated|observed|confirmed|suggested)"
    r" (?:in|by))"
    r"(?: the)? ?$"
    r"|(?:^|[,;:] )[\"'(* ]*(?:But |And |However, )?In ?$"
)
