import datetime as dt
from collections.abc import Mapping

import pytest

from medlint.errors import UserError
from medlint.finding import Finding
from medlint.language.resources import Language
from medlint.linter import Linter
from medlint.packs import RuleSet, load_packs
from medlint.source import Format, SourceFile
from tests.rules import excerpts, lint, one_rule

TODAY = dt.date(2026, 11, 22)
DATE = (
    "when: {any: [pill~]}\n"
    "date:\n"
    "  max-age-months: 24\n"
    "  max-cycle-months: 36\n"
    "  field: [reviewed, modified_time]\n"
    "  after: [{regex: '(?:^|[.|] )(?P<at>reviewed|updated)'}]\n"
    "  due-field: [next_review]\n"
    "  due-after: [{regex: 'next (?P<at>review)'}]\n"
    "  other-field: [date]\n"
    "  other-after: [published]\n"
    "  promise: [{regex: review}]\n"
)


def rules_of(spec: str, language: Language) -> RuleSet:
    return one_rule("metadata", spec, language, "{status}")


@pytest.fixture
def dated(language: Language) -> RuleSet:
    return rules_of(DATE, language)


def found(rules: RuleSet, text: str, suffix: str = "md") -> list[str]:
    return excerpts(lint(rules, text, suffix, TODAY).findings)


@pytest.mark.parametrize(
    ("line", "excerpt"),
    [
        ("Reviewed 2025-06-02.", None),
        ("Reviewed 2024-11-22.", None),
        ("Reviewed 2024-10-21.", "2024-10-21"),
        ("Reviewed in November 2024.", None),
        ("Reviewed 2024.", None),
        ("Reviewed 2023.", "2023"),
        ("Reviewed 10/12/2024.", None),
        ("Reviewed by Jordan Lee, MD, MPH, on 3 March 2022.", "3 March 2022"),
        ("Reviewed 3 March 2022. Updated 3 March 2026.", None),
        ("Updated 3 March 2022", "3 March 2022"),
        ("Reviewed by Jordan Lee | Published 3 March 2026", "T"),
        ("Reviewed 3 March 2022 | Published 3 March 2026", "3 March 2022"),
        ("Reviewed June 2022. Next review June 2025.", "June 2025"),
        ("Reviewed June 2026. Next review June 2025.", None),
        ("Reviewed January 2024. Next review January 2027.", None),
        ("Reviewed January 2023. Next review January 2027.", "January 2023"),
        ("Next review January 2027.", None),
        ("Reviewed:\n\n3 March 2022", "3 March 2022"),
        ("Reviewed:\n\n3 March 2026", None),
        (
            "Reviewed:\n\nOn 3 March 2026 somebody came by who knew a great deal about tablets.",
            "T",
        ),
        (
            "Reviewed with care, and again with more care than ever before, in 2026.",
            "T",
        ),
        ("The law was reviewed 3 March 2026.", "T"),
    ],
)
def test_dates_in_the_text(line: str, excerpt: str | None, dated: RuleSet) -> None:
    expected = [excerpt] if excerpt else []
    assert found(dated, f"# T\n\nA pill.\n\n{line}\n") == expected


@pytest.mark.parametrize(
    ("front", "excerpt"),
    [
        ("reviewed: 2025-06-02", None),
        ("reviewed: 2022-06-02", "2022-06-02"),
        ("reviewed: true", "T"),
        ("reviewed: 20220602", "20220602"),
        ("layout: a\n'article:modified_time': 2026-01-15T08:00:00+00:00", None),
        ("date: 2026-10-01", "T"),
        ("next_review: 2025-01-01", "2025-01-01"),
        ("reviewed: 2022-06-02\nreferences: [{reviewed: 2026-01-01}]", "2022-06-02"),
    ],
)
def test_dates_in_fields(front: str, excerpt: str | None, dated: RuleSet) -> None:
    expected = [excerpt] if excerpt else []
    assert found(dated, f"---\n{front}\n---\n\n# T\n\nA pill.\n") == expected


