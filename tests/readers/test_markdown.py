import re
from pathlib import Path

import marko
import marko.inline
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from medlint.document import BlockKind, Document, Link, LinkKind, MarkKind
from medlint.readers import read
from medlint.readers.assembly import PLACEHOLDER
from medlint.source import Format, SourceFile, read_source
from medlint.text import Span
from tests.growth import assert_linear

SITES = Path(__file__).parents[2] / ".." / "shared" / "data" / "sites"
P = PLACEHOLDER


def parse(text: str, source_format: Format = Format.MARKDOWN) -> Document:
    return read(SourceFile("article.md", source_format, text))


def blocks(document: Document) -> list[tuple[str, str]]:
    return [(b.kind.value, b.span.of(document.text)) for b in document.blocks]


def check_map(document: Document) -> None:
    """Whatever prose says, the source says at the mapped place."""
    source = re.sub("[\ud800-\udfff]", "\ufffd", document.source.text)
    for run in document.offsets.runs:
        if run.verbatim:
            assert run.prose.of(document.text) == run.source.of(source)
            for word in re.finditer(r"\S+", run.prose.of(document.text)):
                span = Span(*word.span()).shift(run.prose.start)
                assert document.offsets.to_source(span).of(source) == word[0]
    for link in document.links:
        if link.target_source and link.kind is LinkKind.BARE:
            assert link.source.contains(link.target_source)
    for block in document.blocks:
        words = block.span.of(document.text)
        assert words
        assert words == words.strip(" ")
    for mark in document.marks:
        assert 0 <= mark.span.start <= mark.span.end <= len(document.text)


