"""Check kind `require`: when this appears, that must appear too."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from medlint.checks.needs import (
    Need,
    NeedSpec,
    When,
    WhenSpec,
    compile_needs,
    compile_when,
    title_of,
    title_place,
)
from medlint.checks.scope import tested
from medlint.language.article import Article
from medlint.language.lexicon import Needs
from medlint.language.resources import Language
from medlint.rule import Match, Rule
from medlint.schema import Model


class RequireSpec(Model):
    """One of `need` must hold when `when` does.

    The finding stands `at` the title (of the page, or else of the front matter) or at
    what set it off (`trigger`).
    """

    when: WhenSpec = WhenSpec()
    need: tuple[NeedSpec, ...]
    at: Literal["title", "trigger"] = "title"


@dataclass(frozen=True)
class _Compiled:
    rule: Rule
    spec: RequireSpec
    when: When
    needs: tuple[Need, ...]


class RequireCheck:
    """Runs all require rules over an article."""

    def __init__(self, rules: Sequence[Rule], language: Language, today: date) -> None:
        del today
        self._rules = [
            _Compiled(
                rule,
                rule.spec,
                compile_when(rule.spec.when, language),
                compile_needs(rule.spec.need, language),
            )
            for rule in rules
        ]
        self.needs = frozenset[Needs]().union(
            *(r.when.needs for r in self._rules),
            *(need.needs for r in self._rules for need in r.needs),
        )
        self.asked = frozenset[Needs]().union(*(r.when.asked for r in self._rules))

    def run(self, article: Article) -> Iterator[Match]:
        """Yield one candidate for each rule whose trigger is there."""
        for compiled in self._rules:
            first = compiled.when.first(article)
            if first is None:
                continue
            gates = tested(article, (need.gate(article) for need in compiled.needs))
            captures = {"match": first.of(article.document.text)}
            if compiled.spec.at == "trigger":
                yield Match(compiled.rule, first, gates, captures)
                continue
            title, place = title_of(article), title_place(article)
            related = ((first, "asked for by this"),) if first != title else ()
            yield Match(compiled.rule, title, gates, captures, related, place)
