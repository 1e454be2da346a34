"""The language tables of the loaded packs, decoded and compiled once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from medlint.knowledge.limits import Limits
from medlint.knowledge.outlets import Outlets
from medlint.knowledge.retracted import WellKnown
from medlint.language.approved import ApprovedWording
from medlint.language.claims import ClaimReader
from medlint.language.context import ContextEngine
from medlint.language.phrases import Notation
from medlint.language.sentences import Abbreviations
from medlint.language.studies import StudyGrammar
from medlint.language.traits import TraitReader
from medlint.language.units import Units, UnitsFile

if TYPE_CHECKING:
    # The checks import this module.
    from medlint.checks.fact_table import FactTable  # noqa: TC004 - as said above


@dataclass(frozen=True)
class Language:
    """What every check needs to read English."""

    abbreviations: Abbreviations
    notation: Notation
    contexts: ContextEngine
    studies: StudyGrammar
    traits: TraitReader
    claims: ClaimReader
    approved: ApprovedWording
    facts: Mapping[str, FactTable] = field(default_factory=dict)
    """Tables of false statements by name."""
    outlets: Outlets = field(default_factory=lambda: Outlets(()))
    """What kind of source an address is."""
    retracted: WellKnown = field(default_factory=WellKnown)
    """Retracted works that are known without an index."""
    units: Units = field(
        default_factory=lambda: Units(UnitsFile(units=(), per={}, substances=()))
    )
    """Units of measurement."""
    limits: Limits = field(default_factory=Limits)
    """How much of a medicine is taken, and what can be measured in a person."""

    @property
    def vocabulary(self) -> Mapping[str, Sequence[str]]:
        """Named word lists that phrases refer to."""
        return self.notation.vocabulary
