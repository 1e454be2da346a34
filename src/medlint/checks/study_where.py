"""The condition `study`: what the article tells of the study that a match is about."""

from typing import Literal

from pydantic import model_validator

from medlint.language.article import Article
from medlint.language.trait_table import Caveat, Design, Species, Status
from medlint.language.traits import Passage, TraitReader, Traits
from medlint.schema import Model
from medlint.text import Span


class StudyTraitsSpec(Model):
    """A match has to stand in prose about a study, and every key that is given holds.

    `mentioned` asks for nothing but that: `true` is its only value.
    `design` is that of the study itself, `not-design` none that is told around it;
    `species` one of those told, `not-species` none of them; `size-below` holds only if
    a number of people is told; `phase` and `status` are one of several; `preliminary`
    sums up what makes a study early. `caveat: any` holds where the text limits the
    study, `caveat: none` where it does not; a list asks for one of some caveats, and
    `not-caveat` for none of them. `interest` asks whether a party with an interest
    paid.
    """

    mentioned: Literal[True] | None = None
    design: tuple[Design, ...] = ()
    not_design: tuple[Design, ...] = ()
    species: tuple[Species, ...] = ()
    not_species: tuple[Species, ...] = ()
    size_below: int | None = None
    phase: tuple[int, ...] = ()
    status: tuple[Status, ...] = ()
    preliminary: bool | None = None
    caveat: Literal["any", "none"] | tuple[Caveat, ...] = ()
    not_caveat: tuple[Caveat, ...] = ()
    interest: bool | None = None

    @model_validator(mode="after")
    def _asks_something(self) -> "StudyTraitsSpec":
        if not self.model_fields_set:
            raise ValueError("say what the study has to be, such as design: [rct]")
        return self

    def suits(self, traits: Traits) -> bool:
        """Whether a study is meant."""
        return (
            (not self.design or traits.design in self.design)
            and not set(self.not_design).intersection(traits.designs)
            and (not self.species or not traits.species.isdisjoint(self.species))
            and traits.species.isdisjoint(self.not_species)
            and self._is_as_early(traits)
            and self._is_as_limited(traits)
            and self.interest in {None, traits.has_interest}
        )

    def _is_as_early(self, traits: Traits) -> bool:
        small = self.size_below is None or 0 < traits.size < self.size_below
        return (
            small
            and (not self.phase or traits.phase in self.phase)
            and (not self.status or traits.status in self.status)
            and self.preliminary in {None, traits.is_preliminary}
        )

    def _is_as_limited(self, traits: Traits) -> bool:
        if self.caveat in {"any", "none"}:
            if bool(traits.caveats) is not (self.caveat == "any"):
                return False
        elif self.caveat and traits.caveats.isdisjoint(self.caveat):
            return False
        return traits.caveats.isdisjoint(self.not_caveat)


def study_around(
    article: Article, reader: TraitReader, spec: StudyTraitsSpec, span: Span
) -> Span | None:
    """Where the study that a span is about is brought in, if that one is meant."""
    passage = reader.passage_at(article, span)
    if passage is None or not spec.suits(reader.of(article, passage)):
        return None
    return passage.opening


def passages_of(
    article: Article, reader: TraitReader, spec: StudyTraitsSpec
) -> list[Passage]:
    """All passages about studies that are meant, in order."""
    return [p for p in reader.passages(article) if spec.suits(reader.of(article, p))]
