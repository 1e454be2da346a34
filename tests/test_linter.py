"""The one entrance: places, invariants, and the articles that started the project."""

import json
from collections.abc import Callable
from datetime import date

import pytest

from medlint.finding import Severity
from medlint.language.lexicon import Lexicon
from medlint.linter import Linter
from medlint.packs import RuleSet
from medlint.report import Report
from medlint.source import FORMATS, Format, SourceFile, read_source
from tests.rules import lint
from tests.shared import shared

TODAY = date(2026, 11, 22)
ARTICLE = """\
# Honey and sleep

In a 2017 study by Okafor et al., honey helped. Studies show it works.

- A **breakthrough treatment** for colds.
- He was an addict & took .5 mg.

> \u201cIt has no side effects.\u201d

| Who | What |
| --- | --- |
| diabetics | 5.0 mg |
"""


def found(report: Report) -> list[tuple[str, str]]:
    return [(f.code, f.excerpt) for f in report.findings]


def check_places(report: Report, source: SourceFile) -> None:
    for finding in report.findings:
        location = finding.location
        assert location.span.of(source.text) == finding.excerpt
        assert source.lines.position(location.span.start) == location.start
        assert source.lines.position(location.span.end) == location.end
        for related in finding.related:
            assert source.lines.position(related.span.start) == related.start


CHANGES: dict[str, Callable[[str], str]] = {
    "CRLF": lambda text: text.replace("\n", "\r\n"),
    "front matter": lambda text: f"---\ntags: [a]\n---\n\n{text}",
    "a prefix": lambda text: f"Some words.\n\n{text}",
    "entities": lambda text: text.replace("&", "&amp;").replace("'", "&#39;"),
    "no-break spaces": lambda text: text.replace(" mg", "\u00a0mg"),
    "no final newline": lambda text: text.rstrip("\n"),
    "a comment": lambda text: f"<!-- a note -->\n\n{text}",
    "trailing spaces": lambda text: text.replace(". Studies", ".  Studies"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_what_changes_no_meaning_changes_no_finding(
    name: str, ruleset: RuleSet
) -> None:
    plain = lint(ruleset, ARTICLE)
    text = CHANGES[name](ARTICLE)
    changed = lint(ruleset, text)
    assert len(plain.findings) > 6
    normal = [
        (c, e.replace("\u00a0", " ").replace("\r\n", "\n")) for c, e in found(changed)
    ]
    assert [x for x in normal if x[1] != "Honey and sleep"] == [
        x for x in found(plain) if x[1] != "Honey and sleep"
    ]
    check_places(changed, SourceFile("x.md", Format.MARKDOWN, text))


def test_the_prefilter_changes_no_finding(ruleset: RuleSet) -> None:
    fast = Linter(ruleset, today=TODAY)
    slow = Linter(ruleset, today=TODAY)
    slow._lexicon = Lexicon(())  # noqa: SLF001 - nothing announced: every pattern runs
    source = SourceFile("x.md", Format.MARKDOWN, ARTICLE)
    assert fast.lint(source) == slow.lint(source)


def test_each_rule_finds_alone_what_it_finds_among_others(ruleset: RuleSet) -> None:
    together = found(lint(ruleset, ARTICLE))
    alone = [
        pair
        for rule in ruleset.rules
        for pair in found(lint(ruleset.select([rule.code]), ARTICLE))
    ]
    assert sorted(alone) == sorted(together)


def test_fingerprints_stay_when_the_article_moves(ruleset: RuleSet) -> None:
    before = lint(ruleset, ARTICLE).findings
    after = lint(
        ruleset, "Other words.\n\n" + ARTICLE.replace("honey helped", "honey\nhelped")
    ).findings
    kept = {f.fingerprint for f in before} & {f.fingerprint for f in after}
    prose = [f for f in before if f.excerpt != "Honey and sleep"]
    assert {f.fingerprint for f in prose} <= kept
    assert len({f.fingerprint for f in before}) == len(before)


def test_equal_sentences_have_fingerprints_of_their_own(ruleset: RuleSet) -> None:
    report = lint(ruleset.select(["CIT003"]), "Studies show it.\n\nStudies show it.")
    assert len({f.fingerprint for f in report.findings}) == 2


def test_unreadable_articles_are_problems_not_silence(ruleset: RuleSet) -> None:
    report = lint(ruleset, "---\ntitle: [broken\n---\n\nText.")
    assert report.problems
    assert report.problems[0].position is not None


@pytest.mark.parametrize("text", ["", "\n", "\ufeff", "---\na: b\n---\n", "![](x)"])
def test_nearly_empty_articles_have_no_findings(text: str, ruleset: RuleSet) -> None:
    assert not lint(ruleset, text).findings


SEED = "000_4874ae488b02ea15.txt"


def test_the_first_article(ruleset: RuleSet) -> None:
    source = read_source(str(shared("seed", SEED)))
    report = Linter(ruleset, today=TODAY).lint(source)
    check_places(report, source)
    lines: dict[str, set[int]] = {}
    for finding in report.findings:
        lines.setdefault(finding.code, set()).add(finding.location.start.line)
    assert lines["CIT001"] == {28}
    assert lines["CIT003"] >= {14, 28}
    assert lines["EVD009"] == {26}
    assert lines["LNG001"] == {22}
    assert lines["MET008"] & {3, 9}
    assert {"CIT006", "MET001", "MET003", "MET004", "DSC001"} <= set(lines)
    assert not {18, 42, 46, 50} & set().union(*lines.values())


def test_real_sites_are_read_with_exact_places(ruleset: RuleSet) -> None:
    linter = Linter(ruleset, today=TODAY)
    folder = shared("data", "sites")
    paths = sorted(p for p in folder.rglob("*") if p.suffix in FORMATS)
    assert len(paths) > 80
    for path in paths:
        source = read_source(str(path))
        report = linter.lint(source)
        assert not report.problems, path
        check_places(report, source)


RIGHT_ERRORS = {("STA005", "510 percent"), ("STA005", "719 percent")}
"""Errors that pages of NIH have in this form: "5–10 percent" lost its dash."""
DOCUMENT_RULES = {"CIT006", "DSC001", "MET001", "MET003", "MET004"}


def test_authoritative_pages_have_no_errors_and_few_warnings(ruleset: RuleSet) -> None:
    linter = Linter(ruleset, today=TODAY)
    words = warnings = 0
    with shared("data", "clean_docs.jsonl").open(encoding="utf-8") as lines:
        for line in lines:
            page = json.loads(line)
            source = SourceFile(page["id"], Format.PLAIN, page["text"])
            report = linter.lint(source)
            counted = [f for f in report.findings if f.code not in DOCUMENT_RULES]
            errors = [f for f in counted if f.severity is Severity.ERROR]
            found = {(f.code, f.excerpt) for f in errors}
            assert not found - RIGHT_ERRORS, page["id"]
            words += report.words
            warnings += sum(f.severity is Severity.WARNING for f in counted)
    assert 1000 * warnings / words <= 1
