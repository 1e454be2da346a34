"""Lists that hide in paragraphs: points with labels, and steps in one long sentence."""

import re
from collections.abc import Iterator, Sequence

from pydantic import Field

from medlint.checks.metric_sentences import Found, word_count
from medlint.document import Block, MarkKind
from medlint.language.article import Article
from medlint.schema import Model
from medlint.text import Span

_LABEL = re.compile(
    r"(?:^|(?<=[.!?\u2026;)\"] ))[\"(]?(?:\(?\d{1,2}[.)] )?"
    r"(?P<label>[A-Z][\w'/-]*(?: [\w'/&-]+){0,6}):(?= |$)"
)
_STEP = re.compile(
    r"\((?:\d{1,2}|[a-h]|i{1,3}|iv|vi{0,3})\) |\b(?:first|second|third|fourth|fifth"
    r"|next|then|after that|afterwards|finally|lastly)\b,?",
    re.IGNORECASE,
)
_NO_POINT = re.compile(
    r"(?:Note|Notes|Tip|Tips|Example|Examples|Source|Sources|Ingredients?|Contains"
    r"|Q|A|Question|Answer|Dr|Mr|Ms|Mrs|Prof|Interviewer|Author|Authors|By|Reviewed by"
    r"|Tel|Phone|Fax|Email|E-mail|Website|Address|Hours|Date|Published|Updated|Objectives?"
    r"|Background|Methods?|Results?|Conclusions?|Design|Setting|Participants|Article"
    r"|Section|Chapter|Table|Figure|Warning|Caution|Remember|Important)"
)
_QUOTED_LAW = re.compile(
    r"\b(?:§|section \d|article \d|subsection|paragraph \d)", re.IGNORECASE
)


class RunInSpec(Model):
    """What makes a hidden list.

    At least `labels` points that each open with a label and a colon, or in bold; or at
    least `steps` steps in one sentence of at least `words` words.
    """

    labels: int = Field(default=3, ge=2)
    steps: int = Field(default=4, ge=2)
    words: int = Field(default=60, ge=10)


def run_in_lists(
    article: Article, blocks: Sequence[Block], spec: RunInSpec
) -> Iterator[Found]:
    """Yield each paragraph that is a list: the first label, the others with it."""
    strong = [m.span for m in article.document.marks if m.kind is MarkKind.STRONG]
    for block in blocks:
        text = block.span.of(article.cased)
        if _QUOTED_LAW.search(text):
            continue
        labels = _labels(block, text, strong)
        if len(labels) >= spec.labels:
            what = f"{len(labels)} points with labels"
            yield Found(labels[0], what, tuple(labels[1:]), "another point")
        else:
            yield from _steps(article, block, spec)


def _labels(block: Block, text: str, strong: Sequence[Span]) -> list[Span]:
    found = [Span(*m.span("label")).shift(block.span.start) for m in _points(text)]
    for mark in strong:
        if block.span.contains(mark) and _opens_point(text, mark, block):
            stripped = _without_colon(text, mark.shift(-block.span.start))
            label = stripped.shift(block.span.start)
            if not any(label.overlaps(other) for other in found):
                found.append(label)
    return sorted(found)


def _points(text: str) -> Iterator[re.Match[str]]:
    for match in _LABEL.finditer(text):
        if not _NO_POINT.fullmatch(match["label"]):
            yield match


def _opens_point(text: str, mark: Span, block: Block) -> bool:
    """Whether bold words open a sentence and end as a label does."""
    local = mark.shift(-block.span.start)
    before = text[: local.start].rstrip()
    words = local.of(text)
    ends = words[-1:] in ":." or text[local.end : local.end + 1] in {":", "."}
    opens = not before or before[-1] in ".!?\u2026;"
    return opens and ends and 1 <= len(words.split()) <= 7


def _without_colon(text: str, span: Span) -> Span:
    return Span(span.start, span.start + len(span.of(text).rstrip(" :.")))


def _steps(article: Article, block: Block, spec: RunInSpec) -> Iterator[Found]:
    for sentence in article.sentences(block):
        text = sentence.of(article.cased)
        if len(text) < spec.words * 3 or word_count(text) < spec.words:
            continue
        steps = [Span(*m.span()).shift(sentence.start) for m in _STEP.finditer(text)]
        if len(steps) >= spec.steps:
            first = steps[0].of(article.cased).rstrip(" ,")
            place = Span(steps[0].start, steps[0].start + len(first))
            what = f"{len(steps)} steps in one sentence"
            yield Found(place, what, tuple(steps[1:]), "another step")
