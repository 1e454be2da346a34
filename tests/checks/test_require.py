import datetime as dt

import pytest

from medlint.errors import UserError
from medlint.finding import Finding
from medlint.language.resources import Language
from medlint.linter import Linter
from medlint.packs import RuleSet, load_packs
from medlint.source import Format, SourceFile
from tests.rules import excerpts, lint, one_rule

NEED = "need: [{need}]\n"


def rules_of(spec: str, language: Language) -> RuleSet:
    return one_rule("require", spec, language, "found {match}")


def found(need: str, text: str, language: Language, suffix: str = "md") -> list[str]:
    rules = rules_of(NEED.format(need=need), language)
    return excerpts(lint(rules, text, suffix).findings)


@pytest.mark.parametrize(
    ("need", "text", "fulfilled"),
    [
        ("{text: [care], because: x}", "# T\n\nTake care.", True),
        ("{text: [care], because: x}", "# T\n\nTake heed.", False),
        ("{text: [care], except: [take care], because: x}", "# T\n\nTake care.", False),
        (
            "{text: [care], except: [take care], because: x}",
            "# T\n\nTake care. A care plan.",
            True,
        ),
        ("{heading: [care], because: x}", "# T\n\n## Care\n\nHeed.", True),
        ("{heading: [care], because: x}", "# T\n\nCare.", False),
        ("{link: external, because: x}", "# T\n\n[a](https://a.example/b)", True),
        (
            "{link: external, because: x}",
            "# T\n\n[a](/b) ![c](https://d.e/f.png)",
            False,
        ),
        ("{citation: any, because: x}", "# T\n\nA fact.[3]", True),
        (
            "{citation: any, because: x}",
            "# T\n\nA.\n\n## References\n\n1. B. C. 2020.",
            True,
        ),
        ("{citation: any, because: x}", "# T\n\nA fact (see below).", False),
        ("{directive: [notice], because: x}", "# T\n\n{% include notice.html %}", True),
        ("{directive: [notice], because: x}", "# T\n\nA notice.", False),
    ],
)
def test_ways_to_fulfil_a_requirement(
    need: str, text: str, *, fulfilled: bool, language: Language
) -> None:
    assert found(need, text, language) == ([] if fulfilled else ["T"])


@pytest.mark.parametrize(
    ("front", "fulfilled"),
    [
        ("author: Maya Roy", True),
        ("Author: Maya Roy", True),
        ("author: ''", False),
        ("author: Admin", False),
        ("author: [Admin, Maya Roy]", True),
        ("author: {name: Maya Roy}", True),
        ("author: [{full_name: Maya Roy}]", True),
        ("author: {url: /team}", False),
        ("extra: {author: Maya Roy}", True),
        ("'dc.author': Maya Roy", True),
        ("layout: a\n'article:author': Maya Roy", True),
        ("written_by: Maya Roy", True),
        ("writtenBy: Maya Roy", True),
        ("written-by: Maya Roy", True),
        ("coauthor: Maya Roy", False),
        ("references: [{author: Maya Roy}]", False),
        ("comments: [{author: {name: Maya Roy}}]", False),
        ("cover_image: {author: Maya Roy}", False),
        ("review: {by: Maya Roy}", True),
        ("by: Maya Roy", False),
    ],
)
def test_fields(front: str, *, fulfilled: bool, language: Language) -> None:
    need = "{field: [author, written_by, review.by], except: [admin], because: x}"
    text = f"---\n{front}\n---\n\n# T\n\nWords."
    assert found(need, text, language) == ([] if fulfilled else ["T"])


@pytest.mark.parametrize(
    ("text", "suffix", "title"),
    [
        ("# A\n\n## B\n\nWords.", "md", "A"),
        ("Words first.\n\n## B\n\nMore.", "md", "B"),
        ("---\ntitle: 'The A'\n---\n\n## B\n\nWords.", "md", "The A"),
        ("---\ntitle: The A\n---\n\n# B\n\nWords.", "md", "B"),
        ("---\ntitle:\n---\n\nWords.", "md", "Words."),
        ("<title>A</title><main><h2>B</h2><p>Words.</p></main>", "html", "B"),
        ("Words, and no title at all.", "txt", "Words, and no title at all."),
        ("", "md", None),
        ("---\ntitle: A\n---\n", "md", None),
    ],
)
def test_the_finding_stands_at_the_title(
    text: str, suffix: str, title: str | None, language: Language
) -> None:
    need = "{heading: [nowhere], because: x}"
    assert found(need, text, language, suffix) == ([title] if title else [])