def test_dates_of_a_web_page(dated: RuleSet) -> None:
    page = (
        '<script type="application/ld+json">{{"reviewed": "{}"}}</script>'
        "<main><h1>T</h1><p>A pill.</p></main>"
    )
    assert found(dated, page.format("2026-06-02"), "html") == []
    assert found(dated, page.format("2022-06-02"), "html") == ["2022-06-02"]


@pytest.mark.parametrize(
    ("text", "excerpt"),
    [
        ("# T\n\nReviewed 3 March 2022.", "3 March 2022"),
        ("# T\n\nNext review June 2025.", "June 2025"),
        ("# T\n\nUpdated 3 March 2022.", None),
        ("# T\n\nWords.", None),
        ("---\nreviewed: 2022-01-01\n---\n", None),
    ],
)
def test_a_date_of_review_is_a_promise_whatever_the_page_says(
    text: str, excerpt: str | None, dated: RuleSet
) -> None:
    assert found(dated, text) == ([excerpt] if excerpt else [])


def status(rules: RuleSet, text: str) -> Finding:
    [finding] = lint(rules, text, today=TODAY).findings
    return finding


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("# T\n\nA pill.", "No date of review or update is given"),
        (
            "# T\n\n3 March 2026\n\nA pill.",
            "No date of review or update is given (only 3 March 2026 on line 3)",
        ),
        (
            "# T\n\nA pill, which the author took every day from 3 March 2026 to the end of June.",
            "No date of review or update is given",
        ),
        (
            "---\ndate: 2026-03-01\n---\n\n# T\n\nA pill.",
            "No date of review or update is given (only 2026-03-01 on line 2)",
        ),
        (
            "# T\n\nA pill. Reviewed 3 March 2022.",
            "The newest date of review or update (3 March 2022) is 56 months old; the limit is 24",
        ),
        (
            "# T\n\nA pill. Reviewed May 2022. Next review June 2025.",
            "The review that was due by June 2025 is overdue",
        ),
    ],
)
def test_the_message_says_what_is_wrong(
    text: str, message: str, dated: RuleSet
) -> None:
    assert status(dated, text).message == message


def test_the_finding_points_at_a_date_that_does_not_count(dated: RuleSet) -> None:
    text = "# T\n\nPublished 3 March 2026\n\nA pill."
    related = status(dated, text).related
    assert [(r.span.of(text), r.start.line) for r in related] == [("3 March 2026", 3)]


def test_one_of_several_needs(language: Language) -> None:
    spec = "need: [{field: [author], because: x}, {text: [by], because: y}]\n"
    rules = rules_of(spec, language)
    assert found(rules, "# T\n\nWords.") == ["T"]
    assert found(rules, "# T\n\nBy Maya.") == []
    assert found(rules, "---\nauthor: Maya\n---\n\n# T\n\nWords.") == []


def test_a_need_excuses_a_date(language: Language) -> None:
    need = "need: [{field: [archived], except: ['false'], because: x}]\n"
    rules = rules_of(DATE + need, language)
    text = "---\narchived: {}\nreviewed: 2015-01-01\n---\n\n# T\n\nA pill."
    assert found(rules, text.format("true")) == []
    assert found(rules, text.format("false")) == ["2015-01-01"]


@pytest.mark.parametrize("spec", ["{}", "{when: {words: 3}}", "{date: {field: [a]}}"])
def test_a_rule_asks_for_something(spec: str, language: Language) -> None:
    with pytest.raises(UserError):
        rules_of(spec, language)