PROSE = [
    ("# Title {#id .wide}", [("heading", "Title")]),
    ("# Dose {adult}", [("heading", "Dose {adult}")]),
    ("Title *x*\n===", [("heading", "Title x")]),
    ("one\ntwo  \nthree\\\nfour", [("paragraph", "one two three four")]),
    ("one\r\ntwo\r\n\r\nthree", [("paragraph", "one two"), ("paragraph", "three")]),
    ("a\tb", [("paragraph", "a b")]),
    ("5 \\* 3 &mdash; it&rsquo;s 5&nbsp;mg", [("paragraph", "5 * 3 — it’s 5\xa0mg")]),
    ("“smart” ‘quotes’", [("paragraph", "“smart” ‘quotes’")]),
    ("> one **two\n> three** four\n", [("quote", "one two three four")]),
    ("> - item\n> # head", [("list-item", "item"), ("heading", "head")]),
    ("> [!WARNING]\n> Ask first.", [("paragraph", "Ask first.")]),
    ("- one\n- two\n", [("list-item", "one"), ("list-item", "two")]),
    ("- [x] done\n- [ ] open", [("list-item", "done"), ("list-item", "open")]),
    ("1. one\n\n   more\n", [("list-item", "one"), ("list-item", "more")]),
    ("| a | b |\n|---|---|\n| c \\| d | |", [("table-cell", t) for t in ("a", "b", "c | d")]),
    ("Term\n: What it means", [("list-item", "Term"), ("list-item", "What it means")]),
    ("Text[^n].\n\n[^n]: A note\n    goes on.", [("paragraph", "Text."), ("footnote", "A note goes on.")]),
    ("Use `rm -rf` now", [("paragraph", f"Use {P} now")]),
    ("```js\nno\n```\n\n    no\n\nyes", [("paragraph", "yes")]),
    ("It costs US$5, not A$6.", [("paragraph", "It costs US$5, not A$6.")]),
    ("So $E = mc^2$ holds.", [("paragraph", f"So {P} holds.")]),
    ("$$\n\\frac{a}{b}\n$$\n\ntext", [("paragraph", "text")]),
    ("It ~~cures~~ may help about ~5 to ~10.", [("paragraph", "It may help about ~5 to ~10.")]),
    ("---\n\ntext\n\n---", [("paragraph", "text")]),
    ("text\n\n---\n\nNote: read on.\n\n---\n\nend", [("paragraph", t) for t in ("text", "Note: read on.", "end")]),
    ("![A *red* pill](a.png)", [("alt", "A red pill")]),
    ("[![A pill](a.png)](b)", [("alt", "A pill")]),
    ("see ![A pill](a.png) here", [("paragraph", f"see {P} here"), ("alt", "A pill")]),
    ("[a](http://x.org) [b][r] [r]\n\n[r]: http://y.org 'T'", [("paragraph", "a b r")]),
    ("at https://x.org/a_b_c?d=1&e=2, or www.y.org.", [("paragraph", f"at {P}, or {P}.")]),
    ("**https://x.org/a** (https://y.org/_b_(c)).", [("paragraph", f"{P} ({P}).")]),
    ("[https://x.org/a_b](https://x.org/a_b)", [("paragraph", P)]),
    ("lost [^gone] and [text][gone]", [("paragraph", "lost and [text][gone]")]),
    ("H<sub>2</sub>O and x<sup>2</sup>", [("paragraph", "H2O and x2")]),
    ("one<br>two <b>three</b>", [("paragraph", "one two three")]),
    ("a <code>x < y</code> <script>no()</script> b", [("paragraph", f"a {P} b")]),
    ("a <del>no</del> b", [("paragraph", "a b")]),
    ('x <img src="s" alt="A &amp; B"> y', [("paragraph", f"x {P} y"), ("alt", "A & B")]),
    ("<div>\n<p>one</p>\ntwo\n</div>", [("paragraph", "one"), ("paragraph", "two")]),
    ("> <p>one\n> two</p>", [("quote", "one two")]),
    ("- <p>one</p>", [("list-item", "one")]),
    ("<blockquote>\n\none\n\n</blockquote>\n\ntwo", [("quote", "one"), ("paragraph", "two")]),
    ("<details>\n<summary>More</summary>\n\ntext\n\n</details>", [("heading", "More"), ("paragraph", "text")]),
    ("<style>\n.a { color: red }\n</style>\n\ntext", [("paragraph", "text")]),
    ("<!-- one -->\n\ntwo <!-- three --> four", [("paragraph", "two four")]),
    ("one {{< note >}}two{{< /note >}}, x{{< br >}}y", [("paragraph", "one two, x y")]),
    ("{{< note >}}\n# Head\n\ntext\n{{< /note >}}", [("heading", "Head"), ("paragraph", "text")]),
    ("take {{ dose }} mg {# hidden #} now", [("paragraph", f"take {P} mg now")]),
    ('[a]({{< ref "b c" >}}) {% if x %}b{% endif %}', [("paragraph", "a b")]),
    ("{% comment %}\nno\n{% endcomment %}\nyes", [("paragraph", "yes")]),
    ("{{< highlight py >}}\nno\n{{< /highlight >}}\n\nyes", [("paragraph", "yes")]),
    ("text\n{: .note }", [("paragraph", "text")]),
    ("`{{` and `}}` stay", [("paragraph", f"{P} and {P} stay")]),
    ("lone \ud800 surrogate", [("paragraph", "lone \ufffd surrogate")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), PROSE)
def test_prose(text: str, expected: list[tuple[str, str]]) -> None:
    document = parse(text)
    assert blocks(document) == expected
    check_map(document)


MDX = [
    ('import A from "a"\nexport const b = {\n  c: 1,\n\n  d: 2\n}\n\ntext', [("paragraph", "text")]),
    ("Exports of drugs rose.", [("paragraph", "Exports of drugs rose.")]),
    ("export of drugs rose", [("paragraph", "export of drugs rose")]),
    ("# Title {#id}", [("heading", "Title")]),
    ('<Note type="x">\n\n    Ask *first*.\n\n</Note>', [("paragraph", "Ask first.")]),
    ("<Note>\n    - one\n</Note>", [("paragraph", "- one")]),
    ('don\'t{" "}take {props.n} it\'s', [("paragraph", f"don't take {P} it's")]),
    ("a <Dose n={{a: '}'}} /> b", [("paragraph", "a b")]),
    ("a <b>bold</b> p < 0.05 <https://x.org>", [("paragraph", f"a bold p < 0.05 {P}")]),
    ('<img src={x} alt="A pill" />', [("alt", "A pill")]),
    ("one {/* two */} three\n\n{/* four */}", [("paragraph", "one three")]),
    ("`{x}` and { open", [("paragraph", f"{P} and {{ open")]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MDX)
def test_mdx(text: str, expected: list[tuple[str, str]]) -> None:
    document = parse(text, Format.MDX)
    assert blocks(document) == expected
    check_map(document)


def test_lists_know_depth_and_outermost_group() -> None:
    document = parse("- a\n  - b\n\ntext\n\n1. c\n")
    found = [(b.kind, b.level, b.group) for b in document.blocks]
    item, paragraph = BlockKind.LIST_ITEM, BlockKind.PARAGRAPH
    assert found == [(item, 1, 1), (item, 2, 1), (paragraph, 0, 0), (item, 1, 2)]


def test_cells_know_row_and_column() -> None:
    document = parse("| a | b |\n|---|---|\n| | d |\n")
    found = [(b.row, b.column, b.group) for b in document.blocks]
    assert found == [(0, 0, 1), (0, 1, 1), (1, 1, 1)]


def test_quoted_is_everything_in_a_quotation() -> None:
    text = "> # a\n> b\n> - c\n>\n> | d |\n> |---|\n>\n> ![e](f)\n\ng\n\n> <p>h</p>\n"
    document = parse(text)
    assert [b.quoted for b in document.blocks] == [True] * 4 + [True, False, True]


def test_footnote_blocks_have_labels() -> None:
    document = parse("a[^x]\n\n[^x]: b\n\n    - c\n\n    > d\n")
    notes = [b for b in document.blocks if b.kind is BlockKind.FOOTNOTE]
    assert [(n.label, n.span.of(document.text)) for n in notes] == [
        ("x", "b"),
        ("x", "c"),
        ("x", "d"),
    ]
    assert notes[2].quoted


LINKS = [
    ('[a b](http://x.org/c_d "T")', LinkKind.INLINE, "a b", "http://x.org/c_d", "http://x.org/c_d", "T"),
    ("[a](<b c>)", LinkKind.INLINE, "a", "b c", "b c", ""),
    ("[a](x\\_y&amp;z)", LinkKind.INLINE, "a", "x_y&z", "x\\_y&amp;z", ""),
    ("[**a**](b)", LinkKind.INLINE, "a", "b", "b", ""),
    ("[a][b]\n\n[b]: http://x.org/c_d 'T'", LinkKind.REFERENCE, "a", "http://x.org/c_d", None, "T"),
    ("[b][]\n\n[b]: c", LinkKind.REFERENCE, "b", "c", None, ""),
    ("[b]\n\n[b]: c", LinkKind.REFERENCE, "b", "c", None, ""),
    ("<http://x.org/a_b>", LinkKind.BARE, P, "http://x.org/a_b", "http://x.org/a_b", ""),
    ("<a@x.org>", LinkKind.BARE, P, "mailto:a@x.org", "a@x.org", ""),
    ("(http://x.org/a_b_(c)).", LinkKind.BARE, P, "http://x.org/a_b_(c)", "http://x.org/a_b_(c)", ""),
    ("http://x.org/?a&amp;b", LinkKind.BARE, P, "http://x.org/?a&b", "http://x.org/?a&amp;b", ""),
    ("http://x.org/{{ id }}/b", LinkKind.BARE, P, "http://x.org/{{ id }}/b", "http://x.org/{{ id }}/b", ""),
    ("see doi.org/10.1000/a_b_c", LinkKind.BARE, P, "doi.org/10.1000/a_b_c", "doi.org/10.1000/a_b_c", ""),
    ("![a](b 'T')", LinkKind.IMAGE, "a", "b", "b", "T"),
    ("x ![a](b)", LinkKind.IMAGE, P, "b", "b", ""),
    ("x[^1]\n\n[^1]: y", LinkKind.FOOTNOTE, "", "1", None, ""),
    ("x[^1]", LinkKind.FOOTNOTE, "", "1", None, ""),
    ('<a href="b?c&amp;d" title="T">a <i>e</i></a>', LinkKind.INLINE, "a e", "b?c&d", "b?c&amp;d", "T"),
    ("> [a](\n> b)", LinkKind.INLINE, "a", "b", "b", ""),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind", "anchor", "target", "place", "title"), LINKS)
def test_links(
    text: str, kind: LinkKind, anchor: str, target: str, place: str | None, title: str
) -> None:
    document = parse(text)
    [link] = [link for link in document.links if link.kind is kind]
    assert link.span.of(document.text) == anchor
    assert (link.target, link.title) == (target, title)
    written = link.target_source.of(text) if link.target_source else None
    assert written == place


def test_a_linked_image_is_the_anchor_of_its_link() -> None:
    document = parse("[![A pill](a.png)](http://x.org)")
    found = {link.kind: link for link in document.links}
    assert found[LinkKind.INLINE].span == found[LinkKind.IMAGE].span == Span(0, 6)
    assert found[LinkKind.INLINE].target == "http://x.org"


def test_marks() -> None:
    text = "*a* **b** <q>c</q> <cite>d</cite> <i>e</i> <b>f</b> x<sup>g</sup> `h`"
    document = parse(text)
    found = [(m.kind, m.span.of(document.text)) for m in document.marks]
    assert found == [
        (MarkKind.EMPHASIS, "a"),
        (MarkKind.STRONG, "b"),
        (MarkKind.QUOTE, "c"),
        (MarkKind.CITE, "d"),
        (MarkKind.EMPHASIS, "e"),
        (MarkKind.STRONG, "f"),
        (MarkKind.SUPERSCRIPT, "g"),
        (MarkKind.CODE, P),
    ]


DIRECTIVES = [
    ("<!-- a b -->", "a b", "<!-- a b -->"),
    ("text <!--a b--> more", "a b", "<!--a b-->"),
    ("- x\n\n  <!-- a b -->\n- y", "a b", "<!-- a b -->"),
    ("> <!-- a b -->\n> x", "a b", "<!-- a b -->"),
    ("![x](y) <!-- a b -->", "a b", "<!-- a b -->"),
    ("| x <!-- a b --> |\n|---|", "a b", "<!-- a b -->"),
    ("<div>x <!-- a b --></div>", "a b", "<!-- a b -->"),
    ("[^1]: x <!-- a b -->\n\ny[^1]", "a b", "<!-- a b -->"),
    ("<!-- a b -->\n---\nt: x\n---\ny", "a b", "<!-- a b -->"),
    ("---\n# a b\nt: x\n---\ny", "a b", "# a b"),
    ("{# a b #}", "a b", "{# a b #}"),
    ("x {{/* a b */}} y", "a b", "{{/* a b */}}"),
    ("{% comment %} a b {% endcomment %}", "a b", "{% comment %} a b {% endcomment %}"),
    ("{% include a.html %}", "{% include a.html %}", "{% include a.html %}"),
    ("x {{< a >}} y", "{{< a >}}", "{{< a >}}"),
]


@pytest.mark.parametrize(("text", "said", "written"), DIRECTIVES)
def test_directives(text: str, said: str, written: str) -> None:
    document = parse(text)
    found = [(d.text, d.span.of(text)) for d in document.directives]
    assert found == [(said, written)]
    assert "a b" not in document.text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("{/* a b */}", "a b"),
        ("x {/* a b */} y", "a b"),
        ("<A b={1} />", "<A b={1} />"),
    ],
)
def test_directives_of_mdx(text: str, said: str) -> None:
    assert [d.text for d in parse(text, Format.MDX).directives] == [said]


def test_code_holds_no_comments_and_no_tags() -> None:
    document = parse("`<!-- a -->` `{{< b >}}`\n\n```\n<!-- c --> {{< d >}}\n```\n")
    assert document.directives == ()


FRAGMENTS = [
    "word ", "cure ", "5 mg ", "*", "**", "_", "`", "~~", "[", "](", ")", "](http://x.org/a_b)", "![", "[^1]", "\n\n[^1]: ",
    "\n", "\n\n", "\r\n", "> ", "- ", "1. ", "  ", "\t", "# ", "\n===\n", "| a | b |\n|---|---|\n| ", " | ", "<b>", "</b>",
    "<div>", "</div>", "\n<div>\n", "<p>", "<!-- c -->", "<!--", "-->", "<br>", "<a href='x'>", "</a>", "<img alt='b c'>",
    "&amp;", "&nbsp;", "&bogus;", "\\*", "\\", "é", "µ", "🙂", "“", "\xad", "\xa0", "http://x.org/a_b ", "www.x.org ", "<http://x.org>",
    "{{< x >}}", "{{ y }}", "{% z %}", "{# c #}", "{", "}", "$", "```\n", "---\n", "\n: ", "<Note>", "</Note>", "{x}", "\ud800", "&", "<",
    "<blockquote>\n\n", "</blockquote>\n\n", "<code>", "</code>", "<table><tr><td>", "\x00", "\x0c", "import a from 'b'\n",
]  # fmt: skip
DOCUMENTS = st.lists(st.sampled_from(FRAGMENTS), max_size=40).map("".join)
QUICK = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)


