"""Finds doses for children without what a safe dose for a child depends on."""

import re
from collections.abc import Iterator

from medlint.checks.dosage_finds import CHILD, Asked, Found
from medlint.language.article import Article
from medlint.language.quantities import Quantity, quantities

_GIVE = re.compile(
    r"\b(?:gives?|giving|administer|dose|doses|dosage|takes?"
    r"|(?:can|may|should|must) (?:have|get|be given))\b"
)
_KINDS = {"mass", "volume"}
_DOSED = {"mg", "mcg", "g", "mL", "tsp", "tbsp", "IU"}


def child(article: Article, asked: Asked) -> Iterator[Found]:
    """Amounts of a medicine in a sentence that tells what to give a child."""
    for block in asked.blocks(article, asked.needs):
        for quantity in quantities(article, block.span, asked.units):
            if quantity.unit.id in _DOSED and not set(quantity.per) - {"day", "dose"}:
                yield from _in_sentence(article, asked, quantity)


def _in_sentence(article: Article, asked: Asked, quantity: Quantity) -> Iterator[Found]:
    sentence = article.sentence_at(quantity.span)
    words = sentence.of(article.view)
    if not CHILD.search(words) or not _GIVE.search(words):
        return
    near = asked.finder.near(article, sentence)
    names = [mention for mention in near if mention.of("drugs")]
    if names:
        drug = names[0].span.of(article.document.text)
        yield Found(quantity.span, {"drug": drug})
