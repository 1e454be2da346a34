"""The condition `study` of phrase and claim rules, and claims by verb and means."""

import pytest

from medlint.errors import UserError
from medlint.language.resources import Language
from tests.rules import excerpts, lint, one_rule

COHORT = "A cohort study of 900 nurses found that garlic prevents gout."
TRIAL = "A randomized trial of 30 nurses found that garlic prevents gout."
MICE = "Mice were given garlic. Garlic prevents gout."
PHRASE = "any: [garlic prevents]\n"
CLAIM = "predicate: [prevent]\nobject: {id: [gout]}\naccepted: ignored\n"


def found(kind: str, spec: str, text: str, language: Language) -> list[str]:
    rule = one_rule(kind, spec, language, "{match}")
    return excerpts(lint(rule, text).findings)


@pytest.mark.parametrize(
    ("study", "holds"),
    [
        ("design: [cohort]", (True, False, False)),
        ("design: [rct, cohort]", (True, True, False)),
        ("not-design: [rct]", (True, False, True)),
        ("species: [human]", (True, True, False)),
        ("not-species: [human]", (False, False, True)),
        ("size-below: 51", (False, True, False)),
        ("preliminary: true", (False, True, False)),
        ("preliminary: false", (True, False, True)),
        ("caveat: none", (True, True, True)),
        ("caveat: any", (False, False, False)),
        ("interest: true", (False, False, False)),
    ],
)
@pytest.mark.parametrize(("kind", "spec"), [("phrase", PHRASE), ("claim", CLAIM)])
def test_both_kinds_ask_for_a_study(
    study: str, holds: tuple[bool, ...], kind: str, spec: str, language: Language
) -> None:
    rule = f"{spec}near: [{{study: {{{study}}}}}]"
    hits = [bool(found(kind, rule, text, language)) for text in (COHORT, TRIAL, MICE)]
    assert tuple(hits) == holds


@pytest.mark.parametrize(
    ("study", "fires"),
    [
        ("caveat: any", True),
        ("caveat: none", False),
        ("caveat: [cause]", True),
        ("caveat: [small]", False),
        ("not-caveat: [cause]", False),
        ("not-caveat: [small]", True),
    ],
)
def test_caveats_are_asked_for(study: str, *, fires: bool, language: Language) -> None:
    text = COHORT + " It cannot prove cause and effect."
    rule = f"{PHRASE}near: [{{study: {{{study}}}}}]"
    assert bool(found("phrase", rule, text, language)) is fires


def test_without_a_study_the_condition_fails(language: Language) -> None:
    rule = f"{PHRASE}near: [{{study: {{caveat: none}}}}]"
    assert not found("phrase", rule, "Garlic prevents gout.", language)


def test_it_clears_as_an_exception(language: Language) -> None:
    rule = f"{PHRASE}unless: [{{study: {{design: [rct]}}}}]"
    assert found("phrase", rule, COHORT, language)
    assert not found("phrase", rule, TRIAL, language)


@pytest.mark.parametrize(
    "study", ["{}", "{design: [anecdote]}", "{caveat: some}", "{size: 4}"]
)
def test_mistakes_are_reported(study: str, language: Language) -> None:
    with pytest.raises(UserError):
        one_rule("phrase", f"{PHRASE}near: [{{study: {study}}}]", language, "x")


@pytest.mark.parametrize(
    ("text", "finite", "present"),
    [
        ("Garlic prevents gout.", True, True),
        ("Garlic prevented gout.", True, False),
        ("Garlic helps to prevent gout.", True, True),
        ("Garlic is eaten to prevent gout.", False, False),
        ("Garlic is good, preventing gout.", False, False),
        ("Garlic is among the herbs that prevent gout.", False, False),
        ("Garlic, which prevents gout, is cheap.", True, True),
    ],
)
def test_verbs(text: str, *, finite: bool, present: bool, language: Language) -> None:
    for verb, fires in (("any", True), ("finite", finite), ("present", present)):
        assert bool(found("claim", f"{CLAIM}verb: {verb}", text, language)) is fires


THROUGH = """\
predicate: [prevent, relieve]
object: {is: [condition]}
accepted: ignored
through:
  - effect-on: {id: [cholesterol]}
    outcome: {id: [stroke]}
    proven-for: [{id: [statin]}]
"""


@pytest.mark.parametrize(
    ("text", "fires"),
    [
        ("Garlic lowers cholesterol, preventing strokes.", True),
        ("Garlic lowers cholesterol and thus prevents strokes.", True),
        ("By lowering cholesterol, garlic prevents strokes.", True),
        ("Garlic lowers cholesterol. This prevents strokes.", True),
        ("Garlic lowers cholesterol. It is cheap. This prevents strokes.", False),
        ("Garlic lowers cholesterol and ginger prevents strokes.", False),
        ("Garlic prevents strokes and lowers cholesterol.", False),
        ("Garlic lowers cholesterol, preventing gout.", False),
        ("Simvastatin lowers cholesterol, preventing strokes.", False),
    ],
)
def test_effects_told_as_outcomes(
    text: str, *, fires: bool, language: Language
) -> None:
    assert bool(found("claim", THROUGH, text, language)) is fires
