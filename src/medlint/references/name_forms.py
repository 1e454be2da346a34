"""How names of people are written in lists of references, as patterns."""

import re

# A capital; small letters beyond Latin-1 pass too, which a long table would cost.
UPPER = r"[^\W\d_a-zß-öø-ÿ]"
_WORD = rf"(?:[dDlLOMN]['’]|Mc|Mac|al-|el-)?{UPPER}[^\W\d_]+(?:['’‐-][^\W\d_]+){{0,4}}"
_PARTICLE = (
    r"(?:van't|van|von|vom|der|den|de|da|di|du|del|della|dello|degli|la|le|el|al|bin"
    r"|Ó|Ò|Ní|ibn|ten|ter|te|zu|zur|zum|dos|das|do|y|e|'t|af|av|St\.|Ste\.|Sta\.)"
)
SURNAME = (
    rf"(?P<surname>(?:{_PARTICLE} ){{0,3}}{_WORD}"
    rf"(?: (?:{_PARTICLE} ){{0,2}}{_WORD}){{0,2}})"
)
_DOTTED = rf"{UPPER}(?:[^\W\d_]|[^\W\d_]{{2}})?\."
_SUFFIX = r"(?P<suffix>,? (?:Jr|Sr|2nd|3rd|4th|II|III|IV)\b\.?)?"
_END = r"(?=\s*(?:[,;.:(]|…|$)| (?:and|&|et al|with|for|on behalf)\b| & )"
_GIVEN = rf"{UPPER}(?:[^\W\d_]+(?:['’‐-][^\W\d_]+){{0,3}}|\.(?:[ -]?{UPPER}\.){{0,3}})"

# Smith AB
SHORT = re.compile(
    rf"{SURNAME} (?P<initials>(?:{UPPER}\.[ -]?){{1,3}}{UPPER}\.|{UPPER}\.(?=[,;])"
    rf"|{UPPER}(?:[ -]?{UPPER}){{0,3}}|(?:{_DOTTED}-?){{1,4}})"
    rf"{_SUFFIX}{_END}"
)
# Smith, A. B.
DOTTED = re.compile(
    rf"{SURNAME}, ?(?P<initials>{_DOTTED}(?:[ -]{{0,2}}{_DOTTED}){{0,4}}"
    rf"(?: (?:{_PARTICLE})(?=,))?){_SUFFIX}{_END}"
)
# Smith, A
UNDOTTED = re.compile(rf"{SURNAME}, (?P<initials>{UPPER}{{1,3}})(?!\.){_SUFFIX}{_END}")
# Smith, Anna B.
INVERTED = re.compile(
    rf"{SURNAME}, (?P<initials>{_GIVEN}(?: {_GIVEN}){{0,3}}?"
    rf"(?: {_PARTICLE}(?=[,.])){{0,2}}){_SUFFIX}"
    rf"(?=,|;|\. |\.?$| (?:and|&|et al)\b|(?<=[\w.] {UPPER}\.) (?!{UPPER}\.))"
)
# Anna B. Smith
NATURAL = re.compile(
    rf"(?P<initials>{_GIVEN}(?: {_GIVEN}){{0,3}}?) (?P<surname>(?:{_PARTICLE} ){{0,3}}"
    rf"{_WORD}){_SUFFIX}(?=,|;|\. |\.?$| (?:and|&|et al)\b| \()"
)
# Smith et al.
SURNAME_ALONE = re.compile(rf"{SURNAME}(?=,? et al\b)")

# Words that stand before a letter as a surname stands before initials.
_LETTERED = (
    "Vitamin Hepatitis Type Group Omega Influenza Phase Protein Factor Part"
    " Appendix Table Figure Grade Class Stage Coenzyme Provitamin"
)
LETTERED = frozenset(_LETTERED.split())
