"""What is accepted, what cures, what is off-label; unknown stays unknown."""

from pathlib import Path

import pytest

from medlint.knowledge.store import Concept, Knowledge
from medlint.knowledge.tables import load_tables
from medlint.language.resources import Language

SOURCES = "sources:\n  a: {cite: A, as-of: 2026-11-22}\nrows:\n"
TABLES = {
    "conditions": [
        "{id: infection, name: infection, group: general, source: [a]}",
        "{id: lung-infection, name: lung infection, group: lung, parents: [infection], source: [a]}",
        "{id: pneumonia, name: pneumonia, group: lung, parents: [lung-infection], source: [a]}",
        "{id: asthma, name: asthma, group: lung, source: [a]}",
        "{id: cough, name: cough, kind: symptom, group: lung, source: [a]}",
        "{id: gout, name: gout, group: bone-joint, idioms: [gout of gold], source: [a]}",
        "{id: cancer, name: cancer, group: cancer, source: [a]}",
        "{id: glioma, name: glioma, group: cancer, parents: [cancer], flags: [incurable], source: [a]}",
        "{id: myeloma, name: myeloma, group: cancer, parents: [cancer], flags: [incurable], source: [a]}",
    ],
    "drugs": [
        "{id: oldcillin, name: oldcillin, parents: [cillin], source: [a]}",
        "{id: newmab, name: newmab, source: [a]}",
        "{id: plainol, name: plainol, source: [a]}",
    ],
    "remedies": [
        "{id: kelp, name: kelp, kind: food, source: [a]}",
        "{id: moss, name: moss, kind: herb, source: [a]}",
    ],
    "care": [
        "{id: surgery, name: surgery, for: [group/cancer], cures: [cancer, myeloma], source: [a]}",
        "{id: rest, name: rest, for: [any], source: [a]}",
    ],
    "indications": [
        "{drug: cillin, for: [lung-infection], cures: [lung-infection], source: [a]}",
        "{drug: oldcillin, for: [], off-label: [gout], complete: true, source: [a]}",
        "{drug: newmab, for: [pneumonia], complete: true, source: [a]}",
        "{drug: plainol, for: [gout], source: [a]}",
    ],
    "deficiencies": [
        "{remedy: [kelp, plainol], for: [cough], cures: [cough], because: it has iodine, source: [a]}",
    ],
}
CLASSES = (
    "classes:\n  - {id: cillin, name: cillin, flags: [antibacterial], source: [a]}\n"
)


@pytest.fixture(scope="module")
def knowledge(tmp_path_factory: pytest.TempPathFactory) -> Knowledge:
    folder = tmp_path_factory.mktemp("knowledge")
    write_tables(folder)
    return Knowledge.from_tables(load_tables(folder))


def write_tables(folder: Path) -> None:
    for name, rows in TABLES.items():
        head = (
            SOURCES.replace("rows:", f"{CLASSES}rows:") if name == "drugs" else SOURCES
        )
        lines = "".join(f"  - {row}\n" for row in rows)
        (folder / f"{name}.yml").write_text(head + lines, encoding="utf-8")


def concept(knowledge: Knowledge, path: str) -> Concept:
    table, _, name = path.partition("/")
    return knowledge.concepts[table, name]


ACCEPTED = [
    ("drugs/cillin", "lung-infection", "cillin is accepted for it"),
    # Members of a class, narrower conditions, uses without a licence.
    ("drugs/oldcillin", "lung-infection", "cillin is accepted for it"),
    ("drugs/oldcillin", "pneumonia", "cillin is accepted for it"),
    ("drugs/oldcillin", "gout", "oldcillin is accepted for it"),
    ("drugs/newmab", "pneumonia", "newmab is accepted for it"),
    ("drugs/plainol", "cough", "it has iodine"),
    ("remedies/kelp", "cough", "it has iodine"),
    # A group, and everything.
    ("care/surgery", "glioma", "surgery is mainstream care"),
    ("care/rest", "gout", "rest is mainstream care"),
    # Wider than what is accepted, other conditions, and what no row speaks of.
    ("drugs/oldcillin", "infection", ""),
    ("drugs/oldcillin", "asthma", ""),
    ("drugs/newmab", "lung-infection", ""),
    ("care/surgery", "gout", ""),
    ("remedies/kelp", "gout", ""),
    ("remedies/moss", "cough", ""),
    ("drugs/cillin", "gout", ""),
]


@pytest.mark.parametrize(("intervention", "condition", "because"), ACCEPTED)
def test_what_is_accepted(
    intervention: str, condition: str, because: str, knowledge: Knowledge
) -> None:
    target = concept(knowledge, f"conditions/{condition}")
    assert knowledge.accepted(concept(knowledge, intervention), target) == because


CURES = [
    ("drugs/oldcillin", "pneumonia", True),
    ("drugs/oldcillin", "lung-infection", True),
    ("drugs/oldcillin", "infection", False),
    ("drugs/oldcillin", "gout", False),
    ("remedies/kelp", "cough", True),
    ("care/surgery", "cancer", True),
    # What cures a disease does not cure its incurable forms, unless a row names them.
    ("care/surgery", "glioma", False),
    ("care/surgery", "myeloma", True),
    ("care/rest", "cancer", False),
    ("remedies/moss", "cough", False),
]


@pytest.mark.parametrize(("intervention", "condition", "cures"), CURES)
def test_what_cures(
    intervention: str, condition: str, cures: bool, knowledge: Knowledge
) -> None:
    target = concept(knowledge, f"conditions/{condition}")
    assert knowledge.cures(concept(knowledge, intervention), target) is cures


