"""Rows of the knowledge tables, as written in YAML.

Unknown is a value: what no row says is not known, and no rule may conclude from it.
"""

from datetime import date
from enum import StrEnum

from pydantic import Field, field_validator

from medlint.schema import Model


class SourceSpec(Model):
    """Where facts can be checked: what to cite, where, and the state of knowledge.

    `as-of` is the day to which the rows speak; `accessed` is only given when the source
    itself was opened on that day.
    """

    cite: str
    url: str = ""
    as_of: date
    accessed: date | None = None


class Row(Model):
    """What every concept has.

    `name` is how medlint calls it, `also` other names in use (lay and clinical, US and
    UK spelling, abbreviations). Plurals, letter case and hyphens need no entry.
    `ambiguous` names mean something else too; each lists words of which one must stand
    nearby before it counts. `idioms` are phrases with a name in them that do not mean
    it ("stroke of luck"). `source` names keys of the table's `sources`.
    """

    id: str
    name: str
    also: tuple[str, ...] = ()
    ambiguous: dict[str, tuple[str, ...]] = Field(default_factory=dict)
    idioms: tuple[str, ...] = ()
    parents: tuple[str, ...] = ()
    source: tuple[str, ...]
    checked: date | None = None

    @field_validator("id")
    @classmethod
    def _a_slug(cls, value: str) -> str:
        if not value.replace("-", "").isalnum() or value != value.lower():
            raise ValueError("an id is small letters, digits and hyphens")
        return value

    @property
    def names(self) -> tuple[str, ...]:
        """All names, the ambiguous ones too."""
        return (self.name, *self.also, *self.ambiguous)


class ConditionKind(StrEnum):
    """What a condition is."""

    DISEASE = "disease"
    SYMPTOM = "symptom"
    BIOMARKER = "biomarker"
    PATHOGEN = "pathogen"
    INJURY = "injury"
    STATE = "state"


class ConditionFlag(StrEnum):
    """What rules need to know about a condition.

    `red-flag` is a symptom that needs a doctor soon, whatever turns out to cause it.
    """

    INCURABLE = "incurable"
    SERIOUS = "serious"
    EMERGENCY = "emergency"
    SELF_LIMITING = "self-limiting"
    RED_FLAG = "red-flag"


class ConditionGroup(StrEnum):
    """Categories of disease, coarse enough to count unrelated ones."""

    BLOOD = "blood"
    BONE_JOINT = "bone-joint"
    CANCER = "cancer"
    CARDIOVASCULAR = "cardiovascular"
    CHILDHOOD = "childhood"
    DENTAL = "dental"
    DIGESTIVE = "digestive"
    EAR_NOSE_THROAT = "ear-nose-throat"
    ENDOCRINE = "endocrine"
    EYE = "eye"
    GENERAL = "general"
    GENETIC = "genetic"
    IMMUNE = "immune"
    INFECTION_BACTERIAL = "infection-bacterial"
    INFECTION_FUNGAL = "infection-fungal"
    INFECTION_PARASITIC = "infection-parasitic"
    INFECTION_VIRAL = "infection-viral"
    INJURY = "injury"
    KIDNEY_URINARY = "kidney-urinary"
    LIVER = "liver"
    LUNG = "lung"
    MENTAL = "mental"
    METABOLIC = "metabolic"
    MUSCLE = "muscle"
    NEUROLOGICAL = "neurological"
    NUTRITION = "nutrition"
    POISONING = "poisoning"
    PREGNANCY = "pregnancy"
    REPRODUCTIVE = "reproductive"
    SKIN = "skin"
    SLEEP = "sleep"
    SUBSTANCE_USE = "substance-use"


class Condition(Row):
    """A disease, symptom, biomarker, injury or state."""

    kind: ConditionKind = ConditionKind.DISEASE
    group: ConditionGroup
    flags: tuple[ConditionFlag, ...] = ()


