"""Small words between the parts of a claim: what joins them, what keeps them apart."""

import re

from medlint.text import Span

CLAUSE_BREAK = re.compile(
    r"[;!?]|(?<=\w{3})\.(?= )|: |, (?:but|while|whereas|although|though|because|since"
    r"|so|if|when|unless|as|where|which means)"
    r"| (?:but|while|whereas|because|although|though|unless|until|if|than) "
)
"""Ends what a subject can reach."""

SUBORDINATE = re.compile(
    r"[\"'( *]*(?:a\d*: ?)?(?:[^,;:.!?]{1,60} that )?"
    r"(?:(?:yes|no|so|well|and|but),? )?(?:if|when|whenever"
    r"|while|because|since|after|before|unless|once|although"
    r"|though|as soon as|even if|until) [^,;:.!?]{3,160}, "
)
"""A clause that opens the sentence or what "that" opens, up to its comma."""

_HARD = (
    r" - |[;!?]|(?<=\w{3})\.(?= )|\u2026|\b(?:which|who|whose|that|because|while|but|if"
    r"|when|than"
    r"|without|unless|until|after|before|during|despite|due to|caus(?:e|es|ed|ing)"
    r"|leads?|leading|led|is|are|was|were|has|have|had|will|can|may|might|should"
    r"|does|do"
    r"|instead|rather|unlike|versus|vs|not|never|nor|rule out|ruling out"
    r"|diagnos\w+|detect\w*"
    r"|identif\w+|monitor\w*|measure[sd]?|research\w*|study|studying|understand\w*)\b"
)
HARD_BREAK = re.compile(_HARD)
"""What ends the reach of a predicate wherever it stands."""

OBJECT_BREAK = re.compile(
    rf"^ ?,|{_HARD}"
    r"|\b(?:in|among|for|of|on) (?:(?:the|some|many|most|certain|older|young|healthy"
    r"|pregnant|hospitalized|overweight) )*(?:people|patients|those|adults|children"
    r"|kids|women|men|individuals|persons|someone|anyone|mice|rats|animals|infants"
    r"|babies|participants|subjects|sufferers|seniors) (?:with|who|suffering|living)\b"
)
"""Ends what a predicate can reach; whom it is given to is not what it acts on."""

_JOINT = (
    r"(?: ?(?:,|/|;|&|\(|\)|\u2022|\u2026|\.{2,3}|-)| and| or| nor| plus| as well as"
    r"| including| such as| like| e\.g\.?,?| and/or| along with)+"
    r"(?: ?(?:for|from|against|in|with)\b)?"
)
_MEMBER = (
    r"(?: ?(?!(?:is|are|was|were|be|been|has|have|had|do|does|did|can|could|may"
    r"|might|will"
    r"|would|should|that|which|who|whose|if|when|while|because|but|with|without"
    r"|for|in|on"
    r"|at|by|from|than|then|not|no|said|says|people|women|men|patients|children|it|this"
    r"|they|you|we|he|she|some|others|causes?|leads?|takes?|uses?|includes?"
    r"|maintain\w*|keeps?|makes?|gets?|loses?)\b)"
    r"(?:(?:forms?|types?|symptoms?|signs?|kinds?) of|[a-z]++(?:[-'][a-z]++)*))"
)
_COORDINATION = re.compile(rf"(?:{_JOINT}{_MEMBER}{{0,3}}){{1,2}} ?(?:\(e\.g\.? ?)?")
"""Between the members of a list: a sign or a joining word, then at most three words."""
_JOINT_OPENS = re.compile(
    r" ?(?:[,/;&()\u2022\u2026.-]"
    r"|(?:and|or|nor|plus|as|including|such|like|e\.g|along)\b)"
)
LONGEST_JOINT = 90
MAX_OBJECT_GAP = 7
MAX_PASSIVE_GAP = 8

FILLER = re.compile(
    r"\b(?:(?:a |the )?(?:wide |broad |whole )?(?:variety|range|number|host|list"
    r"|array) of"
    r"|(?:many |various |several |certain |some |other |chronic |serious "
    r"|medical |health "
    r"|common |different )*(?:conditions?|diseases?|disorders?|problems?|issues?"
    r"|symptoms?|ailments?|illnesses|complaints|concerns|things)(?: such as| like"
    r"|,? including|: | of| associated with| related to)"
    r"|(?:long-term|short-term|daily|natural) (?:symptom )?(?:relief|use|management) "
    r"(?:for|of|in)|such as|including)\b|[:(\"']"
)
"""Words that only lead to the object."""

