"""What asking about one reference brought to light, before anything is concluded."""

from dataclasses import dataclass, replace

from medlint.references.record import Identifier, Scheme
from medlint.verify.record import Record


@dataclass(frozen=True, kw_only=True)
class Trace:
    """What one identifier led to, or a search where `identifier` is None.

    Without records it is `absent` when those who must know say that there is no such
    work, and open when they could not be asked. `failures` name who did not answer.
    """

    identifier: Identifier | None
    records: tuple[Record, ...] = ()
    absent: bool = False
    failures: tuple[str, ...] = ()

    @property
    def is_open(self) -> bool:
        """Whether the question was not answered."""
        return not self.records and not self.absent

    @property
    def name(self) -> str:
        """What was looked for, for people."""
        if self.identifier is None:
            return "search by title"
        return f"{NAMES[self.identifier.scheme]} {self.identifier.value}"

    def with_more(
        self, records: tuple[Record, ...], failures: tuple[str, ...]
    ) -> "Trace":
        """Return this trace with what further questions brought."""
        return replace(
            self,
            records=(*self.records, *records),
            failures=(*self.failures, *failures),
        )


NAMES = {Scheme.DOI: "DOI", Scheme.PMID: "PMID", Scheme.PMCID: "PMCID"}
"""The identifiers that can be looked up, and what people call them."""