@pytest.mark.parametrize(
    ("when", "excerpt"),
    [
        ("{}", "T"),
        ("{words: 7}", "T"),
        ("{words: 8}", None),
        ("{any: [pill~]}", "T"),
        ("{any: [potion~]}", None),
        ("{any: [pill~], at-least: 2}", "T"),
        ("{any: [pill~], at-least: 3}", None),
        ("{any: [pill~], at-least: 2, unless: [negated]}", None),
        ("{any: [pill~], in: [heading]}", None),
        ("{any: [pill~], not-in: [paragraph]}", None),
    ],
)
def test_when_something_is_required(
    when: str, excerpt: str | None, language: Language
) -> None:
    spec = f"{{when: {when}, need: [{{text: [nowhere], because: x}}]}}\n"
    rules = rules_of(spec, language)
    text = "# T\n\nA red pill, not pills. Good."
    assert excerpts(lint(rules, text).findings) == ([excerpt] if excerpt else [])


def test_a_finding_at_its_trigger(language: Language) -> None:
    spec = (
        "{when: {any: [pill~]}, need: [{text: [nowhere], because: x}], at: trigger}\n"
    )
    [finding] = lint(rules_of(spec, language), "# T\n\nA pill. A pill.").findings
    assert (finding.excerpt, finding.message) == ("pill", "found pill")


def only_finding(rules: RuleSet, text: str) -> Finding:
    [finding] = lint(rules, text).findings
    return finding


def test_a_finding_points_at_its_trigger_and_at_every_way_out(
    language: Language,
) -> None:
    spec = (
        "{when: {any: [pill~]}, need: [{text: [x], because: words}, "
        "{field: [author], except: [admin], because: an author}]}\n"
    )
    text = "---\nauthor: Admin\n---\n\n# T\n\nA pill."
    finding = only_finding(rules_of(spec, language), text)
    assert [r.span.of(text) for r in finding.related] == ["pill"]
    assert [(g.name, g.passed, g.note) for g in finding.gates] == [
        ("words", False, ""),
        ("an author", False, "author: Admin"),
    ]


@pytest.mark.parametrize(
    "need",
    [
        "{because: x}",
        "{text: [a], link: external, because: x}",
        "{link: external, except: [a], because: x}",
        "{link: internal, because: x}",
        "{text: [a]}",
    ],
)
def test_a_need_is_one_thing(need: str, language: Language) -> None:
    with pytest.raises(UserError):
        rules_of(NEED.format(need=need), language)


DISCLAIMERS = [
    "This article is for informational purposes only.",
    "The information provided is for educational and informational purposes only.",
    "This content is for general information and should not replace medical advice.",
    "This content does not constitute medical advice.",
    "This is not medical advice.",
    "Not medical advice.",
    "Nothing here is medical advice.",
    "Content on this website is not intended to be a substitute for professional medical advice, diagnosis, or treatment.",
    "This blog post is no substitute for seeing a doctor.",
    "This guide is not a replacement for medical care.",
    "This information is not intended to replace the advice of your doctor.",
    "The information in this leaflet should not be used in place of the advice of your healthcare provider.",
    "Never disregard professional medical advice because of something you have read on this website.",
    "HealthHub does not provide medical advice, diagnosis, or treatment.",
    "Disclaimer: This article is intended for information only.",
    "This article isn’t a substitute for professional advice from a dietitian.",
    "The material on this site is intended for general guidance only.",
    "Information here should not be considered medical advice.",
    "The information in this post is not intended to diagnose, treat, cure or prevent any disease.",
    "Use this information only as a guide; it cannot take the place of a visit to your doctor.",
    "Consult a doctor before acting on any information in this article.",
    "No part of this article is a substitute for a visit to a doctor.",
]
NO_DISCLAIMERS = [
    "Talk to your doctor before you start.",
    "Iron drops are not a substitute for medical treatment.",
    "Herbs cannot replace treatment by a doctor.",
    "These statements have not been evaluated by the Food and Drug Administration.",
    "This tea is for external use only.",
    "Affiliate disclaimer: we earn a commission.",
    "Seek medical advice if you are in pain.",
    "Read the information leaflet and do not stop without medical advice.",
    "If it does not get better, get medical advice.",
]
ADVICE = (
    "Gout is treated with colchicine, and the usual dose is 0.6 mg once or twice a day. "
    "Side effects include cramps. " + "The foot stays up and the shoe stays off. " * 9
)


@pytest.fixture(scope="module")
def linter() -> Linter:
    return Linter(load_packs([]).select(["DSC001"]), today=dt.date(2026, 11, 22))


@pytest.mark.parametrize(
    ("text", "fires"),
    [*((t, False) for t in DISCLAIMERS), *((t, True) for t in NO_DISCLAIMERS)],
)
def test_wordings_of_a_disclaimer(text: str, *, fires: bool, linter: Linter) -> None:
    page = f"# Gout\n\n{ADVICE}\n\n{text}"
    report = linter.lint(SourceFile("x", Format.MARKDOWN, page))
    assert bool(report.findings) == fires


def test_the_date_of_the_run_does_not_matter(ruleset: RuleSet) -> None:
    rule = ruleset.select(["DSC001"])
    for today in (dt.date(1990, 1, 1), dt.date(2090, 1, 1)):
        assert excerpts(lint(rule, f"# Gout\n\n{ADVICE}", today=today).findings) == [
            "Gout"
        ]