OTHER_HEAD = re.compile(
    r"(?:[- ](?:related|associated))?[- ](?:treatments?|therap(?:y|ies)|drugs?"
    r"|medications?|medicines?|pills?|research\w*|care\b(?! of)|screenings?|tests?"
    r"|testing|diagnos[ei]s|diagnosed|cent(?:er|re)s?|clinics?|hospitals?|specialists?"
    r"|doctors?|surgeons?|society|association|foundation|institute|organi[sz]ations?"
    r"|awareness|journal|conference|meeting|stud(?:y|ies)|trials?|registry|model"
    r"|vaccines?"
    r"|survivors?|statistics|rates?|cases|stages?|genes?|programs?|education|industry"
    r"|prevention and control|medicine|free|month|week|charit(?:y|ies)"
    r"|transmission|epidemics?|stigma|deaths|disparities|funding|surveillance"
    r"|outbreaks?|units?|wards?"
    r"|status|scores?|scale|questionnaire|monitors?|monitoring|meters?|cuffs?|strips?"
    r"|readings?|checks?|measurements?|pumps?|supplies|guidelines?|website|hotline)\b"
)
"""A noun behind a condition that makes it a mere modifier: "cancer research"."""

_DETERMINERS = (
    r"(?:^|[ (\"'])(?:the|these|those|his|her|their|its|your|our|my|of|in|at|with|no"
    r"|for|any|more|most|such|under|on|from|some|much|very|further|little"
    r"|great|natural|potential|possible|health|medical|immune|as|into|between|by|about"
    r"|over|per|same|two{})"
)
_NOUN_PLACE = re.compile(
    _DETERMINERS.format("|a|an|each|every|one|another|this") + " $"
)
_PLURAL_PLACE = re.compile(_DETERMINERS.format("") + " $")


def is_noun_place(before: str, *, singular: bool) -> bool:
    """Whether a verb form is a noun or an adjective behind these words: "a lower risk".

    Not `singular` are the forms in -s, before which "this" is a pronoun.
    """
    return bool((_NOUN_PLACE if singular else _PLURAL_PLACE).search(before))


PERFECT_BEFORE = re.compile(
    r"\b(?:have|has|had)(?: [a-z]+ly| also| often| even| now)? $"
)
"""Before "reduced" this may say what people have: "has reduced function"."""

BE_BEFORE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|gets?|got|getting)"
    r"(?: (?:[a-z]+ly|also|often|not|even|now|best|well|sometimes|usually|still|soon))"
    r"{0,2} $"
)
AGENT = re.compile(
    r"(?: [a-z]+ly| again| early| overnight| at home| in the early stages?"
    r"| (?:in|within) \w+ (?:hours?|days?|weeks?|months?))?"
    r" (?:by|with|using|through|via|thanks to) "
)
WITH_AFTER = re.compile(
    r"(?:,| naturally| quickly| safely| at home| fast)? ?"
    r"(?:by|with|using|through|via|thanks to) "
)
SUBJECT_LINK = re.compile(
    r"[\"'( ]*(?:[\w' -]{1,40}, )?(?:with|by|using|through|thanks to|via|after) "
)

PROPERTY_AFTER = re.compile(
    r"(?:,? (?:and |or )?[a-z-]+){0,3} (?:properties|property|effects?|activity"
    r"|activities"
    r"|actions?|benefits?|powers?|qualities|potential|capabilities|abilities|agents?"
    r"|compounds?|characteristics)\b"
)
PROPERTY_BEFORE = re.compile(
    r"\b(?:is|are|being|as)(?: (?:a|an|also|highly|strongly|naturally|natural|powerful"
    r"|potent|strong|proven|known))* $"
)


def joins(gap: str) -> bool:
    """Whether what stands between two names makes them members of one list."""
    if len(gap) > LONGEST_JOINT or not _JOINT_OPENS.match(gap):
        return False
    return bool(_COORDINATION.fullmatch(gap))


def reaches(gap: str) -> bool:
    """Whether a predicate reaches its object over what stands between them."""
    text = FILLER.sub(" ", gap)
    return not OBJECT_BREAK.search(text) and gap_words(text) <= MAX_OBJECT_GAP


def gap_words(gap: str) -> int:
    """Words between two parts."""
    return len(gap.split())


def clause_start(view: str, sentence: Span, before: int) -> int:
    """Where the clause begins that an offset lies in."""
    start = sentence.start
    opening = SUBORDINATE.match(view, start, before)
    if opening:
        start = opening.end()
    for place in CLAUSE_BREAK.finditer(view, sentence.start, before):
        start = max(start, place.end())
    return start


DASH_BREAK = re.compile(r" [-\u2013\u2014\u2022] (?=[A-Z])")
"""A dash before a capital letter opens another item of a list that lost its markup."""

RELATIVE = re.compile(
    r"\b(?:that|which|who)(?: (?:also|can|may|could|might|helps?|will|then"
    r"|naturally))* $"
)
"""The clause speaks of the noun right before it, an organ too."""

RAISING = re.compile(
    r"(?:increas|promot|stimulat|boost|accelerat|speed|enhanc|aid|support)\w*(?: up)?"
)
"""What makes more of its object, which is harm when that is a disease."""

GROWING_WELL = re.compile(
    r"\b(?:healing|recovery|repair|health|function|growth|heal|recover|people"
    r"|patients)\b"
)
"""What it is good to have more of, in the name of a condition or before it."""

