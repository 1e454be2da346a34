"""Phrases planted in odd documents are found where they stand, and nowhere else."""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medlint.linter import Linter
from medlint.output.json_v1 import finding_json
from medlint.packs import RuleSet
from medlint.readers.front_matter import read_front_matter
from medlint.report import Report
from medlint.source import Format, SourceFile, decode_source
from medlint.text import Span
from tests.shared import shared

SAMPLE = 24
"""Files of real text: the slowest part of this module."""

# What fires in running text: the sentence before, the words reported, what follows.
PHRASES = {
    "CIT001": ("In a ", "2017 study by Okafor et al.", ", it worked."),
    "CIT003": ("", "Studies show", " it."),
    "LNG002": ("He ", "committed suicide", "."),
    "DOS001": ("Take ", "5.0 mg", "."),
    "CLM008": ("It has ", "no side effects", "."),
}
OPEN, CLOSE = "\ue000", "\ue001"
"""Around what has to be reported; taken out before the text is linted."""
HIDDEN = "It has no side effects. He committed suicide. Take 5.0 mg."
"""Would be reported three times, if a reader took it for prose."""

Wrap = Callable[[str], str]

_FILLERS = {
    "plain": "Some words stand here.",
    "astral": "😀 𝒳 and 👩‍⚕️ here.",
    "combining": "Cafe\u0301 n\u0303a\u0308 o\u0302 here.",
    "right to left": "\u202bשלום\u202c and \u200fسلام\u200e here.",
    "invisible": "A\u00adb\u200bc\u2060d, e\ufefff here.",
    "separators": "One\u2028two\x0bthree here.",
    "no-break": "One\u00a0two\u202fthree here.",
}
_MARKDOWN: Mapping[str, Wrap] = {
    "paragraph": lambda s: s,
    "after words": lambda s: f"{_FILLERS['astral']} {s} {_FILLERS['combining']}",
    "item": lambda s: f"- {_FILLERS['plain']}\n- {s}\n- {_FILLERS['plain']}",
    "nested item": lambda s: (
        f"1. {_FILLERS['plain']}\n   - {_FILLERS['plain']}\n     * {s}"
    ),
    "task": lambda s: f"- [ ] {s}",
    "cell": lambda s: f"| {_FILLERS['plain']} | b |\n| :--- | ---: |\n| c | {s} |",
    "emphasis": lambda s: f"***{s}***",
    "strong inside": lambda s: s.replace(OPEN, "**" + OPEN).replace(
        CLOSE, CLOSE + "**"
    ),
    "entity before": lambda s: f"&lt;3 &amp; &#x1F600; {s}",
    "escapes": lambda s: f"\\*a\\* \\[b\\] {s}",
    "code before": lambda s: f"`{HIDDEN}` ``x ` y`` {s}",
    "comment inside": lambda s: f"A <!-- {HIDDEN} --> b. {s}",
    "inline HTML": lambda s: f"<span title='{HIDDEN}'>{s}</span>",
    "image before": lambda s: f"A ![](pic.png '{HIDDEN}') b. {s}",
    "HTML block": lambda s: f"<div data-x='{HIDDEN}'>\n<p>{s}</p>\n</div>",
    "HTML in list": lambda s: f"- <b>x</b> {s}",
    "details": lambda s: f"<details>\n<summary>More</summary>\n\n{s}\n\n</details>",
    "hard break": lambda s: f"{_FILLERS['plain']}  \n{s}",
    "setext": lambda s: f"Heading\n=======\n\n{s}",
    "definition": lambda s: f"Term\n\n:   {s}",
    "tabs": lambda s: f"-\t{s}",
}
_SHORTCODES: Mapping[str, Wrap] = {
    "shortcode": lambda s: f'{{{{< note title="{HIDDEN}" >}}}}\n{s}\n{{{{< /note >}}}}',
    "container": lambda s: f':::note {{title="{HIDDEN}"}}\n{s}\n:::',
    "liquid": lambda s: f"{{% comment %}}{HIDDEN}{{% endcomment %}}\n\n{s}",
}
_JSX: Mapping[str, Wrap] = {
    "component": lambda s: f'<Note title="{HIDDEN}">\n\n{s}\n\n</Note>',
    "expression": lambda s: f'{{/* {HIDDEN} */}}\n\n{{"{HIDDEN}"}}\n\n{s}',
}
_HIDDEN_MARKDOWN = (
    f"```text\n{HIDDEN}\n```",
    f"~~~\n{HIDDEN}\n\n{HIDDEN}\n~~~",
    f"<!-- {HIDDEN} -->",
    f"<!--\n{HIDDEN}\n\n{HIDDEN}\n-->",
    f"<script>\n{HIDDEN}\n</script>",
    f"<style>\n/* {HIDDEN} */\n</style>",
    f'[label]: https://x.example/y "{HIDDEN}"',
    "Some words <https://x.example/has-no-side-effects> here.",
    "See https://x.example/studies-show/5.0-mg for more.",
    f'<img src="a.png" alt="" title="{HIDDEN}">',
)
_HTML: Mapping[str, Wrap] = {
    "paragraph": lambda s: f"<p>{s}</p>",
    "open paragraph": lambda s: f"<p class=x>{s}",
    "item": lambda s: f"<ul><li>{_FILLERS['plain']}<li>{s}</ul>",
    "cell": lambda s: f"<table><tr><th>a<th>b<tr><td>c<td>{s}</table>",
    "inline": lambda s: f"<p><b>x</b> <i title='{HIDDEN}'>{s}</i></p>",
    "inside": lambda s: (
        f"<p>{s.replace(OPEN, '<b>' + OPEN).replace(CLOSE, CLOSE + '</b>')}</p>"
    ),
    "comment": lambda s: f"<p>a <!-- {HIDDEN} --> b. {s}</p>",
    "entities": lambda s: f"<p>&lt;3 &amp; &#x1F600;&nbsp;{s}</p>",
    "div": lambda s: f"<div>{_FILLERS['astral']}<div>{s}</div></div>",
    "break": lambda s: f"<p>{_FILLERS['plain']}<br>{s}</p>",
    "code": lambda s: f"<p><code>{HIDDEN}</code> {s}</p>",
}
_HIDDEN_HTML = (
    f"<script>var a = '{HIDDEN}';</script>",
    f"<style>/* {HIDDEN} */</style>",
    f"<!-- {HIDDEN} -->",
    f"<p hidden>{HIDDEN}</p>",
    f"<nav>{HIDDEN}</nav>",
    f'<p><img src=a.png alt="" title="{HIDDEN}">words</p>',
    f"<template>{HIDDEN}</template>",
    f"<pre><code>{HIDDEN}</code></pre>",
    f"<textarea>{HIDDEN}</textarea>",
)
_PLAIN: Mapping[str, Wrap] = {
    "paragraph": lambda s: s,
    "after words": lambda s: f"{_FILLERS['astral']} {s} {_FILLERS['combining']}",
    "item": lambda s: f"- {_FILLERS['plain']}\n- {s}",
    "numbered": lambda s: f"1. {_FILLERS['plain']}\n2. {s}",
    "indented": lambda s: f"\t{s}",
}
_HIDDEN_PLAIN = ("See https://x.example/no-side-effects for more.",)
_FRONT = (
    "",
    f'---\ntags: ["{HIDDEN}"]\n---\n\n',
    f"---\r\nsummary: >\r\n  {HIDDEN}\r\n---\r\n\r\n",
    f'+++\nsummary = "{HIDDEN}"\n+++\n\n',
    f'{{"summary": "{HIDDEN}"}}\n\n',
)