class DrugFlag(StrEnum):
    """What rules need to know about a medicine or a class; members inherit it.

    `taper`: to stop it at once can harm. `essential`: going without it, or replacing
    it, puts lives or organs at risk. `antimicrobial` classes carry the cause they work
    against: `antibacterial`, `antiviral`, `antifungal`, `antiparasitic`.
    """

    TAPER = "taper"
    ESSENTIAL = "essential"
    ANTIBACTERIAL = "antibacterial"
    ANTIVIRAL = "antiviral"
    ANTIFUNGAL = "antifungal"
    ANTIPARASITIC = "antiparasitic"
    VACCINE = "vaccine"


class DrugClass(Row):
    """A class of medicines; `parents` are wider classes."""

    flags: tuple[DrugFlag, ...] = ()


class Drug(Row):
    """A medicine by its generic name; `brands` are trade names in any country.

    `parents` are ids of drug classes. `otc` is true where it is sold without a
    prescription in the US or the UK.
    """

    brands: tuple[str, ...] = ()
    otc: bool = False
    flags: tuple[DrugFlag, ...] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """All names, brands included."""
        return (*super().names, *self.brands)


class RemedyKind(StrEnum):
    """What a remedy of the watch-list is."""

    SUPPLEMENT = "supplement"
    HERB = "herb"
    OIL = "oil"
    HOMEOPATHIC = "homeopathic"
    FOOD = "food"
    DIET = "diet"
    DEVICE = "device"
    PROCEDURE = "procedure"
    BIOLOGIC = "biologic"
    REPURPOSED = "repurposed"
    PSYCHEDELIC = "psychedelic"
    CHEMICAL = "chemical"
    PRACTICE = "practice"


class RemedyFlag(StrEnum):
    """What rules need to know about a remedy.

    `dangerous`: harm is likely when it is used as promoted. `cancer-alternative`: it is
    sold or promoted instead of cancer care. `mainstream-uses`: it also has uses that
    guidelines accept, which are rows of care, indications or deficiencies.
    """

    DANGEROUS = "dangerous"
    CANCER_ALTERNATIVE = "cancer-alternative"
    MAINSTREAM_USES = "mainstream-uses"


class Remedy(Row):
    """An intervention whose benefit for disease is not established in general."""

    kind: RemedyKind
    flags: tuple[RemedyFlag, ...] = ()


class Care(Row):
    """Mainstream care: an intervention and what guidelines use it for.

    `for` names conditions by id, all of a group as `group/cancer`, or `any`; a
    condition covers what it is a parent of. `cures` are those of them that it can
    cure. Names may also stand in other tables: care is a role, not a substance.
    """

    for_: tuple[str, ...]
    cures: tuple[str, ...] = ()


class Indication(Model):
    """What a medicine or a class of medicines is accepted for.

    `drug` is an id of the drugs table, of a row or a class; `for` as in `Care`. `cures`
    are those of them that it can cure. `complete` says that all licensed uses in the US
    and the UK are listed: only then may a use that is absent be called off-label.
    `off-label` are uses that guidelines accept without a licence.
    """

    drug: str
    for_: tuple[str, ...]
    cures: tuple[str, ...] = ()
    off_label: tuple[str, ...] = ()
    complete: bool = False
    source: tuple[str, ...]


class Deficiency(Model):
    """Where a remedy of the watch-list is accepted: what it replaces or prevents.

    `remedy` are ids of remedies, drugs or classes; `for` and `cures` are as in `Care`.
    `because` says in words what is accepted, for explanations.
    """

    remedy: tuple[str, ...]
    for_: tuple[str, ...]
    cures: tuple[str, ...] = ()
    because: str
    source: tuple[str, ...]


class NounKind(StrEnum):
    """What a common noun can be as the subject of a statement about health.

    `body`: organs, cells and systems, whose work is physiology. `product`: what is
    sold or taken without saying what it is. `person`: who treats, or is treated.
    `treatment`: "therapy", "medicine" without a name. `intake`: taking something, as a
    noun ("drinking", "a cup of"). `effect`: "this effect", "these benefits".
    """

    BODY = "body"
    PRODUCT = "product"
    PERSON = "person"
    TREATMENT = "treatment"
    INTAKE = "intake"
    EFFECT = "effect"


class Noun(Row):
    """A common noun and its role in statements about health."""

    kind: NounKind
