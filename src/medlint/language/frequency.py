"""How often words stand in health articles, roughly: enough to choose the rarer one.

The classes are rounded and need not be exact. A wrong one costs time, never a finding.
"""

import math
import re
from functools import lru_cache

_CLASSES = {
    20_000: "the of and a to in or is",
    8_000: "may for are your that with can you have be as",
    4_000: """
        an also blood by cancer disease from if it more not on other people this
        treatment
    """,
    2_500: """
        about all at body but called care cause cells clinical doctor had has he health
        heart help her his i include its no one our out risk s she so some such
        symptoms test tests than their them there these they therapy trials type up use
        used was we were what when which who will would
    """,
    1_000: """
        after any because been before being brain common condition could diabetes do
        during each even factors find first following get how high into like many make
        may medical medicine medicines most much my need new often only over pain part
        patients prevent problem problems should signs since small surgery take
        through time types usually very way well where while without women years 1 2
    """,
    400: """
        available away back better both bone case cases cell certain change changes
        check chest child children chronic conditions control daily day days describe
        develop diet different does done drug drugs early effect effective effects
        enough every evidence example experts fact feel food form found general getting
        give given go good healthy however important improve increase infection
        information it's just keep kidney know known learn less level levels life
        likely liver long look low lower lung made man me men might natural normal now
        number old once own person physical possible products provider reason reduce
        research result results right safe same see serious several severe show side
        skin sleep something special stop studies study sure system talk than then
        these thing things think three too treat treated treatments trial true try two
        under until using vitamin water weight whether why within work works yet
        3 4 5 6 7 8 9 0 10
    """,
}
_PER_MILLION = {
    word: count for count, text in _CLASSES.items() for word in text.split()
}
_UNKNOWN = 30
_SHORT_UNKNOWN = 150
_SHORT = 3
_LETTERS = dict(
    zip(
        "etaoinshrdlcumwfgypbvkjxqz",
        (
            127,
            91,
            82,
            75,
            70,
            67,
            63,
            61,
            60,
            43,
            40,
            28,
            28,
            24,
            24,
            22,
            20,
            20,
            19,
            15,
            10,
            8,
            2,
            2,
            1,
            1,
        ),
        strict=True,
    )
)
"""How many of a thousand letters are this one."""
_PLACES = 15_000_000
"""Where a part of a word may begin in a million words, letters being no dice."""
_DIGITS = (1_400, 400, 60)
_AT_EDGE = 4
_RAREST = 1
_LEAST = 10
_SIGNS = {" ": 800_000, ".": 60_000, ",": 60_000, "-": 10_000} | dict.fromkeys(
    "():'\"/;?", 4_000
)
_SIGN = 500
_EACH_FURTHER_WORD = 0.4
_EACH_DIGIT = 0.03
_AS_IS = re.compile(r"[^a-z0-9 ]")


@lru_cache(maxsize=50_000)
def per_million(literal: str) -> float:
    """Estimate how often a literal of the anchored view occurs in a million words.

    A word with a space on either side is a whole one. A literal with other
    signs is one of the matching view.
    """
    if _AS_IS.search(literal):
        return _signs(literal)
    words = literal.split()
    last = len(words) - 1
    counts = []
    for index, word in enumerate(words):
        begins = index > 0 or literal[0] == " "
        ends = index < last or literal[-1] == " "
        counts.append(_whole(word) if begins and ends else _part(word, begins or ends))
    return min(counts, default=1e9) * _EACH_FURTHER_WORD**last


def _signs(literal: str) -> float:
    digits = sum(map(str.isdigit, literal))
    others = [_SIGNS.get(char, _SIGN) for char in literal if not char.isdigit()]
    return min(others) * _EACH_DIGIT**digits


def _whole(word: str) -> float:
    return _PER_MILLION.get(word, _SHORT_UNKNOWN if len(word) <= _SHORT else _UNKNOWN)


def _part(word: str, at_edge: bool) -> float:
    known = _PER_MILLION.get(word, 0)
    if word.isdecimal():
        return _DIGITS[min(len(word), len(_DIGITS)) - 1]
    share = math.prod(_LETTERS.get(char, _RAREST) / 1_000 for char in word)
    return max(known, _PLACES * share / (_AT_EDGE if at_edge else 1), _LEAST)