@dataclass(frozen=True)
class Kind:
    """How documents of one format are made."""

    format: Format
    wraps: Mapping[str, Wrap]
    hidden: tuple[str, ...]
    fronts: tuple[str, ...] = ("",)


KINDS = (
    Kind(Format.MARKDOWN, {**_MARKDOWN, **_SHORTCODES}, _HIDDEN_MARKDOWN, _FRONT),
    Kind(
        Format.MDX,
        {
            **{
                k: w
                for k, w in _MARKDOWN.items()
                if k not in ("comment inside", "tabs")
            },
            **_JSX,
        },
        tuple(h for h in _HIDDEN_MARKDOWN if not h.startswith(("<!", "<s", "Some"))),
        _FRONT[:4],
    ),
    Kind(Format.HTML, _HTML, _HIDDEN_HTML),
    Kind(Format.PLAIN, _PLAIN, _HIDDEN_PLAIN),
)


@st.composite
def documents(draw: st.DrawFn, kind: Kind) -> tuple[bytes, list[tuple[str, Span]]]:
    """A document of a format, and what has to be reported at which places."""
    pieces: list[str] = []
    codes: list[str] = []
    names = st.sampled_from(sorted(kind.wraps))
    for _ in range(draw(st.integers(1, 5))):
        if draw(st.booleans()):
            pieces.append(draw(st.sampled_from(kind.hidden)))
        if draw(st.booleans()):
            filler = draw(st.sampled_from(sorted(_FILLERS.values())))
            pieces.append(f"<p>{filler}</p>" if kind.format is Format.HTML else filler)
        codes.append(draw(st.sampled_from(sorted(PHRASES))))
        before, words, after = PHRASES[codes[-1]]
        sentence = f"{before}{OPEN}{words}{CLOSE}{after}"
        pieces.append(kind.wraps[draw(names)](sentence))
    body = "\n\n".join(pieces) + draw(st.sampled_from(["", "\n", "\n\n\n"]))
    if draw(st.booleans()):
        newline = draw(st.sampled_from(["\r\n", "\r"]))
        body = body.replace("\n", newline)
    marked = draw(st.sampled_from(kind.fronts)) + body
    text = marked.replace(OPEN, "").replace(CLOSE, "")
    bom = b"\xef\xbb\xbf" if draw(st.booleans()) else b""
    return bom + text.encode(), list(zip(codes, _marked(marked), strict=True))


