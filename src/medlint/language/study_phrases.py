"""Study noun phrases: "a small 2019 trial of 42 women at Ghent University found".

A phrase is read around its head noun: to the left as far as its determiner, to the
right as long as it says who, where, when and on whom. Words are tables
(`language/studies.yml`); this module knows their order.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, replace
from typing import NamedTuple

from medlint.language.study_words import (
    ACRONYM,
    ACTS,
    ANALYSIS,
    BY,
    CITED_BEFORE,
    DATE,
    DATE_REACH,
    DESIGNS,
    DONE,
    FINDING,
    FIRST,
    LAST_WORD,
    LOOK_BACK,
    MARK,
    MAX_WORDS,
    NOT_TITLE,
    NUMBERS,
    PAPER,
    PAST,
    PRINTED,
    REPORT_REACH,
    STOPS,
    SUBJECTS,
    SUPERLATIVE,
    TEAM_REACH,
    TITLE,
    YEAR,
    YEAR_BEFORE,
    Number,
)
from medlint.schema import Model
from medlint.text import Span


class PhrasesFile(Model):
    """Words of study phrases by what they tell, as regular expressions.

    `heads` are nouns for studies; `weak-heads` nouns that are studies only where they
    report something or are identified. `tests` before a head make it another thing
    ("sleep study"), as `not-after` does behind it. `reports` are verbs of which a study
    is the subject; `to-come` what is said behind studies nobody has done yet and
    `joining` before studies that somebody may take part in or still wants, `awaited`
    within their phrases.
    `journals` need no "published in"; `bodies` end the names of institutions;
    `not-trials` are acronyms that name no trial; `teams` are people who do research.
    """

    heads: tuple[str, ...]
    weak_heads: tuple[str, ...]
    tests: tuple[str, ...]
    not_after: tuple[str, ...]
    reports: tuple[str, ...]
    to_come: tuple[str, ...]
    joining: tuple[str, ...]
    awaited: tuple[str, ...]
    journals: tuple[str, ...]
    bodies: tuple[str, ...]
    not_trials: tuple[str, ...]
    teams: tuple[str, ...]


@dataclass(frozen=True, kw_only=True)
class Identity:
    """What tells which study is meant; empty where nothing does."""

    year: str = ""
    venue: str = ""
    institution: str = ""
    trial: str = ""
    registry: str = ""

    @property
    def given(self) -> frozenset[str]:
        """The names of what is told."""
        return frozenset(f.name for f in fields(self) if getattr(self, f.name))


@dataclass(frozen=True)
class StudyPhrase:
    """A phrase at its place; `reports` if it is said to have found something."""

    span: Span
    number: Number
    identity: Identity
    reports: bool
    team: bool = False


class _Lead(NamedTuple):
    """What stands before a head; `bare` without determiner and identity."""

    length: int
    words: str
    number: Number
    bare: bool = False


class StudyPhrases:
    """Reads the study phrases of a sentence."""

    def __init__(self, file: PhrasesFile) -> None:
        heads = "|".join((*file.heads, *file.weak_heads))
        self._head = re.compile(rf"\b(?i:{heads})\b")
        self._weak = re.compile("|".join(file.weak_heads), re.IGNORECASE)
        self._tests = re.compile(rf"\b(?:{'|'.join(file.tests)})$", re.IGNORECASE)
        self._not_after = re.compile(rf"[ -](?i:{'|'.join(file.not_after)})\b")
        self._reports = re.compile(rf"\b(?i:{'|'.join(file.reports)})\b")
        self._to_come = re.compile(
            rf"(?: [\w'-]+){{0,4}}? (?i:{'|'.join(file.to_come)})\b"
        )
        self._awaited = re.compile(rf"\b(?i:{'|'.join(file.awaited)})\b")
        self._joining = re.compile(rf"\b(?i:{'|'.join(file.joining)}) $")
        self._not_trials = frozenset(file.not_trials)
        journals = "|".join(file.journals)
        bodies = "|".join(file.bodies)
        body = (
            rf"(?:[A-Z][\w'\u2019.&-]*,? (?:(?:of|and|the|for|in|at) )*){{0,6}}"
            rf"(?:{bodies})\b(?:(?:,? (?:of|at|in|and|for)(?: the)?|,)? [A-Z][\w'-]+)*"
        )
        self._posts = tuple(
            re.compile(rf",? ?{post}")
            for post in (
                rf"\((?:[A-Z][\w .&-]{{0,40}}, )?(?P<year>{YEAR})[^()]{{0,20}}\)",
                r"\((?P<registry>NCT\d{8}|ISRCTN\d{8})\)",
                rf"{PRINTED} in {DATE},? (?:in|by) (?:the )?(?P<venue>{TITLE})",
                rf"(?:{DONE} )?(?:in|on|from|of) {DATE}",
                rf"(?:{DONE} )?(?:in|by|from|of) (?:the )?(?P<venue>{journals})\b",
                rf"{PRINTED} (?:in|on|at) (?:the )?(?:[a-z-]+ )*(?P<venue>{TITLE})",
                rf"(?:{DONE} )?in (?:[a-z-]+ )*journal (?:of )?(?P<venue>{TITLE})",
                rf"in the (?P<venue>Journal of {TITLE})",
                rf"(?:{DONE} )?{BY} (?:the )?(?P<institution>{body})",
                rf"(?:called|known as|named|dubbed) (?:the )?(?P<trial>{ACRONYM})\b",
                SUBJECTS,
                DONE + r"(?= (?:by|in|at|on|among|with|for)\b)",
            )
        )
        self._pres = tuple(
            re.compile(pre)
            for pre in (
                rf"\b(?P<year>{YEAR})\b",
                rf"\b(?P<venue>{journals})\b",
                rf"(?P<institution>{body})",
                rf"\b(?P<trial>{ACRONYM})(?: [a-z-]+)? ?$",
            )
        )
        teams = "|".join(file.teams)
        self._people = re.compile(rf"\b(?i:{teams})\b")
        self._team = re.compile(
            rf"\b(?P<det>(?i:a|an|the|one|another|these|those|some|many|other|most) )?"
            rf"(?:(?P<body>{body}) )?(?:[a-z-]+ )?(?i:{teams})\b"
            rf"(?: (?:at|from|of|in|led by)(?: [a-z]+)* (?:the )?"
            rf"(?P<institution>{body}))?",
        )

    def may_stand_in(self, text: str) -> bool:
        """Whether a text holds a word that a phrase is read around."""
        return bool(self._head.search(text) or self._people.search(text))

    def read(self, text: str, sentence: Span) -> Iterator[StudyPhrase]:
        """Yield the phrases of a sentence of a text with its case kept."""
        reach, is_new = sentence.start, False
        for head in self._head.finditer(text, sentence.start, sentence.end):
            phrase = self._phrase(text, sentence, head)
            if phrase is not None and phrase.span.start >= reach:
                reach = phrase.span.end
                is_new = is_new or phrase.number is Number.NEW
                yield phrase
        for team in self._team.finditer(text, sentence.start, sentence.end):
            found = self._by_team(text, sentence, team)
            if found is not None and is_new:
                # "Three scientists published a paper" is one study.
                found = replace(found, number=Number.KNOWN, identity=Identity())
            if found is not None:
                yield found

    def _phrase(
        self, text: str, sentence: Span, head: re.Match[str]
    ) -> StudyPhrase | None:
        lead = self._lead(text, sentence, head)
        if lead is None:
            return None
        told = self._told_before(lead.words)
        start = head.start() - lead.length
        end = self._told_after(text, head.end(), sentence.end, told)
        self._dated(text, Span(sentence.start, start), told)
        said = text[max(sentence.start, start - LOOK_BACK) : start]
        rest = MARK.sub("", text[end : min(sentence.end, end + REPORT_REACH)])
        if self._joining.search(said) or self._to_come.match(rest):
            return None
        reports = self._is_reporting(lead, said, rest, is_told=bool(told))
        if self._weak.fullmatch(head[0]):
            if lead.number is Number.KNOWN:
                told = told if PAPER.match(head[0]) else {}
            elif not (reports and told) and not self._finds(head[0], lead.words, rest):
                return None
        return StudyPhrase(Span(start, end), lead.number, Identity(**told), reports)

    def _lead(self, text: str, sentence: Span, head: re.Match[str]) -> _Lead | None:
        """What stands before the head; None if it is the head of something else."""
        before = text[max(sentence.start, head.start() - LOOK_BACK) : head.start()]
        if self._tests.search(before.rstrip(" -")):
            return None
        if self._not_after.match(text, head.end(), sentence.end):
            return None
        length, number = self._start(before, plural=_is_plural(head[0]))
        words = before[len(before) - length :]
        if self._awaited.search(words):
            return None
        if number is not None:
            is_new = number is Number.KNOWN and SUPERLATIVE.search(words)
            return _Lead(length, words, Number.NEW if is_new else number)
        # Without a determiner only what identifies belongs to the phrase.
        number = Number.MANY if _is_plural(head[0]) else Number.NEW
        told = self._told_before(words)
        return _Lead(length if told else 0, words, number, bare=not told)

    def _is_reporting(
        self, lead: _Lead, said: str, rest: str, *, is_told: bool
    ) -> bool:
        """Whether a study is said to have found something."""
        if lead.bare and lead.number is Number.NEW:
            # "Study finds …"; "experiment" and "research" may be verbs.
            return bool(self._reports.match(rest.lstrip()))
        cited = CITED_BEFORE.search(said)
        if cited and not is_told and cited[0].rstrip().endswith("In"):
            # "In a cohort study, researchers choose …" explains what such studies are.
            cited = PAST.search(rest)
        found = self._reports.search(rest) or ACTS.match(rest)
        if found and lead.number is Number.NEW and not is_told:
            # "A phase 3 trial compares …" explains, too.
            found = PAST.search(rest) or FINDING.search(rest)
        return bool(found or cited)

    def _finds(self, head: str, lead: str, rest: str) -> bool:
        """Whether a paper is said to find something: "a new report found".

        "A report" alone may be anybody's; analyses and reviews are of studies.
        """
        qualified = len(lead.split()) > 1 or ANALYSIS.match(head)
        return bool(qualified and self._reports.search(rest[:TEAM_REACH]))

    def _dated(self, text: str, before: Span, told: dict[str, str]) -> None:
        """Read the year of "In 2010, a team of researchers …"."""
        opens = max(before.start, before.end - DATE_REACH)
        opening = YEAR_BEFORE.search(text, opens, before.end)
        if opening:
            told.setdefault("year", opening["year"])

    def _start(self, before: str, *, plural: bool) -> tuple[int, Number | None]:
        """How many characters before the head belong to its phrase, and its number.

        There is no number where no determiner stands.
        """
        length = 0
        number: Number | None = None
        for _ in range(MAX_WORDS):
            found = LAST_WORD.search(before[: len(before) - length])
            word = found[1].lower().strip("'\u2018\u2019\u201c\"") if found else ""
            if found is None or word in STOPS or self._is_verb(word):
                break
            if found[2] and number:
                break
            length += len(found[0])
            if word in NUMBERS:
                number = NUMBERS[word]
                if word in FIRST:
                    break
        if plural and number is Number.NEW:
            number = Number.MANY
        return length, number

    def _is_verb(self, word: str) -> bool:
        return word not in DESIGNS and bool(self._reports.fullmatch(word))

    def _told_before(self, words: str) -> dict[str, str]:
        """What stands between determiner and head: a year, a journal, an acronym."""
        told: dict[str, str] = {}
        while words.partition(" ")[0].lower() in NUMBERS:
            words = words.partition(" ")[2]
        for pre in self._pres:
            found = pre.search(words)
            if found:
                told |= {k: v for k, v in found.groupdict().items() if k not in told}
        if told.get("trial") in self._not_trials:
            del told["trial"]
        return told

    def _told_after(self, text: str, end: int, limit: int, told: dict[str, str]) -> int:
        """Read on behind the head as long as something identifies; return the end."""
        while True:
            for post in self._posts:
                found = post.match(text, end, limit)
                if found and found.end() > end and not _is_no_title(found):
                    told |= {
                        k: v for k, v in found.groupdict().items() if k not in told
                    }
                    end = found.end()
                    break
            else:
                return end

    def _by_team(
        self, text: str, sentence: Span, team: re.Match[str]
    ) -> StudyPhrase | None:
        end = team.end()
        rest = text[end : min(sentence.end, end + REPORT_REACH)]
        told = {"institution": team["institution"] or team["body"]}
        told = {name: value for name, value in told.items() if value}
        self._dated(text, Span(sentence.start, team.start()), told)
        det = (team["det"] or "").strip().lower()
        number = NUMBERS.get(det, Number.MANY)
        if self._to_come.match(rest):
            return None
        reports = bool(self._reports.search(rest[:TEAM_REACH]))
        is_one = number is Number.NEW and PAST.search(rest[:TEAM_REACH])
        if number is not Number.KNOWN and not (reports and (told or is_one)):
            return None
        return StudyPhrase(
            Span(*team.span()), number, Identity(**told), reports, team=True
        )


def _is_plural(head: str) -> bool:
    return head.lower().endswith(("s", "research", "data")) and not head.endswith("sis")


def _is_no_title(found: re.Match[str]) -> bool:
    venue = found.groupdict().get("venue") or ""
    return bool(NOT_TITLE.match(venue))