@given(DOCUMENTS, st.sampled_from([Format.MARKDOWN, Format.MDX]))
@QUICK
def test_every_word_maps_to_itself(text: str, source_format: Format) -> None:
    check_map(parse("x " + text, source_format))


@given(st.text(max_size=200))
@QUICK
def test_any_text_is_read(text: str) -> None:
    check_map(parse("x " + text))


def prose(document: Document) -> list[tuple[object, ...]]:
    return [
        (b.kind, b.level, b.quoted, b.span.of(document.text)) for b in document.blocks
    ]


CLEAN = DOCUMENTS.map(lambda text: "x " + re.sub("[\r\x0c\x00]", "", text))


@given(CLEAN)
@QUICK
def test_line_ends_do_not_matter(text: str) -> None:
    assert prose(parse(text)) == prose(parse(text.replace("\n", "\r\n")))


@given(CLEAN)
@QUICK
def test_front_matter_does_not_matter(text: str) -> None:
    front = "---\ntitle: A title\n---\n"
    plain, shifted = parse(text), parse(front + text)
    assert plain.text == shifted.text
    for before, after in zip(plain.offsets.runs, shifted.offsets.runs, strict=True):
        assert before.prose == after.prose
        if before.verbatim:
            assert before.source.shift(len(front)) == after.source


