import pytest

from medlint.language.resources import Language
from tests.rules import excerpts, lint, one_rule

ANIMALS = """\
in: [title, description]
beyond: animals
predicate: [prevent]
object: {is: [condition]}
species: [mice]
"""
BODY = """\
in: [description]
under: [key points]
after: [in short]
beyond: body
strength: 4
predicate: [prevent, safe]
doubt: [remains unknown]
unless:
  - because: the summary says so
    sentence: [maybe]
"""
RATS = "\n\nA word first. And one more. Rats were given garlic.\n"


def found(spec: str, text: str, language: Language, suffix: str = "md") -> list[str]:
    rule = one_rule("summary", spec, language, "{match}")
    return excerpts(lint(rule, text, suffix).findings)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("# Garlic prevents gout" + RATS, ["prevents gout"]),
        ("# Garlic may prevent gout" + RATS, ["prevent gout"]),
        ("---\ntitle: Garlic prevents gout\n---" + RATS, ["prevents gout"]),
        (
            "---\ntitle: Garlic prevents gout\n---\n# Garlic prevents gout" + RATS,
            ["prevents gout"],
        ),
        ("---\ndescription: It prevents gout\n---\n# Garlic" + RATS, ["prevents gout"]),
        ("# Garlic prevents gout in mice" + RATS, []),
        ("# Garlic prevents gout\n\nIn mice, that is." + RATS, []),
        ("# Does garlic prevent gout?" + RATS, []),
        ("# Garlic does not prevent gout" + RATS, ["prevent gout"]),
        ("# Garlic prevents gout\n\nGarlic is cheap.", []),
        ("# Garlic prevents gout" + RATS + "\nA study of 90 women found it too.", []),
        ("Garlic prevents gout." + RATS, []),
    ],
)
def test_titles_about_animals(
    text: str, expected: list[str], language: Language
) -> None:
    # What a title denies is left to `unless`.
    assert found(ANIMALS, text, language) == [e for e in expected if "not" not in text]


@pytest.mark.parametrize(
    ("body", "summary", "fires"),
    [
        ("Garlic may prevent gout.", "Garlic prevents gout.", True),
        ("Garlic does not prevent gout.", "Garlic prevents gout.", True),
        ("Garlic prevents gout.", "Garlic prevents gout.", False),
        (
            "Garlic may prevent gout. Garlic prevents gout.",
            "Garlic prevents gout.",
            False,
        ),
        ("Garlic may prevent gout.", "Garlic may prevent gout.", False),
        ("Garlic may prevent gout.", "Maybe garlic prevents gout.", False),
        ("Garlic may prevent gout.", "Ginger prevents gout.", False),
        ("Garlic may prevent gout.", "Garlic prevents asthma.", False),
        ("Garlic may prevent gout.", "Does garlic prevent gout?", False),
        ("Garlic is a plant.", "Garlic prevents gout.", False),
        ("What garlic does to gout remains unknown.", "Garlic prevents gout.", True),
        ("What ginger does to gout remains unknown.", "Garlic prevents gout.", False),
        ("How safe garlic is remains unknown.", "Garlic is generally safe.", True),
        ("How garlic smells remains unknown.", "Garlic is generally safe.", False),
    ],
)
def test_summaries_beyond_the_body(
    body: str, summary: str, *, fires: bool, language: Language
) -> None:
    under = f"# A page\n\n{body}\n\n## Key points\n\n- {summary}"
    after = f"# A page\n\n{body}\n\nIn short: {summary}"
    described = f"---\ndescription: {summary}\n---\n# A page\n\n{body}"
    for text in (under, after, described):
        assert bool(found(BODY, text, language)) is fires


def test_the_place_in_metadata_is_exact(language: Language) -> None:
    text = '---\ndescription: "Buy it. Garlic prevents gout!"\n---\nGarlic may prevent gout.'
    assert found(BODY, text, language) == ["prevents gout"]


def test_a_description_of_html(language: Language) -> None:
    head = '<head><meta name="description" content="Garlic prevents gout."></head>'
    text = f"<html>{head}<body><p>Garlic may prevent gout.</p></body></html>"
    assert found(BODY, text, language, "html") == ["prevents gout"]
