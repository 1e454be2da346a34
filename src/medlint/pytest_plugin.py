"""pytest collects a pack's rule examples: `pytest my-pack/pack.yml`."""

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from medlint.packs import RuleSet
    from medlint.rule import Rule


def pytest_collect_file(
    file_path: Path, parent: pytest.Collector
) -> "PackCollector | None":
    """Turn a `pack.yml` that pytest was pointed at into one test for each rule."""
    if file_path.name != "pack.yml":
        return None
    collector: PackCollector = PackCollector.from_parent(parent, path=file_path)
    return collector


class PackCollector(pytest.File):
    """The rules of one pack."""

    def collect(self) -> "Iterator[RuleItem]":
        """Load the pack; a mistake in it is an error of collection."""
        from medlint.packs import load_packs  # noqa: PLC0415 - only if a pack is there

        ruleset = load_packs([self.path.parent])
        folder = str(self.path.parent.resolve())
        for rule in ruleset.rules:
            if str(Path(rule.path).resolve()).startswith(folder):
                item: RuleItem = RuleItem.from_parent(self, name=rule.code)
                item.ruleset, item.rule = ruleset, rule
                yield item


class RuleItem(pytest.Item):
    """All examples of one rule, in every form."""

    ruleset: "RuleSet"
    rule: "Rule"

    def runtest(self) -> None:
        """Run the examples and fail with everything that went wrong."""
        from medlint.testing import run_examples  # noqa: PLC0415 - as above

        outcomes = run_examples(self.ruleset.select([self.rule.code]))
        failed = [
            f"{o.rule.path}:{o.example.line} ({o.variant}): {failure}"
            for o in outcomes
            for failure in o.failures
        ]
        if failed:
            pytest.fail("\n".join(failed), pytrace=False)

    def reportinfo(self) -> tuple[Path, int | None, str]:
        """Say where the rule is."""
        return Path(self.rule.path), None, f"{self.rule.code} {self.rule.slug}"
