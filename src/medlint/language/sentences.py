"""Sentence boundaries of medical prose, from rules and a table of abbreviations.

One regular expression proposes every place where a sentence may end; small questions
about the word before and the word after decide. The text is one block of prose, so
headings, list items and cells never run together.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from medlint.language.abbreviations import Abbreviations, Ending
from medlint.language.normalise import cased_view
from medlint.language.overlong import cut
from medlint.text import Span

__all__ = ["Abbreviations", "split"]

# Every part after the mark may be missing, so that a match never fails half-way and
# the scan stays linear. Between mark and gap stand closing marks and reference marks:
# `."`, `.)`, `.[3]`, `. [3]`, `.¹`, and `.3` where superscripts lost their markup.
_STOP = re.compile(
    r"""
    (?P<mark> \.(?:\ \.){2,} | [.!?…]+ )
    (?P<close> ["')\]}]* )
    (?P<note>
        (?: \[[^\[\]]{1,40}\] | \ \[\d[\d,\ -]{0,20}\] )+
      | [⁰¹²³⁴-⁹]+ (?:[,-][⁰¹²³⁴-⁹]+)*
      | \d{1,3} (?:[,-]\d{1,3})* (?! \w | [.,:/-]\w | %)
      | [*†‡§\u2600-\u27bf\U0001f000-\U0001faff\u200d\ufe0f]+
    )?
    (?P<gap> [^\w.!?…\ufffc]* )
    (?= (?P<after> [\w\ufffc]* ) )
    """,
    re.VERBOSE,
)
_ENUMERATOR = re.compile(r"(?:\d{1,3}\.){1,3}|[A-Za-z]\.|[ivxIVX]{1,5}\.")
_DOTTED = re.compile(r"(?:[^\W\d_]\.){2,}")
_ROMAN_OR_LETTER = re.compile(r"[IVXL]+|[A-Z]")
_LETTER_SERIES = re.compile(r"\b[A-Z]\d{0,2}(?:,|,? and|,? or| &| to) $")
_MEASURE = re.compile(r"(?:(?<!\d)\d{1,3}(?:\.\d+)?°?|°) $")
_YEAR_OF_VOLUME = re.compile(r"\d{4}[a-z]?(?: [A-Z][a-z]{2}(?: \d\d?)?)?[;:]")
_MIXED_CASE = re.compile(r"[^\W\d_]{1,3}[A-Z]|[α-ω]$")
_SMALL_START = re.compile(r"[a-z] ?[=<>≤≥]|(?:[a-z]|[ivx]{2,4})[.)] [A-Z]")
_DOTTED_NAME = re.compile(r"[./@_\\:(]\w")
_PLAIN_WORD = re.compile(r"[(\[\"']*[^\W\d_][\w'-]*[^\W_%)\]][%)\]]*")
_BULLETS = frozenset("-•*·")
_UNITS = frozenset("CFKLVW")
_BRACKETS = "([{"
_OPENERS = _BRACKETS + "\"'"
# No abbreviation is longer, and no parenthesis worth telling apart.
_LOOK_BACK = 24
_PARENTHESIS = 300
_LOOK_AHEAD = 60
_SHORTEST_WORD = 4


class _Stop(NamedTuple):
    """A place where a sentence may end, and what it takes to decide."""

    view: str
    table: Abbreviations
    start: int
    """Where the running sentence begins."""
    at: int
    """Where the mark stands."""
    next_at: int
    """Where the next word stands."""
    mark: str
    close: str
    note: str
    gap: str
    after: str
    """The next word, or nothing."""

    @property
    def before(self) -> str:
        """The character before the mark."""
        return self.view[self.at - 1] if self.at > self.start else ""

    @property
    def end(self) -> int:
        """Where the sentence ends if it does."""
        return self.next_at - len(self.gap)

    def word(self) -> str:
        """The word before the mark, with the mark's first point."""
        piece = self.view[max(self.start, self.at - _LOOK_BACK) : self.at + 1]
        return piece.rpartition(" ")[2].lstrip(_OPENERS)

    def rest(self, length: int) -> str:
        """What follows from the next word on, at most `length` characters."""
        return self.view[self.next_at : self.next_at + length]


def split(text: str, abbreviations: Abbreviations) -> list[Span]:
    """Spans of the sentences of one block, in order, without the space around them.

    Together they cover every character that is not white space. A sentence that goes
    on without end is cut (see `overlong`).
    """
    view = cased_view(text)
    found = _sentences(view, abbreviations)
    return [piece for sentence in found for piece in cut(view, sentence)]


def _sentences(view: str, table: Abbreviations) -> Iterator[Span]:
    start = _skip_space(view, 0)
    for found in _STOP.finditer(view):
        at, next_at = found.start(), found.end()
        if _is_plain_end(view, found, start, table):
            yield Span(start, at + 1)
            start = next_at
            continue
        if not (_may_start(view, found) or _is_careless(view, found, table)):
            continue
        stop = _Stop(view, table, start, at, next_at, *found.groups(""))
        if _is_end(stop):
            yield Span(start, stop.end)
            start = _skip_space(view, stop.end)
    if start < len(view):
        yield Span(start, len(view.rstrip()))


def _is_plain_end(
    view: str, found: re.Match[str], start: int, table: Abbreviations
) -> bool:
    """Whether a point ends a sentence beyond doubt, as most of them do.

    It stands behind a word in small letters, and before a space and a capital.
    """
    mark, close, note, gap, after = found.groups("")
    if mark != "." or close or note or gap != " " or not after[:1].isupper():
        return False
    at = found.start()
    if at - start < _LOOK_BACK:
        return False
    word = view[at - _LOOK_BACK : at].rpartition(" ")[2].lstrip(_OPENERS)
    return _is_plain(word) and word + "." not in table.endings


def _skip_space(view: str, at: int) -> int:
    while at < len(view) and view[at].isspace():
        at += 1
    return at


def _may_start(view: str, found: re.Match[str]) -> bool:
    """Whether the next word may start a sentence: a capital, a number, mRNA, n =."""
    word, at = found["after"], found.end()
    if not word:
        return view[at : at + 1] == "." and view[at + 1 : at + 2].isdecimal()
    if not word[0].islower():
        return True
    return bool(_MIXED_CASE.match(word) or _SMALL_START.match(view, at))


def _is_careless(view: str, found: re.Match[str], table: Abbreviations) -> bool:
    """Whether a sentence starts with a small letter because nobody took care.

    That is so at a bullet in running text, and where the point stands after a long
    word that is no abbreviation.
    """
    at, gap = found.start(), found["gap"]
    if not found["after"]:
        return False
    word = view[max(0, at - _LOOK_BACK) : at].rpartition(" ")[2]
    if found["mark"] == "." and table.find(word + "."):
        return False
    if gap.isspace():
        is_point = found["mark"] == "." and not found["close"]
        return is_point and _is_plain(word) and found["after"] not in table.joining
    return gap[:1].isspace() and gap.strip() in _BULLETS


def _is_plain(word: str) -> bool:
    return len(word) >= _SHORTEST_WORD and word.isalpha() and word.islower()


def _is_end(stop: _Stop) -> bool:
    if stop.at - stop.start < _LOOK_BACK and not _has_word(stop):
        return False
    if not stop.gap[:1].isspace():
        return not stop.gap and _is_end_without_space(stop)
    if any(char in ",;:" for char in stop.gap):
        return False
    if stop.mark == ".":
        return _is_end_at_point(stop)
    is_ellipsis = stop.mark.strip(". …") == ""
    return _is_end_at_ellipsis(stop) if is_ellipsis else _is_end_of_question(stop)


def _has_word(stop: _Stop) -> bool:
    return any(map(str.isalnum, stop.view[stop.start : stop.at]))


def _is_end_of_question(stop: _Stop) -> bool:
    if stop.before in _BRACKETS or (stop.close and _is_aside(stop)):
        return False
    if '"' not in stop.close and "'" not in stop.close:
        return True
    words = stop.rest(_LOOK_AHEAD).split()[1:4]
    return not any(word.strip(".,:") in stop.table.speech for word in words)


def _is_aside(stop: _Stop) -> bool:
    """Whether the mark closes a parenthesis that opened inside the sentence."""
    if ")" not in stop.close and "]" not in stop.close:
        return False
    low = max(stop.start, stop.at - _PARENTHESIS)
    opened = max(stop.view.rfind(char, low, stop.at) for char in "([")
    return opened > stop.start


def _is_end_at_ellipsis(stop: _Stop) -> bool:
    if stop.before in _BRACKETS:
        return False
    if stop.before.isspace() or stop.mark.startswith(". "):
        return stop.after in stop.table.starters
    return not stop.after[:1].isdigit()


def _is_end_at_point(stop: _Stop) -> bool:
    word = stop.word()
    if _is_plain(word[:-1]) and word not in stop.table.endings:
        return not _YEAR_OF_VOLUME.match(stop.rest(13))
    if _opens_item(stop, word):
        return False
    if stop.note.isdecimal() and word[-2:-1].isdigit():
        is_number_whole = "." in word[:-1] or len(word) == len("2019.")
        return is_number_whole and stop.after in stop.table.starters
    known = _find(stop, word)
    if known or _is_initial(word) or _DOTTED.fullmatch(word):
        return not _is_aside(stop) and _is_end_after_short(stop, word, known)
    if word == "0." and stop.after[:1].isdigit():
        return False
    return not _YEAR_OF_VOLUME.match(stop.rest(13))


def _opens_item(stop: _Stop, word: str) -> bool:
    """Whether the word numbers an item: `1.`, `b.`, `Step 2.` at its start."""
    if not _ENUMERATOR.fullmatch(word):
        return False
    before = stop.view[max(stop.start, stop.at - _LOOK_BACK) : stop.at + 1 - len(word)]
    before = before.strip(" \"'([{*-")
    if len(before) < _LOOK_BACK - len(word) and before.lower() in stop.table.openers:
        return True
    return not before or before[-1] in ":;"


def _find(stop: _Stop, word: str) -> str:
    """The table's entry for a word, or nothing; `DR. OSEI` and `FIG. 2` have one."""
    if _is_initial(word):
        return ""
    known = stop.table.find(word)
    if known or not word.isupper():
        return known
    is_shouted = stop.after.isupper() or stop.after[:1].isdigit()
    return stop.table.find(word.capitalize()) if is_shouted else ""


def _is_initial(word: str) -> bool:
    return len(word) == len("J.") and word[0].isupper()


def _is_end_after_short(stop: _Stop, word: str, known: str) -> bool:
    if _is_initial(word):
        return _is_end_after_letter(stop, word)
    if not stop.after[:1].isalpha() or stop.after[0].islower():
        return False
    ending = stop.table.endings[known] if known else Ending.BEFORE_STARTER
    if ending is Ending.BEFORE_STARTER:
        return _is_starter(stop, stop.table.starters)
    if ending is Ending.BEFORE_NUMBER:
        is_glued = stop.note.isdecimal()
        return not is_glued and not _ROMAN_OR_LETTER.fullmatch(stop.after)
    continues = stop.table.continues.get(known, frozenset())
    return ending is Ending.BEFORE_CAPITAL and stop.after not in continues


def _is_starter(stop: _Stop, starters: frozenset[str]) -> bool:
    """Whether the next word starts a sentence rather than a name like `A. Smith`."""
    after = stop.after
    return after in starters and stop.rest(2)[1:] != "."


def _is_end_after_letter(stop: _Stop, word: str) -> bool:
    """Decide after a single capital: an initial, or `vitamins A, D and K.`."""
    before = stop.view[max(stop.start, stop.at - _LOOK_AHEAD) : stop.at - 1]
    if _LETTER_SERIES.search(before):
        return True
    noun = before.rstrip().rpartition(" ")[2].strip("(")
    if noun.lower() in stop.table.lettered:
        return True
    if word[0] in _UNITS and _MEASURE.search(before):
        return True
    starters = stop.table.starters if word == "I." else stop.table.unlike_names
    return _is_starter(stop, starters)


def _is_end_without_space(stop: _Stop) -> bool:
    """Decide where the space was forgotten: `cells.The immune system`."""
    after = stop.after
    if not (after[:1].isupper() and after[1:].islower() and after.isalpha()):
        return False
    if _DOTTED_NAME.match(stop.view, stop.next_at + len(after)):
        return False
    if '"' in stop.close and not _is_quoted(stop):
        return False
    return _may_be_glued(stop, stop.word()[:-1])


def _is_quoted(stop: _Stop) -> bool:
    """Whether a straight quotation mark after the stop closes a quotation."""
    low = max(stop.start, stop.at - _PARENTHESIS)
    return stop.view.count('"', low, stop.at) % 2 == 1


def _may_be_glued(stop: _Stop, word: str) -> bool:
    is_starter = stop.after in stop.table.starters
    if word.isdigit():
        return is_starter
    if not _PLAIN_WORD.fullmatch(word) or stop.after.lower() in stop.table.domains:
        return False
    if stop.mark == "." and (known := stop.table.find(word + ".")):
        return is_starter and stop.table.endings[known] is not Ending.NEVER
    return is_starter or bool(stop.note) or word[-1] == ")" or word.islower()
