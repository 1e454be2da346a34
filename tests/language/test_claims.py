"""Frames: who does what to which condition, and what is no frame."""

import pytest

from medlint.language.claims import Claim
from medlint.language.resources import Language
from tests.articles import article_of


def shown(claim: Claim, text: str) -> str:
    """Write a frame as "subject: class: objects"; "(how)" where none is named."""
    things = [mention.span.of(text) for mention in claim.subject.mentions]
    subject = ", ".join(things) or f"({claim.subject.how})"
    objects = ", ".join(mention.span.of(text) for mention in claim.objects)
    return f"{subject}: {claim.predicate.reading.name}: {objects}".rstrip(" :").lower()


def frames(text: str, language: Language) -> list[str]:
    """All frames of a text, in order."""
    article = article_of(text, language)
    found = (language.claims.in_block(article, b) for b in article.document.blocks)
    prose = article.document.text
    return [shown(claim, prose) for claims in found for claim in claims]


ONE_FRAME = [
    # Active, with and without an auxiliary.
    ("Garlic cures the flu.", "garlic: cure: flu"),
    ("Garlic can cure the flu.", "garlic: cure: flu"),
    ("Garlic has cured the flu.", "garlic: cure: flu"),
    ("Garlic is curing the flu.", "garlic: cure: flu"),
    ("Garlic quickly and safely cures the flu.", "garlic: cure: flu"),
    ("Turmeric fights cancer.", "turmeric: fight: cancer"),
    ("Turmeric fights off colds.", "turmeric: fight: colds"),
    ("Magnesium eases migraine.", "magnesium: relieve: migraine"),
    (
        "Metformin prevents Alzheimer's disease.",
        "metformin: prevent: alzheimer's disease",
    ),
    ("Ginger wards off nausea.", "ginger: prevent: nausea"),
    ("Probiotics get rid of acne.", "probiotics: rid: acne"),
    ("Fish oil lowers the risk of dementia.", "fish oil: prevent: dementia"),
    ("Biologics clear up psoriasis.", "biologics: treat: psoriasis"),
    # Objects in a row, over a filler, and behind "such as".
    (
        "Turmeric treats gout, asthma and eczema.",
        "turmeric: treat: gout, asthma, eczema",
    ),
    ("Turmeric treats gout and/or asthma.", "turmeric: treat: gout, asthma"),
    (
        "Kratom relieves a wide range of conditions such as anxiety and depression.",
        "kratom: relieve: range of conditions, anxiety, depression",
    ),
    ("Turmeric treats symptoms of anxiety.", "turmeric: treat: anxiety"),
    # Subjects in a row.
    ("Turmeric and ginger cure colds.", "turmeric, ginger: cure: colds"),
    (
        "Zinc, echinacea and garlic prevent colds.",
        "zinc, echinacea, garlic: prevent: colds",
    ),
    # Passive, with and without an agent.
    ("The flu is cured by garlic.", "garlic: cure: flu"),
    ("Asthma can be treated with black seed oil.", "black seed oil: treat: asthma"),
    ("Lupus can be cured.", "(nobody): cure: lupus"),
    ("Migraine is best relieved by magnesium.", "magnesium: relieve: migraine"),
    (
        "Migraine and asthma are treated with feverfew.",
        "feverfew: treat: migraine, asthma",
    ),
    # Nominal: what something is called.
    ("Garlic is a cure for the flu.", "garlic: cure: flu"),
    ("Feverfew is a remedy for migraine.", "feverfew: treat: migraine"),
    ("Feverfew, a treatment for migraine, tastes bitter.", "feverfew: treat: migraine"),
    ("Zinc offers protection against colds.", "zinc: prevent: colds"),
    ("Kelp is good for goitre.", "kelp: help: goitre"),
    ("Kelp has benefits for goitre.", "kelp: help: goitre"),
    ("The benefits of turmeric for arthritis are many.", "turmeric: help: arthritis"),
    ("Naltrexone is used for lupus.", "naltrexone: use: lupus"),
    ("Say goodbye to psoriasis with this tea.", "tea: rid: psoriasis"),
    # Compounds and words that name what they act on.
    ("Turmeric has anti-tumor effects.", "turmeric: property: anti-tumor"),
    ("Honey is naturally antibacterial.", "honey: property: antibacterial"),
    ("Arnica gives pain relief.", "arnica: relieve: pain"),
    # Relative clauses, instruments, what stands in front.
    ("Garlic is a plant that cures the flu.", "garlic: cure: flu"),
    ("Garlic, which cures the flu, is cheap.", "garlic: cure: flu"),
    ("You can cure the flu with garlic.", "garlic: cure: flu"),
    ("We healed eczema by using coconut oil.", "coconut oil: treat: eczema"),
    ("With garlic, the flu is cured.", "garlic: cure: flu"),
    ("With turmeric you can treat gout.", "turmeric: treat: gout"),
    # Interventions as objects.
    ("Garlic replaces antibiotics.", "garlic: replace: antibiotics"),
    ("Stop taking metoprolol.", "(order): stop: metoprolol"),
    ("Turmeric is better than ibuprofen.", "turmeric: superior: ibuprofen"),
    ("Drink turpentine.", "(order): ingest: turpentine"),
    ("Acupuncture prevents surgery.", "acupuncture: prevent: surgery"),
    # Nothing is acted on.
    ("Turmeric is safe and effective.", "turmeric: safe"),
    # The predicate is found, whatever the statement says of it.
    ("Garlic does not cure the flu.", "garlic: cure: flu"),
    ("Does garlic cure the flu?", "garlic: cure: flu"),
    # Brackets, asides and introductions do not separate.
    ("Garlic (a plant) cures the flu.", "garlic: cure: flu"),
    ("Garlic, however, cures the flu.", "garlic: cure: flu"),
    ("In adults, garlic cures the flu.", "garlic: cure: flu"),
    ("If you sneeze, garlic cures the flu.", "garlic: cure: flu"),
    # The nearer clause has its own subject.
    ("Honey is sweet, but garlic cures the flu.", "garlic: cure: flu"),
    ("Honey is sweet; garlic cures the flu.", "garlic: cure: flu"),
    ("He disliked honey because garlic cures the flu.", "garlic: cure: flu"),
    # Spelling and form do not matter.
    ("GARLIC CURES THE FLU.", "garlic: cure: flu"),
    ("Turmeric shrinks tumours.", "turmeric: fight: tumours"),
    ("Turmeric shrinks tumors.", "turmeric: fight: tumors"),
]