@given(CLEAN, st.integers(0, 50))
@QUICK
def test_a_prefix_shifts_everything(text: str, lines: int) -> None:
    plain, prefix = parse(text), "word\n\n" * (lines + 1)
    shifted = parse(prefix + text)
    cut = len(shifted.text) - len(plain.text)
    assert shifted.text[cut:] == plain.text
    for block in plain.blocks:
        before = plain.offsets.to_source(block.span)
        after = shifted.offsets.to_source(block.span.shift(cut))
        assert before.shift(len(prefix)) == after
    assert [d.span.shift(len(prefix)) for d in plain.directives] == [
        d.span for d in shifted.directives
    ]


COMMONMARK = st.lists(
    st.sampled_from([f for f in FRAGMENTS[:43] if not set(f) & set("<|~\r&^:\t")]),
    max_size=30,
).map("".join)


def words_of(node: object) -> list[str]:
    """The words that another parser finds, by its own tree."""
    if isinstance(node, marko.inline.CodeSpan | marko.block.CodeBlock):
        return []
    if isinstance(node, marko.block.FencedCode | marko.block.LinkRefDef):
        return []
    children = getattr(node, "children", [])
    if isinstance(children, str):
        return [children]
    parts = [part for child in children for part in words_of(child)]
    if isinstance(node, marko.inline.LineBreak):
        return [" "]
    return [*parts, " "] if isinstance(node, marko.block.BlockElement) else parts


