"""Articles for tests: text in, layers out."""

from medlint.language.article import Article
from medlint.language.resources import Language
from medlint.readers import read
from medlint.source import FORMATS, SourceFile
from medlint.text import Span


def article_of(text: str, language: Language, suffix: str = "md") -> Article:
    """Read a text; without a lexicon, so that every pattern runs."""
    document = read(SourceFile("x", FORMATS[f".{suffix}"], text))
    return Article(document, None, language.abbreviations)


def span_of(article: Article, words: str) -> Span:
    """Where some words stand in the prose; they must occur exactly once."""
    assert article.document.text.count(words) == 1
    start = article.document.text.index(words)
    return Span(start, start + len(words))
