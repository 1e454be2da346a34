"""Check kinds: each compiles all its rules and reads an article once."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from medlint.checks.citation import CitationCheck
from medlint.checks.citation_finds import CAPTURES
from medlint.checks.citation_spec import CitationSpec
from medlint.checks.claim import ClaimCheck
from medlint.checks.claim_spec import ClaimSpec
from medlint.checks.dosage import DosageCheck, DosageSpec
from medlint.checks.dosage_finds import CAPTURES as DOSAGE_CAPTURES
from medlint.checks.fact import FactCheck, FactRuleSpec
from medlint.checks.metadata import MetadataCheck, MetadataSpec
from medlint.checks.metric import MetricCheck, MetricSpec
from medlint.checks.phrase import PhraseCheck, PhraseSpec
from medlint.checks.require import RequireCheck, RequireSpec
from medlint.checks.statistic import StatisticCheck
from medlint.checks.statistic_finds import CAPTURES as FIGURES
from medlint.checks.statistic_spec import StatisticSpec
from medlint.checks.study import StudyCheck, StudySpec
from medlint.checks.summary import SummaryCheck, SummarySpec
from medlint.checks.terms import TermsCheck, TermsSpec
from medlint.language.article import Article
from medlint.language.lexicon import Needs
from medlint.language.resources import Language
from medlint.rule import Match, Rule
from medlint.schema import Model


class Check(Protocol):
    """All rules of one kind, ready to run."""

    needs: frozenset[Needs]
    """What the lexicon has to look for in the whole text.

    What a check only asks about single sentences, such as conditions of a match, may
    stand apart in `asked`; it costs less there.
    """

    def run(self, article: Article) -> Iterator[Match]:
        """Yield every candidate, cleared ones too, with the gates tested."""


class CheckFactory(Protocol):
    """Compiles the rules of a kind."""

    def __call__(self, rules: Sequence[Rule], language: Language, today: date) -> Check:
        """Return the check; patterns were validated when the rules were loaded."""


@dataclass(frozen=True)
class CheckKind:
    """A kind: its specification in rule files, its check, what messages may quote."""

    spec: type[Model]
    check: CheckFactory
    captures: frozenset[str]


CHECKS: Mapping[str, CheckKind] = {
    "phrase": CheckKind(PhraseSpec, PhraseCheck, frozenset({"match"})),
    "terms": CheckKind(TermsSpec, TermsCheck, frozenset({"match", "use"})),
    "metric": CheckKind(MetricSpec, MetricCheck, frozenset({"match", "what"})),
    "dosage": CheckKind(DosageSpec, DosageCheck, DOSAGE_CAPTURES),
    "fact": CheckKind(FactRuleSpec, FactCheck, frozenset({"match", "truth", "source"})),
    "claim": CheckKind(
        ClaimSpec,
        ClaimCheck,
        frozenset({"match", "predicate", "subject", "object", "objects"}),
    ),
    "study": CheckKind(StudySpec, StudyCheck, frozenset({"match", "surname", "year"})),
    "citation": CheckKind(CitationSpec, CitationCheck, CAPTURES),
    "statistic": CheckKind(StatisticSpec, StatisticCheck, FIGURES),
    "summary": CheckKind(SummarySpec, SummaryCheck, frozenset({"match"})),
    "require": CheckKind(RequireSpec, RequireCheck, frozenset({"match"})),
    "metadata": CheckKind(MetadataSpec, MetadataCheck, frozenset({"status"})),
}
"""The kinds a rule file can use. A new kind is a module and a line here."""