@given(COMMONMARK)
@QUICK
def test_another_parser_finds_the_same_words(text: str) -> None:
    ours = re.findall(r"[a-z0-9]+", parse("x " + text).text)
    theirs = re.findall(r"[a-z0-9]+", "".join(words_of(marko.parse("x " + text))))
    assert sorted(ours) == sorted(theirs)


ATTACKS = ["[", "*", "<", "{{", "|", "> ", "`", "![", "[^", "<a", "<!--", "$", "](", "{%", "{", "&", "\\", "~~", "_a", "-\t"]  # fmt: skip


@pytest.mark.parametrize("source_format", [Format.MARKDOWN, Format.MDX])
@pytest.mark.parametrize("sign", ATTACKS)
def test_hostile_input_is_read_in_linear_time(sign: str, source_format: Format) -> None:
    assert_linear(lambda size: check_map(parse(sign * size, source_format)), 100_000)


def sites() -> list[Path]:
    return sorted(SITES.glob("*/*.md"))


@pytest.mark.skipif(not sites(), reason="no ../shared/data/sites beside the repository")
def test_real_sites() -> None:
    for path in sites():
        document = read_source(str(path))
        found = read(document)
        check_map(found)
        assert len(found.text) > 100
        residue = re.search(
            r"\]\(|<[a-z/!]|\{\{|\{%|```|(?m:^#+ )|https?://", found.text
        )
        assert residue is None, (path, residue)


@pytest.mark.skipif(not sites(), reason="no ../shared/data/sites beside the repository")
def test_real_sites_with_other_line_ends_and_prefixes() -> None:
    for path in sites()[::8]:
        text = read_source(str(path)).text
        plain = parse(text)
        assert parse(text.replace("\n", "\r\n")).text == plain.text
        if not plain.fields:
            assert parse("word\n\n" * 9 + text).text.endswith(plain.text)


def test_link_type_is_exported() -> None:
    assert parse("[a](b)").links == (
        Link(
            kind=LinkKind.INLINE,
            span=Span(0, 1),
            source=Span(0, 6),
            target="b",
            target_source=Span(4, 5),
        ),
    )