def _marked(text: str) -> list[Span]:
    """Places between the marks, in the text without them."""
    starts = [found.start() - 2 * i for i, found in enumerate(re.finditer(OPEN, text))]
    ends = [
        found.start() - 2 * i - 1 for i, found in enumerate(re.finditer(CLOSE, text))
    ]
    return [Span(start, end) for start, end in zip(starts, ends, strict=True)]


@pytest.fixture(scope="module")
def linter(ruleset: RuleSet) -> Linter:
    return Linter(ruleset.select(sorted(PHRASES)), today=date(2026, 11, 22))


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.format)
def test_planted_phrases_are_found_where_they_stand(kind: Kind, linter: Linter) -> None:
    @settings(max_examples=120, deadline=None)
    @given(documents(kind))
    def run(document: tuple[bytes, list[tuple[str, Span]]]) -> None:
        data, expected = document
        source = decode_source(data, "x", kind.format)
        report = linter.lint(source)
        assert not report.problems
        found = [(f.code, f.location.span) for f in report.findings]
        # A study is reported once; where it is named again is told with it.
        found += [(f.code, p.span) for f in report.findings for p in f.related]
        assert sorted(found) == sorted(expected), source.text
        for finding in report.findings:
            _agree(data, finding_json(finding, source))

    run()


def _agree(data: bytes, finding: object) -> None:
    """Offsets, lines, columns and excerpt say the same, counted by other means."""
    text = data.removeprefix(b"\xef\xbb\xbf").decode()
    value = json.loads(json.dumps(finding))
    start, end = value["start"], value["end"]
    assert text[start["offset"] : end["offset"]] == value["excerpt"]
    for place in (start, end):
        lines = re.split(r"\r\n|\r|\n", text[: place["offset"]])
        assert (place["line"], place["column"]) == (len(lines), len(lines[-1]) + 1)


def _codes(report: Report) -> list[tuple[str, str]]:
    """What stands in the text itself: findings about the whole page are left out."""
    whole = {"MET", "DSC"}
    return sorted(
        (f.code, " ".join(re.sub(r"[*>]", "", f.excerpt).split()))
        for f in report.findings
        if f.code[:3] not in whole
    )


_WORD = re.compile(r"(?<=^)([A-Z][a-z]+)(?= [a-z]+ [a-z]+)", re.MULTILINE)
_BLANK = re.compile(r"\n\n(?=[A-Z][a-z]+ [a-z])")
_CHANGES: Mapping[str, Callable[[str], str]] = {
    "CRLF": lambda text: text.replace("\r\n", "\n").replace("\n", "\r\n"),
    "lone CR": lambda text: text.replace("\r\n", "\n").replace("\n", "\r"),
    "byte-order mark": lambda text: "\ufeff" + text,
    "no final newline": lambda text: text.rstrip("\n"),
    "blank lines": lambda text: _BLANK.sub("\n\n\n", text),
    "trailing space": lambda text: re.sub(
        r"(?<=[a-z.])$", " ", text, flags=re.MULTILINE
    ),
    "emphasis": lambda text: _WORD.sub(r"*\1*", text),
}
_FRONT_MATTER = "---\ntags: [a, b]\n---\n\n"
_PARAGRAPH = "\nThese words\nstand before\nthe article.\n\n"


def _samples() -> list[Path]:
    files = sorted(shared("data", "sites").rglob("*.md"))
    own = sorted((Path(__file__).parents[1] / "corpus").glob("*.md"))
    return [*own, *files[:: max(1, len(files) // SAMPLE)]]


def test_what_does_not_change_the_words_changes_no_finding(ruleset: RuleSet) -> None:
    linter = Linter(ruleset, today=date(2026, 11, 22))

    def found(text: str) -> list[tuple[str, str]]:
        return _codes(linter.lint(decode_source(text.encode(), "x", Format.MARKDOWN)))

    wrong = []
    for path in _samples():
        text = path.read_bytes().decode(errors="replace")[:40_000]
        before = found(text)
        changed = {name: change(text) for name, change in _CHANGES.items()}
        body = read_front_matter(SourceFile("x", Format.MARKDOWN, text)).end
        changed["paragraph"] = text[:body] + _PARAGRAPH + text[body:]
        if not body:
            changed["front matter"] = _FRONT_MATTER + text
        wrong += [
            (path.name, name, sorted(set(before) ^ set(found(after))))
            for name, after in changed.items()
            if found(after) != before
        ]
    assert not wrong
