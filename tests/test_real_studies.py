"""How studies and citations are told apart in real sentences, where they are present.

The bars are those of the project: F1 of 0.90 for studies that are named and for
appeals to unnamed ones, and 0.95 of the sentences right as to whether they cite.
"""

import json
from pathlib import Path

import pytest

from medlint.evaluation.measures import Counts
from medlint.language.binding import markers
from medlint.language.resources import Language
from medlint.language.studies import Mention
from medlint.language.threads import threads
from tests.articles import article_of

DATA = Path(__file__).parents[2] / "shared" / "data" / "studies.jsonl"
pytestmark = pytest.mark.skipif(not DATA.exists(), reason=f"{DATA} is not here")


def rows() -> list[dict[str, object]]:
    return [json.loads(line) for line in DATA.read_text("utf-8").splitlines()]


def label(text: str, language: Language) -> str:
    article = article_of(text, language)
    opened = [t.opening for t in threads(article, language.studies)]
    appeals = [m for m in opened if m.kind is not Mention.KNOWN]
    if any(m.is_identified for m in appeals):
        return "named_study"
    return "vague_appeal" if appeals else "none"


@pytest.mark.parametrize("wanted", ["named_study", "vague_appeal"])
def test_studies_are_told_apart(wanted: str, language: Language) -> None:
    found = [(row["label"], label(str(row["text"]), language)) for row in rows()]
    right = sum(is_so == said == wanted for is_so, said in found)
    wrong = sum(said == wanted != is_so for is_so, said in found)
    missed = sum(is_so == wanted != said for is_so, said in found)
    f1 = Counts(right, wrong, missed).f1
    assert f1 is not None
    assert f1 >= 0.9


def test_it_is_seen_whether_a_sentence_cites(language: Language) -> None:
    found = [
        row["citation_present"]
        is bool(markers(article_of(str(row["text"]), language), language.studies))
        for row in rows()
    ]
    assert sum(found) / len(found) >= 0.95
