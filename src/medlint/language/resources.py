"""The language tables of the loaded packs, decoded and compiled once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from medlint.language.context import ContextEngine
from medlint.language.phrases import Notation
from medlint.language.sentences import Abbreviations
from medlint.language.studies import StudyGrammar


@dataclass(frozen=True)
class Language:
    """What every check needs to read English."""

    abbreviations: Abbreviations
    notation: Notation
    contexts: ContextEngine
    studies: StudyGrammar

    @property
    def vocabulary(self) -> Mapping[str, Sequence[str]]:
        """Named word lists that phrases refer to."""
        return self.notation.vocabulary
