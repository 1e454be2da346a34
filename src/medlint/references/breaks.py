"""Where one part of an entry ends and the next begins."""

import re

from medlint.references.name_forms import LETTERED

_MARK = re.compile(r"[.?!]['\"”’)\]]{0,2} (?=\S)")
_WORD_BEFORE = re.compile(r"[^\s(\[/“\"‘-]{1,20}$")
_SHORTENED = (
    "vs v st ste dr drs mr mrs ms prof jr sr no nos vol vols pp p al e.g i.e etc approx"
    " u.s u.k inc ltd co corp yr yrs mo wk wks min ca cf fig figs spp sp subsp var ph.d"
    " m.d dept univ ft mt rev suppl u.s.a d.c l resp incl gen nr viz"
)
_ABBREVIATIONS = frozenset(_SHORTENED.split())
# Parts of journal titles that libraries abbreviate, for journals with points.
_ISO_4 = (
    "acad acta adv am anaesth anesth anesthesiol ann annu appl arch assoc asthma"
    " aust behav biochem biol biomed br bull can cardiol cardiovasc cell chem chir"
    " circ clin coll commun complement comp contemp crit curr dent dermatol dev"
    " diabet diabetol dig dis disord dtsch ecol electron endocr endocrinol engl"
    " environ epidemiol eur exp fam gastroenterol gen genet geriatr gerontol gut"
    " gynecol gynaecol haematol health heart hematol hepatol hosp hum hyg hypertens"
    " immunol infect inform inst int intern invest ital j jpn kidney lab lett lond"
    " mayo med mem metab methods microbiol mol monogr n nat natl nephrol neurol"
    " neuropsychiatr neurosci neurosurg nucl nurs nutr obes obstet occup oncol"
    " ophthalmol oral orthop otolaryngol otol paediatr pediatr perinat pharm"
    " pharmacol pharmacother philos phys physician physiol plast pract prev proc"
    " prog psychiatr psychiatry psychol psychosom public pulm q quant radiol rehabil"
    " reprod res respir rev rheum rheumatol scand sch sci sect sleep soc sociol spec"
    " spectr stat stud suppl surg symp syst ther thorac thromb toxicol trans transl"
    " transplant trends trop urol vasc vet virol vitam u s a"
)
_JOURNAL_WORDS = frozenset(_ISO_4.split())


def breaks(text: str) -> tuple[tuple[int, int], ...]:
    """Places where a sentence of an entry ends and the next begins.

    The end is behind a question mark, before a point.
    """
    found = []
    start = 0
    for match in _MARK.finditer(text):
        if _is_break(text, match, start):
            point = match[0].startswith(".") and len(match[0]) == 2
            end = match.start() if point else match.end() - 1
            found.append((end, match.end()))
            start = match.end()
    return tuple(found)


def _is_break(text: str, match: re.Match[str], start: int) -> bool:
    following = text[match.end()]
    if following.islower() or following in "=&)":
        return False
    if not match[0].startswith("."):
        return True
    if len(match[0]) > 2 and following == "(":
        return len(match[0].strip()) > 1
    before = _WORD_BEFORE.search(text, max(start, match.start() - 20), match.start())
    word = before[0] if before else ""
    if word.isdecimal() and match.start() - len(word) == start:
        return False
    if len(word) == 1 and word.isupper():
        return _ends_sentence(text, match, start)
    return word.casefold() not in _ABBREVIATIONS


def _ends_sentence(text: str, match: re.Match[str], start: int) -> bool:
    """Whether a capital with a point is a word ("vitamin D.") and no initial."""
    before = text[start : match.start() - 1]
    if before.endswith("("):
        return False
    last = before.rstrip().rpartition(" ")[2]
    after = text[match.end() : match.end() + 2]
    if last in LETTERED:
        return True
    return bool(last) and not last[0].isupper() and after[1:] != "."


def journal_start(text: str) -> int:
    """Start of the journal in a text that ends with it; 0 without a title before.

    A journal with points ("N. Engl. J. Med.") is taken whole.
    """
    sound = {start for _, start in breaks(text)}
    marks = [match.end() for match in _MARK.finditer(text)]
    at = 0
    for start in reversed(marks):
        if not at and (start in sound or _is_abbreviated(text[:start], 1)):
            at = start
        elif at and not _is_abbreviated(text[start:at], 3):
            break
        elif at:
            at = start
    return at or max((start for start in marks if _is_lettered(text, start)), default=0)


def _is_lettered(text: str, start: int) -> bool:
    """Whether a capital stands alone before a break: the last way to end a title."""
    return len(text[:start].rstrip(". ").rpartition(" ")[2]) == 1


def _is_abbreviated(piece: str, most: int) -> bool:
    """Whether a piece ends in an abbreviated word of a journal, in few words."""
    words = piece[-200:].rstrip(". ").split()
    short = len(words) <= most or most == 1
    return short and bool(words) and words[-1].casefold() in _JOURNAL_WORDS