ADVICE = (
    "Gout is treated with colchicine, and the usual dose is 0.6 mg once or twice a day. "
    "Side effects include cramps. " + "The foot stays up and the shoe stays off. " * 9
)
AUTHORS = """\
By Maya Roy, RN | Edited by L. Chen
BY MAYA ROY, RN
Written by Maya Roy, MD
Author: Maya Roy
By Dr Roy
By Prof. José García Márquez
By Ludwig van Beethoven, PhD
By J. K. Rowling and L. Chen
By Anne-Marie O’Neill
March 3, 2026 by Maya Roy
By Maya Roy March 3, 2026
By Maya Roy · 5 min read
Published March 3, 2026. By Maya Roy.
Medically reviewed by Jordan Lee, MD — Written by Maya Roy on March 3, 2026
Maya Roy, MD, MPH | March 3, 2026
By the National Institute of Diabetes and Digestive and Kidney Diseases
By The Associated Press
By Maya Roy, Staff Writer
By Maya Roy for HealthHub
Reviewed and written by Maya Roy, RN"""
NO_AUTHORS = """\
By Admin
By HealthHub Staff
By The Editors
Written by: HealthHub Editorial Team
Author: Unknown
By Guest Author
By Eating Less, You Can Help
By Monday Morning, it is over.
By the Numbers
Treated by Dr. Holm
It was written by Dr. Holm in 1950 and it stands.
Published by HealthHub Media"""
REVIEWERS = """\
MEDICALLY REVIEWED BY JORDAN LEE, MD
Reviewed by Dr. Lee
Medically reviewed on March 3, 2026 by Jordan Lee, MD
Medical Reviewer: Jordan Lee, MD
By Maya Roy | Medically reviewed by Jordan Lee, MD
Fact checked by Rosa Diaz, PharmD
Reviewed by the American College of Cardiology
Written and medically reviewed by Jordan Lee, MD
Reviewed for medical accuracy by Jordan Lee, MD
Reviewed 3 March 2026 by Dr Jordan Lee"""
NO_REVIEWERS = """\
Medically reviewed
Reviewed by our medical team
Medically reviewed by the HealthHub Medical Board
Reviewed by Staff
Fact checked by Rosa Diaz
The chart is reviewed by Dr. Holm at each visit.
Review: Kettle Works tea maker"""
DATES = """\
Last updated on March 3, 2026
Last Updated: 3/3/2026
Page last reviewed: 12 May 2025
UPDATED MARCH 3, 2026
Medically reviewed by Jordan Lee, MD, MPH, FACP, FRCP, on March 3, 2026 — Written by Maya Roy
Date of last review: March 2026
Review date: 03/2026
Date modified: 2026-01-12
This page was last updated on Tuesday, 3 March 2026.
Published Jan 3, 2019 Updated March 3, 2026
Posted 2019-01-03 (updated 2026-03-03)
Reviewed and updated March 2026
Last Reviewed Date: 03-Mar-2026
Fact checked on March 3, 2026
Updated on 3.3.2026"""
NO_DATES = """\
Published March 3, 2026
March 3, 2026
By Maya Roy | March 3, 2026
Medically reviewed by Jordan Lee, MD | Published March 3, 2026
The guideline was last updated in March 2026 by the society.
Copyright 2026
Last updated: May 2023
Updated guidelines were published in March 2026.
Next review was planned."""


@pytest.fixture(scope="module")
def linters() -> Mapping[str, Linter]:
    rules = load_packs([])
    codes = ("MET001", "MET003", "MET004")
    return {code: Linter(rules.select([code]), today=TODAY) for code in codes}


def lines(code: str, text: str, *, fires: bool) -> list[tuple[str, str, bool]]:
    return [(code, line, fires) for line in text.splitlines()]


@pytest.mark.parametrize(
    ("code", "line", "fires"),
    [
        *lines("MET001", AUTHORS, fires=False),
        *lines("MET001", NO_AUTHORS, fires=True),
        *lines("MET003", REVIEWERS, fires=False),
        *lines("MET003", NO_REVIEWERS, fires=True),
        *lines("MET004", DATES, fires=False),
        *lines("MET004", NO_DATES, fires=True),
    ],
)
def test_lines_about_authors_reviewers_and_dates(
    code: str, line: str, *, fires: bool, linters: Mapping[str, Linter]
) -> None:
    linter = linters[code]
    prose = f"Gout: what helps\n\n{line}\n\n{ADVICE}"
    for form, text in ((Format.PLAIN, prose), (Format.MARKDOWN, f"# {prose}")):
        assert bool(linter.lint(SourceFile("x", form, text)).findings) == fires
