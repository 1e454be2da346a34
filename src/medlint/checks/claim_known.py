"""What the tables say of a claim: accepted care, licensed uses, uses outside them."""

from collections.abc import Sequence

from medlint.checks.claim_spec import ClaimSpec
from medlint.knowledge.store import Concept, Knowledge
from medlint.language.mentions import Mention


def is_off_label(
    knowledge: Knowledge, subjects: Sequence[Concept], mention: Mention
) -> bool:
    """Whether all medicines among the subjects are used outside licensed uses."""
    drugs = [c for c in subjects if c.table == "drugs"]
    conditions = mention.of("conditions")
    return bool(drugs and conditions) and all(
        knowledge.is_off_label(drug, condition)
        for drug in drugs
        for condition in conditions
    )


def reason_of(
    knowledge: Knowledge, spec: ClaimSpec, subjects: Sequence[Concept], mention: Mention
) -> str:
    """Why one of the subjects is accepted for a condition; empty if none is known."""
    pairs = [(s, c) for s in subjects for c in mention.of("conditions")]
    for subject, condition in pairs:
        if spec.accepted == "licensed" and subject.table != "drugs":
            continue
        if spec.accepted != "cured":
            reason = knowledge.accepted(subject, condition)
            if reason:
                return reason
        if knowledge.cures(subject, condition):
            return f"{subject.name} can cure it"
    tables = {subject.table for subject in subjects}
    if spec.accepted != "clears" or not pairs or "remedies" in tables:
        return ""
    if "drugs" in tables and not is_off_label(knowledge, subjects, mention):
        return "no table says what this medicine does here"
    return ""