@pytest.mark.parametrize(("text", "frame"), ONE_FRAME)
def test_a_frame_is_read(text: str, frame: str, language: Language) -> None:
    assert frame in frames(text, language)


SEVERAL = [
    (
        "Turmeric treats gout and prevents stroke.",
        ["turmeric: treat: gout", "turmeric: prevent: stroke"],
    ),
    (
        "Honey kills bacteria, and garlic kills viruses.",
        ["honey: fight: bacteria", "garlic: fight: viruses"],
    ),
    (
        "Turmeric heals gout, eases pain.",
        ["turmeric: treat: gout", "turmeric: relieve: pain"],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SEVERAL)
def test_each_predicate_has_its_frame(
    text: str, expected: list[str], language: Language
) -> None:
    assert frames(text, language) == expected


NO_FRAME = [
    # Nouns and adjectives that look like verbs.
    "A lower fever is normal.",
    "The control group had migraine.",
    "The treated patients had asthma.",
    # A condition that only modifies another noun.
    "The institute supports cancer research.",
    "She fights for an arthritis foundation.",
    "Doctors treat in the asthma clinic.",
    # The object stands in another clause.
    "Garlic heals. Asthma is common.",
    "Garlic helps if you have asthma.",
    "Garlic helps people with asthma to sleep.",
    # Names and titles.
    "The Centers for Disease Control and Prevention has a page.",
    "Dietary Approaches to Stop Hypertension is a plan.",
    # Symptoms, diagnosis.
    "Symptoms of gout include pain.",
    "The test detects cancer.",
    # No condition at all.
    "Garlic cures meat.",
    "The lid prevents spills.",
    "We treat customers well.",
]


@pytest.mark.parametrize("text", NO_FRAME)
def test_what_is_no_frame(text: str, language: Language) -> None:
    assert frames(text, language) == []