PROTECTING = re.compile(r"(?:protect|shield|guard|defend|safeguard)\w*")
PROTECTED_FROM = re.compile(r"\b(?:against|from)\b")

RISK = re.compile(r"\b(?:risks?|chances?|likelihood|odds|rates?|incidence)\b")
"""What goes up here is harm."""

PRONOUN_OBJECT = re.compile(
    r" ?(it|them|this|these|(?:your|the|this|these|those|all your|any) (?:[a-z]+ )?"
    r"(?:medicines?|medications?|meds|pills?|tablets?|drugs?|prescriptions?|treatment"
    r"|therapy))\b"
)
"""An object that was named before."""

SHARED_PASSIVE = re.compile(r"[,;] and (?:can|may|could|will|is|are)(?: also)? be $")
"""A passive behind a clause of its own: "X is common, and can be cured"."""

TRIAL_ARM = re.compile(
    r"(?: [\w'-]+){0,9}? (?:who (?:took|used|received|were given|had)|taking"
    r"|using|receiving"
    r"|given|treated with|supplemented with|on) "
)
"""What the people of a study took: "pain was reduced in patients who took …"."""

PROPER_NAME = re.compile(r"[A-Z][\w'-]*(?:[ -][A-Z][\w'-]*)+")
"""A name in capitals: "Centers for Disease Control"."""

NEW_CLAUSE = re.compile(
    r", (?:and|or|so) (?!(?:can|may|could|might|will|is|are|be|even|often|sometimes)\b)"
)
"""A joining word with a subject of its own behind it."""

APPOSITION = re.compile(
    r"(?:\b(?:is|are|was|were|be|been|being|becomes?|as|makes?|provides?|offers?"
    r"|remains?"
    r"|like|called|considered|or|its|their|show\w*|has|have)\b|[,:-])"
    r"(?: [\w'-]+){0,4} $|^ ?(?:[\w'-]+ )?$"
)
"""What joins a noun such as "remedy for" to its subject: "X is a …", "X, a …"."""

LINKED = re.compile(r"[ -]|(?: (?:becomes?|is|are|will be|were|was)(?: [a-z]+)? )")
"""Between an object and a word behind it: "pain relief", "surgery is obsolete"."""

PAST_USE = re.compile(r"\b(?:was|were|had been)(?: [a-z]+ly| often| also| once)? $")
"""Before "used for" this tells of the past."""

CHAINED = re.compile(r"(?:,|,? (?:and|or)|,? as well as|,? while)(?: [a-z]+ly)? $")
"""Before a further verb of a series: its subject is that of the first one."""

SUBJECT_PRONOUN = re.compile(r"\b(?:it|they|he|she|we|you|i)\b")

AVOIDED = re.compile(
    r"\b(?:avoid(?:s|ed|ing)?|limit(?:s|ed|ing)?|stay(?:s|ing)? away from|cut(?:s"
    r"|ting)? (?:down on"
    r"|out|back on)|giv(?:e|es|ing) up|stop(?:s|ped|ping)?(?: eating| drinking| taking"
    r"| using)?|quit(?:s|ting)?|reduc(?:e|es|ing)|skip(?:s|ping)?|not (?:eat|drink|take"
    r"|use|give)|less|without|no|fewer|away from|lay off|free of)"
    r"(?: (?!that\b|than\b|doubt|question|wonder|evidence|proof|secret|surprise"
    r"|mystery|matter|denying)[\w'-]+){0,2} $"
)
"""Before a thing that is to be left out, which then is not what helps."""

HELPING = re.compile(
    r"\b(?:help|enabl|allow|let|mak|assist)(?:s|e|es|ed|ing)? (?:to )?$"
)

LACKED = re.compile(r"without|no\b|less|fewer|free of")
"""Words for a lack, which may open a sentence and end at its comma."""

PEOPLE_WITH = re.compile(
    r"\b(?:people|patients|those|adults|children|kids) (?:with|who)"
)
TO_DO = re.compile(r" to (?:[a-z]+ly )?[a-z]+")
"""Behind "helps people with asthma": what they are helped to do."""

ANOTHER_ACTS = re.compile(r" (?:[a-z]+ly )?[a-z]+(?:s|ed) ")
"""Behind a thing a verb, where it begins a clause of its own."""

LABELLED = re.compile(r"(?:: ?| [-\u2013\u2014] )$")
"""Ends a label: "Moringa: effective for …"."""

ORDERED = re.compile(
    r"[\w' -]{0,40}, (?:just |simply |then )?"
    r"(?:you (?:should|can|need to|must|could) )?(?:just |simply )?"
    r"(?:take|try|use|drink|eat|choose|buy|start|add|consider|apply|rub) "
)
"""Behind a purpose: what is to be taken for it."""

NAME_IS = re.compile(r"(?:'s)? (?:is|was|has|are|were|offers|funds|works)\b")
"""Behind a name in capitals: somebody of that name does something."""

OF_BEFORE = re.compile(r"\bof (?:(?:the|our|this|a|an|pure) )?$")
"""Between an amount and what is taken: "a daily dose of X"."""
