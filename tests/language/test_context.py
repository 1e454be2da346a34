import pytest

from medlint.language.context import Axis
from medlint.language.resources import Language
from tests.articles import article_of, span_of

# The target is the word "cure"; each line says on which axes it lies.
CASES = [
    ("There is no cure.", {Axis.NEGATED}),
    ("It does not cure anything.", {Axis.NEGATED}),
    ("It doesn\u2019t cure anything.", {Axis.NEGATED}),
    ("This cure is not a help.", {Axis.NEGATED}),
    ("Not only a cure, it also tastes good.", set()),
    ("It has no taste, but it is a cure.", set()),
    ("Without question a cure for all.", set()),
    ("Is there a cure?", {Axis.QUESTIONED}),
    ("Is this (really) the cure?\u201d", {Axis.QUESTIONED}),
    ("Why wait? Here is the cure.", set()),
    ('He called it a "cure" for all.', {Axis.QUOTED}),
    ("> It is a cure.", {Axis.QUOTED}),
    ('A "tonic" is a cure of a "kind".', set()),
    ("Beware of ads that promise a cure.", {Axis.DEBUNKED}),
    ("It is a myth that a cure exists.", {Axis.DEBUNKED}),
    ("## Five myths\n\n- Honey is a cure.", {Axis.DEBUNKED}),
    ("## Five facts\n\n- Honey is a cure.", set()),
    ("## Five myths\n\n**Fact:** Honey is sweet. It is a cure.", set()),
    ("Scientists are searching for a cure.", {Axis.RESEARCH_GOAL}),
    ("If it is a cure, tell us.", {Axis.CONDITIONAL}),
    ("It may be a cure.", {Axis.HEDGED}),
    ("People once believed it was a cure.", {Axis.HISTORICAL}),
    ("The cure works.", set()),
    ("You can\u2019t cure it.", {Axis.NEGATED}),
    ("A cure is not known.", {Axis.NEGATED}),
    ("It is the cure and does not hurt.", set()),
    ("Without surgery, this is the cure.", set()),
    ("It has no taste, and it is the cure.", set()),
    ("Did you know that this is a cure?", set()),
    ("Looking for a cure?", set()),
    ("Whether you are young or old, this is the cure.", set()),
    ("Beware of claims like these:\n\n- a cure\n- a tonic", {Axis.DEBUNKED}),
    ("Beware of these.\n\n- a cure\n- a tonic", set()),
    ("You get:\n\n- a cure\n- a tonic", set()),
    ("Red flags:\n\n- one pill\n  - or a cure\n", {Axis.DEBUNKED}),
    ("## Age spots\n\nIt is a cure.", set()),
    ("Reach your goals with this cure.", set()),
    # A denial ends where its clause does.
    ("You never need pills: it is the cure.", set()),
    ("It has no taste; it is the cure.", set()),
    ("It is no drug, it is the cure.", set()),
    ("No pills, just the cure.", set()),
    ("You need no pills, because this is the cure.", set()),
    ("There is no pill, diet or cure.", {Axis.NEGATED}),
    # What is kept from somebody is still said to exist.
    ("They don\u2019t want you to know this cure.", set()),
    ("You won't believe this cure.", set()),
    ("Nobody told me of this cure.", set()),
    ("I do not believe in a cure.", {Axis.NEGATED}),
    # The words of others, told at a distance.
    ("The company said that it is a cure.", {Axis.DEBUNKED}),
    ("He sold the drops as a cure.", {Axis.DEBUNKED}),
    ("She was told that it is a cure.", {Axis.DEBUNKED}),
    ("Parents believed that it was a cure.", {Axis.DEBUNKED}),
    ("Our company is proud of this cure.", set()),
    ("We believe that it is a cure.", set()),
]


@pytest.mark.parametrize(("text", "axes"), CASES)
def test_the_axes_of_a_word(text: str, axes: set[Axis], language: Language) -> None:
    article = article_of(text, language)
    span = span_of(article, "cure")
    watched = {
        Axis.NEGATED,
        Axis.QUESTIONED,
        Axis.QUOTED,
        Axis.DEBUNKED,
        Axis.RESEARCH_GOAL,
        Axis.CONDITIONAL,
        Axis.HEDGED,
        Axis.HISTORICAL,
    }
    found = {a for a in watched if language.contexts.cue(article, span, a) is not None}
    assert axes <= found
    assert not axes or Axis.NEGATED in axes or Axis.NEGATED not in found
    if not axes:
        assert not found
