"""Changes of a text that must never add a claim finding, or never change one.

To deny a statement, ask it, call it a myth, cite it or call it off-label takes a claim
back or supports it; a paragraph before it, front matter, emphasis and line ends say
nothing. Every rule is asked for itself: with `yields-to`, a silenced rule would let
another speak, and the comparison would say nothing of that one.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medlint.document import BlockKind
from medlint.language.article import Article
from medlint.language.inflect import forms
from medlint.language.predicates import Form
from medlint.language.resources import Language
from medlint.linter import Linter
from medlint.packs import RuleSet
from medlint.readers import read
from medlint.rule import MARK_END, MARK_START, Rule
from medlint.source import Format, SourceFile, read_source
from tests.articles import article_of
from tests.shared import shared

TODAY = date(2026, 11, 22)
CORPUS = Path(__file__).parents[1] / "corpus"
CLAIMS = re.compile(r"(?:CLM|ONC|VAX)\d+|SAF(?:004|009|013)|CON00[57]|DSC006")
NEGATIVE = re.compile(
    r"\b(?:no|not|never|nobody|nothing|none|neither|nor|without|cannot|few|hardly"
    r"|lack\w*|myth\w*|false|doubt\w*|deny|unlikely)\b|n['’]t\b",
    re.IGNORECASE,
)
STATEMENT = re.compile(r"[A-Z][^\n?`*_<>|\[\]]*[.!]?")
INTRODUCED = re.compile(
    r"[^.:]{1,40}:|(?:However|Therefore|Thus|So|But|And|Also|Yes|No|Moreover"
    r"|Furthermore|Nevertheless|Finally|Next|Then)\b"
)
"""What no "that" can stand before: "that Question: …", "that however, …"."""
AUXILIARY = re.compile(
    r"\b(?:is|are|was|were|can|could|may|might|will|would|should|must)\b(?! not)"
    r"|\b(?:has|have)(?= been)"
)
DENIALS = {"CLM008"}
"""To say that something does no harm is the claim it looks for."""

Change = Callable[[str], str]


class Counts:
    """How often each claim rule reports in a text."""

    def __init__(self, linter: Linter) -> None:
        self._linter = linter
        self._known: dict[str, Counter[str]] = {}

    def __call__(self, text: str) -> Counter[str]:
        if text not in self._known:
            report = self._linter.lint(SourceFile("x.md", Format.MARKDOWN, text))
            assert not report.problems
            self._known[text] = Counter(found.code for found in report.findings)
        return self._known[text]


def alone(rule: Rule) -> Rule:
    """The rule without those it yields to."""
    if not hasattr(rule.spec, "yields_to"):
        return rule
    return replace(rule, spec=rule.spec.model_copy(update={"yields_to": ()}))


@pytest.fixture(scope="module")
def claims(ruleset: RuleSet) -> RuleSet:
    codes = [rule.code for rule in ruleset.rules if CLAIMS.fullmatch(rule.code)]
    assert len(codes) > 20
    chosen = ruleset.select(codes, [])
    return replace(chosen, rules=tuple(map(alone, chosen.rules)))


@pytest.fixture(scope="module")
def counts(claims: RuleSet) -> Counts:
    return Counts(Linter(claims, today=TODAY))


@pytest.fixture(scope="module")
def examples(claims: RuleSet) -> list[str]:
    """All bad examples in Markdown."""
    return [
        example.text.replace(MARK_START, "").replace(MARK_END, "")
        for rule in claims.rules
        for example in rule.bad
        if example.format == "md" and not example.gap
    ]


def sentences_of(source: SourceFile, language: Language) -> Iterator[str]:
    """Sentences of paragraphs and lists."""
    document = read(source)
    article = Article(document, None, language.abbreviations)
    for block in document.blocks:
        if block.kind in {BlockKind.PARAGRAPH, BlockKind.LIST_ITEM}:
            for sentence in article.sentences(block):
                yield sentence.of(document.text)


@pytest.fixture(scope="module")
def corpus(language: Language) -> list[str]:
    """Sentences of the annotated articles, without repeats."""
    paths = sorted(CORPUS.glob("*.md"))
    found = (sentences_of(read_source(str(path)), language) for path in paths)
    return list(dict.fromkeys(sentence for each in found for sentence in each))


# Sentences in other words.


def is_statement(text: str) -> bool:
    return bool(STATEMENT.fullmatch(text))


def is_embeddable(text: str) -> bool:
    """Whether "that" may stand before it, and to deny it is no double denial."""
    denied = NEGATIVE.search(text) or INTRODUCED.match(text)
    return is_statement(text) and not denied


def lower_first(text: str) -> str:
    """Begin small, unless the first word is a name in capitals or "I"."""
    word = re.match(r"\w+", text)
    if word is None or not word[0][1:].islower():
        return text
    return text[0].lower() + text[1:]


def inner(text: str) -> str:
    return lower_first(text.rstrip(" .!"))


def framed(frame: str, text: str) -> str:
    return frame.format(inner(text))


def ended(ending: str, text: str) -> str:
    return text.rstrip(" .!") + ending


def emphasised(mark: str, nth: int, text: str) -> str:
    """Put one word in emphasis."""
    words = [*re.finditer(r"(?<![^\s(])[A-Za-z]{3,}(?![^\s,.;:!?)])", text)]
    if not words or re.search(r"[*_`<>|\[\]#\n]", text):
        return text
    word = words[nth % len(words)]
    return f"{text[: word.start()]}{mark}{word[0]}{mark}{text[word.end() :]}"


DENIED: Mapping[str, Change] = {
    frame: partial(framed, frame)
    for frame in (
        "It is not true that {}.",
        "It is false that {}.",
        "No one has shown that {}.",
        "No study has shown that {}.",
        "There is no evidence that {}.",
    )
}
MYTHS: Mapping[str, Change] = {
    "Myth:": "Myth: {}".format,
    "**Myth:**": "**Myth:** {}".format,
    "## Myths": "## Common myths\n\n- {}".format,
}
ASKED: Mapping[str, Change] = {
    "Is it true": partial(framed, "Is it true that {}?"),
    "whether": partial(framed, "Does anyone know whether {}?"),
    "?": partial(ended, "?"),
}
CITED: Mapping[str, Change] = {
    "[3]": partial(ended, " [3]."),
    ".[3]": partial(ended, ".[3]"),
    "footnote": partial(ended, ".[^3]\n\n[^3]: Smith J. A trial. JAMA. 2020;3:1."),
    "author and year": partial(ended, " (Smith et al., 2020)."),
    "link": partial(ended, " ([trial](https://doi.org/10.1001/jama.2020.1234))."),
}
OFF_LABEL: Mapping[str, Change] = {
    "at the end": partial(ended, " (off-label)."),
    "in front": partial(framed, "Off-label, {}."),
    "of a use": partial(framed, "In off-label use, {}."),
}
SAME: Mapping[str, Change] = {
    "paragraph before": "Some words come first.\n\n{}".format,
    "front matter": "---\ntags: [a, b]\n---\n\n{}".format,
    "CRLF": lambda text: f"Words.\n\n{text}\n".replace("\n", "\r\n"),
    **{f"*{n}*": partial(emphasised, "*", n) for n in (0, 2, 5)},
    **{f"**{n}**": partial(emphasised, "**", n) for n in (1, 3)},
}
NEVER_ADD = {"denied": DENIED, "myth": MYTHS, "asked": ASKED, "off-label": OFF_LABEL}
NEVER_ADD["cited"] = CITED


def changed(group: str, text: str) -> Iterator[tuple[str, str]]:
    """All changes of a group that make sense for a text, by name."""
    needs_denial = group == "denied"
    if not (is_embeddable(text) if needs_denial else is_statement(text)):
        return
    for name, change in NEVER_ADD[group].items():
        if (
            group in {"denied", "myth"}
            or not INTRODUCED.match(text)
            or name[0] in ".?["
        ):
            yield name, change(text)


def additions(
    counts: Counts, group: str, sentences: Sequence[str], step: int = 1
) -> list[str]:
    """What a group of changes adds; with a step, each sentence gets some of them."""
    found = []
    for index, sentence in enumerate(sentences):
        for name, text in islice(changed(group, sentence), index % step, None, step):
            added = counts(text) - counts(sentence)
            if added:
                found.append(f"{name} adds {', '.join(added)}: {text}")
    return found


def differences(counts: Counts, sentences: Sequence[str], step: int = 1) -> list[str]:
    found = []
    bare = (text for text in sentences if not text.startswith("---"))
    for index, sentence in enumerate(bare):
        for name, change in islice(SAME.items(), index % step, None, step):
            text = change(sentence)
            if counts(text) != counts(sentence):
                found.append(f"{name}: {counts(sentence)} → {counts(text)}: {text}")
    return found


@pytest.fixture(scope="module")
def spoken(language: Language, corpus: list[str]) -> list[str]:
    """Sentences of the articles in which a frame is read."""
    reader = language.claims
    return [
        sentence
        for sentence in corpus
        for article in [article_of(sentence, language)]
        if any(reader.in_block(article, block) for block in article.document.blocks)
    ]


# The tables.


def test_what_adds_a_finding_is_seen(counts: Counts) -> None:
    """The comparison itself works."""
    plain = "Soup is warm."
    assert not counts(plain)
    assert counts(f"{plain} Turmeric cures cancer.") - counts(plain)
    assert counts("Turmeric cures cancer.") != counts("Soup cures nothing.")


@pytest.mark.parametrize("group", NEVER_ADD)
def test_never_adds_to_an_example(
    group: str, counts: Counts, examples: list[str]
) -> None:
    assert not additions(counts, group, examples)


@pytest.mark.parametrize("group", NEVER_ADD)
def test_never_adds_to_the_corpus(
    group: str, counts: Counts, corpus: list[str], spoken: list[str]
) -> None:
    assert len(spoken) > 200
    assert not additions(counts, group, spoken, step=2)
    assert not additions(counts, group, corpus, step=16)


def test_nothing_changes_in_examples(counts: Counts, examples: list[str]) -> None:
    assert not differences(counts, examples, step=2)


def test_nothing_changes_in_the_corpus(counts: Counts, corpus: list[str]) -> None:
    assert not differences(counts, corpus, step=8)


# Denials and questions in place.


def base_of(verb: str, language: Language) -> str:
    """The base form of a verb in the third person; empty if there is none."""
    table = language.notation.inflections
    found = (f"{verb[:-3]}y", verb[:-1], verb[:-2])
    return next((w for w in found if len(w) > 1 and verb in forms(w, table)), "")


def denied_in_place(text: str, language: Language) -> Iterator[str]:
    """Put "not" behind each auxiliary, and "does not" before each predicate."""
    for auxiliary in AUXILIARY.finditer(text):
        yield f"{text[: auxiliary.end()]} not{text[auxiliary.end() :]}"
    for before, base, behind in finite(text, language):
        yield f"{before}does not {base}{behind}"


def asked_in_place(text: str, language: Language) -> Iterator[str]:
    """Turn a statement with a simple subject around: "Does …?", "Can …?"."""
    found = re.match(r"([^,;:()]{2,60}?) (is|are|was|were|can|could|may|will) ", text)
    if found:
        rest = text[found.end() :].rstrip(" .!")
        yield f"{found[2].capitalize()} {lower_first(found[1])} {rest}?"
    for before, base, behind in finite(text, language):
        if re.fullmatch(r"[^,;:()]{2,80} ", before):
            yield f"Does {lower_first(before)}{base}{behind.rstrip(' .!')}?"


def finite(text: str, language: Language) -> Iterator[tuple[str, str, str]]:
    """What stands before and behind each predicate in the third person, and its base."""
    article = article_of(text, language)
    if article.document.text != text:
        return
    for sentence in article.sentences(article.document.blocks[0]):
        for predicate in language.claims.predicates.within(article, sentence):
            start = predicate.span.start
            verb = text[start : predicate.span.end].partition(" ")[0]
            base = base_of(verb.lower(), language)
            if predicate.reading.form is Form.FINITE and base:
                yield text[:start], base, text[start + len(verb) :]


def test_denials_and_questions_are_built_right(language: Language) -> None:
    text = "Garlic fights colds and can cure flu."
    assert [*denied_in_place(text, language)] == [
        "Garlic fights colds and can not cure flu.",
        "Garlic does not fight colds and can cure flu.",
    ]
    assert [*asked_in_place("Garlic remedies colds.", language)] == [
        "Does garlic remedy colds?"
    ]
    assert [*asked_in_place("Gout can be cured.", language)] == ["Can gout be cured?"]


def additions_in_place(
    counts: Counts, sentences: Sequence[str], language: Language
) -> list[str]:
    found = []
    for sentence in filter(is_statement, sentences):
        if not NEGATIVE.search(sentence):
            for text in denied_in_place(sentence, language):
                added = (counts(text) - counts(sentence)).keys() - DENIALS
                if added:
                    found.append(f"denial adds {', '.join(added)}: {text}")
        found += [
            f"question adds {', '.join(counts(text) - counts(sentence))}: {text}"
            for text in asked_in_place(sentence, language)
            if counts(text) - counts(sentence)
        ]
    return found


def test_not_and_does_never_add_to_an_example(
    counts: Counts, examples: list[str], language: Language
) -> None:
    assert not additions_in_place(counts, examples, language)


def test_not_and_does_never_add_to_the_corpus(
    counts: Counts, corpus: list[str], language: Language
) -> None:
    assert not additions_in_place(counts, corpus, language)


# Citations taken away.

CITATIONS = (
    re.compile(r" ?\[\^?\d+(?:[,–-] ?\d+)*\](?![(:])"),
    re.compile(
        r" ?\((?:[A-Z][\w'’-]+ (?:et al\.|and [A-Z][\w'’-]+),? )?(?:19|20)\d\d\)"
    ),
    re.compile(r" ?\(?\[[^\]]*\]\(https?://[^)]*\)\)?"),
)


@pytest.mark.parametrize(
    "path", sorted(CORPUS.glob("*.md")), ids=lambda path: path.stem
)
def test_a_citation_taken_away_removes_nothing(path: Path, counts: Counts) -> None:
    text = path.read_text(encoding="utf-8")
    before = counts(text)
    places = sorted(p.span() for c in CITATIONS for p in c.finditer(text))
    for start, end in places[:12]:
        assert not before - counts(text[:start] + text[end:]), text[start - 80 : end]


def test_citations_taken_away_from_examples(counts: Counts, claims: RuleSet) -> None:
    good = [e.text for r in claims.rules for e in r.good if e.format == "md"]
    seen = 0
    for text in good:
        for citation in CITATIONS:
            bare = citation.sub("", text)
            if bare != text:
                seen += 1
                assert not counts(text) - counts(bare), text
    assert seen > 10


# Anything with anything.

HARMLESS = ["Some words come first.", "We met on Monday.", "Read this with care."]


@settings(max_examples=100)
@given(data=st.data())
def test_changes_at_any_place(
    data: st.DataObject, counts: Counts, examples: list[str]
) -> None:
    """A citation or emphasis behind any word, any paragraph and any front matter."""
    sentence = data.draw(st.sampled_from([e for e in examples if is_statement(e)]))
    before = counts(sentence)
    spaces = [place.start() for place in re.finditer(r"(?<=[a-z]) (?=\w)", sentence)]
    if spaces:
        at = data.draw(st.sampled_from(spaces))
        cited = data.draw(st.sampled_from([" [3]", " (Smith et al., 2020)", "[^3]"]))
        assert not counts(sentence[:at] + cited + sentence[at:]) - before
    mark = data.draw(st.sampled_from(["*", "**", "_"]))
    nth = data.draw(st.integers(0, 30))
    assert counts(emphasised(mark, nth, sentence)) == before
    words = data.draw(st.lists(st.sampled_from(HARMLESS), max_size=3))
    head = data.draw(st.sampled_from(["", "---\nlayout: page\n---\n\n"]))
    end = data.draw(st.sampled_from(["\n", "\r\n"]))
    page = head + "\n\n".join([*words, sentence])
    assert counts(page.replace("\n", end)) == before


@settings(max_examples=60)
@given(data=st.data())
def test_two_changes_at_once(
    data: st.DataObject, counts: Counts, examples: list[str]
) -> None:
    usable = [e for e in examples if is_embeddable(e)]
    sentence = data.draw(st.sampled_from(usable))
    inside = data.draw(st.sampled_from([*DENIED.values(), *ASKED.values()]))
    outside = data.draw(st.sampled_from([*MYTHS.values(), *SAME.values()]))
    assert not counts(outside(inside(sentence))) - counts(sentence)


@settings(max_examples=40)
@given(data=st.data())
def test_changes_inside_an_article(
    data: st.DataObject, counts: Counts, corpus: list[str]
) -> None:
    """A denial, a question or a citation in a whole article."""
    path = data.draw(st.sampled_from(sorted(CORPUS.glob("*.md"))))
    text = path.read_text(encoding="utf-8")
    known = [s for s in corpus if is_embeddable(s) and text.count(s) == 1]
    if known:
        sentence = data.draw(st.sampled_from(known))
        every = [*DENIED.values(), *ASKED.values(), *CITED.values()]
        change = data.draw(st.sampled_from(every))
        assert not counts(text.replace(sentence, change(sentence))) - counts(text)


@pytest.mark.parametrize(
    "path", sorted(CORPUS.glob("*.md")), ids=lambda path: path.stem
)
def test_line_ends_of_an_article_do_not_matter(path: Path, counts: Counts) -> None:
    text = path.read_text(encoding="utf-8")
    assert counts(text.replace("\n", "\r\n")) == counts(text)


# What failed once, in few words.

ONCE = [
    ("In nature, we find the most potent remedies for our ailments.", "denied"),
    ("Once you feel well, you can drop your SSRI.", "denied"),
    ("When CBD oils enter the body, they stimulate serotonin.", "denied"),
    ("With this diet you can stop insulin.", "off-label"),
    ("Treatment for gout depends on how serious it is and whether you smoke.", "asked"),
]


@pytest.mark.parametrize(("sentence", "group"), ONCE)
def test_never_adds_to_what_failed_once(
    sentence: str, group: str, counts: Counts
) -> None:
    assert not additions(counts, group, [sentence])


def test_the_it_of_a_denial_is_no_pronoun(counts: Counts) -> None:
    """It must not inherit the heading: "It is not true that …"."""
    sentence = "Once you feel well, you can drop your SSRI."
    page = f"# Psilocybin\n\n{sentence}"
    for _, denied in changed("denied", sentence):
        assert not counts(page.replace(sentence, denied)) - counts(page), denied


# Real text, where it is at hand.


def real_sentences(name: str, language: Language) -> Iterator[str]:
    if name == "sites":
        for path in sorted(shared("data", "sites").rglob("*.md")):
            yield from sentences_of(read_source(str(path)), language)
        return
    with shared("data", f"{name}.jsonl").open(encoding="utf-8") as lines:
        for line in islice(lines, 0, None, 1 if name == "claims" else 10):
            source = SourceFile("x.txt", Format.PLAIN, json.loads(line)["text"])
            yield from sentences_of(source, language)


@pytest.mark.parametrize(
    ("name", "every"), [("claims", 1), ("sites", 30), ("clean_docs", 30)]
)
def test_never_adds_to_real_text(
    name: str, every: int, counts: Counts, language: Language
) -> None:
    taken = list(islice(real_sentences(name, language), 0, None, every))
    assert len(taken) > 100
    step = 3
    found = [a for group in NEVER_ADD for a in additions(counts, group, taken, step)]
    found += additions_in_place(counts, taken, language)
    found += differences(counts, taken, step)
    assert not found