OFF_LABEL = [
    # All licensed uses are known, and this is none of them.
    ("drugs/newmab", "asthma", True),
    ("drugs/newmab", "gout", True),
    ("drugs/oldcillin", "asthma", True),
    # Guidelines accept it without a licence.
    ("drugs/oldcillin", "gout", False),
    # The licence names it, or something wider, for the medicine or its class.
    ("drugs/newmab", "pneumonia", False),
    ("drugs/oldcillin", "lung-infection", False),
    ("drugs/oldcillin", "pneumonia", False),
    # The licence names something narrower.
    ("drugs/newmab", "lung-infection", False),
    ("drugs/newmab", "infection", False),
    # Only diseases count.
    ("drugs/newmab", "cough", False),
    # Not all uses are listed, or none: unknown is no answer.
    ("drugs/plainol", "asthma", False),
    ("drugs/cillin", "asthma", False),
    ("remedies/kelp", "gout", False),
    ("remedies/moss", "gout", False),
]


@pytest.mark.parametrize(("intervention", "condition", "is_off_label"), OFF_LABEL)
def test_what_is_off_label(
    intervention: str, condition: str, is_off_label: bool, knowledge: Knowledge
) -> None:
    target = concept(knowledge, f"conditions/{condition}")
    drug = concept(knowledge, intervention)
    assert knowledge.is_off_label(drug, target) is is_off_label


def test_concepts_know_what_they_belong_to(knowledge: Knowledge) -> None:
    pneumonia = concept(knowledge, "conditions/pneumonia")
    assert pneumonia.line == {"pneumonia", "lung-infection", "infection"}
    assert (pneumonia.kind, pneumonia.group) == ("disease", "lung")
    drug, kind = (
        concept(knowledge, "drugs/oldcillin"),
        concept(knowledge, "drugs/cillin"),
    )
    assert (drug.kind, kind.kind) == ("drug", "class")
    assert drug.flags == kind.flags == {"antibacterial"}
    assert concept(knowledge, "care/rest").kind == "care"
    assert concept(knowledge, "remedies/kelp").kind == "food"


def test_idioms_are_no_names(knowledge: Knowledge) -> None:
    assert knowledge.idioms == ("gout of gold",)
    assert "gout of gold" not in {name.text for name in knowledge.names}


def test_flags_of_conditions_are_not_inherited(knowledge: Knowledge) -> None:
    assert concept(knowledge, "conditions/cancer").flags == frozenset()
    assert concept(knowledge, "conditions/glioma").flags == {"incurable"}


def test_nothing_is_known_of_empty_tables() -> None:
    empty = Knowledge([])
    one, other = Concept("drugs", "a", "a"), Concept("conditions", "b", "b")
    assert empty.concepts == {}
    assert empty.accepted(one, other) == ""
    assert not empty.cures(one, other)
    assert not empty.is_off_label(one, other)


SHIPPED = [
    ("drugs/antibiotic", "pneumonia", True),
    ("drugs/sertraline", "depression", True),
    ("drugs/metformin", "diabetes-type-2", True),
    ("drugs/metformin", "alzheimer-disease", False),
    ("remedies/vitamin-c", "scurvy", True),
    ("remedies/vitamin-c", "cancer", False),
    ("remedies/garlic", "flu", False),
    ("remedies/turmeric", "cancer", False),
    ("remedies/cbd", "dravet-syndrome", True),
    ("remedies/cbd", "anxiety", False),
    ("remedies/vitamin-a", "measles", True),
    ("care/low-fodmap", "irritable-bowel-syndrome", True),
    # Some skin cancers in people at high risk: neither melanoma nor all of them.
    ("remedies/nicotinamide", "basal-cell-carcinoma", True),
    ("remedies/nicotinamide", "melanoma", False),
    ("remedies/nicotinamide", "skin-cancer", False),
    ("remedies/ivermectin", "heartworm", True),
    ("remedies/ivermectin", "river-blindness", True),
    ("remedies/ivermectin", "covid-19", False),
    ("drugs/artemether-and-lumefantrine", "malaria", True),
    ("remedies/sweet-wormwood", "malaria", False),
    ("care/cardiac-ablation", "atrial-fibrillation", True),
    ("care/pelvic-floor-training", "urinary-incontinence", True),
    ("remedies/ketogenic-diet", "glut1-deficiency", True),
    ("remedies/ketogenic-diet", "cancer", False),
    ("remedies/melatonin", "jet-lag", True),
    ("remedies/probiotic", "diarrhea", True),
    ("remedies/probiotic", "depression", False),
    ("care/phototherapy", "seasonal-affective-disorder", True),
    ("remedies/honey", "cough", True),
    ("remedies/red-yeast-rice", "ldl-cholesterol", True),
    ("remedies/red-yeast-rice", "diabetes", False),
    ("remedies/tens-home", "pain", True),
    ("care/cbt", "insomnia", True),
    ("remedies/acupuncture", "migraine", True),
    ("remedies/acupuncture", "infertility", False),
    ("remedies/balneotherapy", "fibromyalgia", True),
    ("remedies/balneotherapy", "diabetes", False),
    ("remedies/kerosene", "malaria", False),
]


@pytest.mark.parametrize(("intervention", "condition", "accepted"), SHIPPED)
def test_what_the_tables_that_ship_accept(
    intervention: str, condition: str, accepted: bool, language: Language
) -> None:
    shipped = language.claims.finder.knowledge
    target = concept(shipped, f"conditions/{condition}")
    assert bool(shipped.accepted(concept(shipped, intervention), target)) is accepted
