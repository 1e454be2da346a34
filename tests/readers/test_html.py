"""The HTML reader: article, blocks, marks, links, metadata, and malformed pages."""

import contextlib
from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medlint.document import (
    Block,
    BlockKind,
    Document,
    LinkKind,
    MarkKind,
    Origin,
)
from medlint.errors import UnreadableError
from medlint.readers.assembly import DocumentBuilder
from medlint.readers.html import read, walk
from medlint.readers.html_tokens import (
    TokenKind,
    attributes,
    standard_tokens,
    turbo_tokens,
)
from medlint.readers.markdown import read as read_markdown
from medlint.readers.plain import read as read_plain
from medlint.source import Format, SourceFile
from medlint.text import Span
from tests.growth import assert_linear

H, P, LI, TD, Q, CAP, ALT, NOTE = (
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.LIST_ITEM,
    BlockKind.TABLE_CELL,
    BlockKind.QUOTE,
    BlockKind.CAPTION,
    BlockKind.ALT,
    BlockKind.FOOTNOTE,
)


def page(text: str, path: str = "a.html") -> Document:
    return read(SourceFile(path, Format.HTML, text))


def blocks(text: str) -> list[tuple[BlockKind, str]]:
    document = page(text)
    return [(block.kind, block.span.of(document.text)) for block in document.blocks]


def texts(text: str) -> list[str]:
    return [words for _, words in blocks(text)]


def fragment(text: str, span: Span) -> Document:
    builder = DocumentBuilder(SourceFile("a.md", Format.MARKDOWN, text))
    walk(builder, span)
    return builder.finish()


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<h2>Uses</h2><p>Tea.</p>", [(H, "Uses"), (P, "Tea.")]),
        ("Loose<p>one<p>two", [(P, "Loose"), (P, "one"), (P, "two")]),
        ("<ul><li>a<li><p>b</p></ul>", [(LI, "a"), (LI, "b")]),
        ("<li>a<ul><li>b</ul>c", [(LI, "a"), (LI, "b"), (LI, "c")]),
        ("<table><tr><td>a<td>b</table>c", [(TD, "a"), (TD, "b"), (P, "c")]),
        ("<table><caption>a<tr><th>b</table>", [(CAP, "a"), (TD, "b")]),
        ("<blockquote>a<p>b</blockquote>", [(Q, "a"), (Q, "b")]),
        ("<figure>a<figcaption>b</figure>", [(P, "a"), (CAP, "b")]),
        ("<dl><dt>a<dd>b<dt>c</dl>", [(LI, "a"), (LI, "b"), (LI, "c")]),
        ("<details><summary>a</summary>b</details>", [(H, "a"), (P, "b")]),
        ("<div>a<div>b</div>c</div>", [(P, "a"), (P, "b"), (P, "c")]),
        ("a<br>b<br> <br>c", [(P, "a b"), (P, "c")]),
        ("a<hr>b<address>c</address>", [(P, "a"), (P, "b"), (P, "c")]),
        ("<pre>a\nb\n\nc</pre>", [(P, "a b"), (P, "c")]),
        ("<p>t</p><pre><code>x = 1</code></pre>", [(P, "t")]),
        ("a <code>f(x)</code> b", [(P, "a \ufffc b")]),
        ("<div role=heading aria-level=3>a</div>", [(H, "a")]),
        ("<p>x<sup>2</sup> H<sub>2</sub>O", [(P, "x2 H2O")]),
        ("<P>A &AMP; B&nbsp;C&#8217;s&shy;t</P>", [(P, "A & B\u00a0C’st")]),
        ("<p>&nbsp;</p><p>a</p>", [(P, "a")]),
        ("<p>a < b <3 c & d</p>", [(P, "a < b <3 c & d")]),
        ("<p>a</>b</p></x></div>c", [(P, "ab"), (P, "c")]),
        ("a</p>b", [(P, "a"), (P, "b")]),
        ("<p>a<b>b</p>c</b>d", [(P, "ab"), (P, "cd")]),
        ("<h2>a</h3>b", [(H, "a"), (P, "b")]),
        ("<p>a<!--[if IE]><p>old</p><![endif]-->b", [(P, "ab")]),
        ("<p>a<p class=", [(P, "a")]),
        ("<p>a<del>x</del><s>y</s>", [(P, "ay")]),
        ("<p>a<span hidden>x<span>y</span>z</span>b", [(P, "ab")]),
        ('<p>a<i aria-hidden="true">x</i>b', [(P, "ab")]),
        ('<p hidden>x<p>a<div style="display: none"><p>x</div>', [(P, "a")]),
        ("<p>a<button>x</button><select><option>y</select>b", [(P, "ab")]),
        ("<script>'<p>x'</script><svg><text>x</text></svg>a", [(P, "a")]),
        ("<ul><li>a</li></ul><template><p>x</template>", [(LI, "a")]),
        ('<p><a role="doc-noteref" href="#n">1</a>', [(P, "1")]),
    ],
)
def test_blocks(html: str, expected: list[tuple[BlockKind, str]]) -> None:
    assert blocks(html) == expected
    assert blocks(f"<html><body><main>{html}") == expected
    crlf = html.replace("\n", "\r\n")
    assert blocks(crlf) == expected


def test_lists_tables_and_quotations_are_numbered() -> None:
    found = page(
        "<ul><li>a<ol><li>b</ol><li>c</ul><table><tr><td>d<td colspan=2>e<td>f<tr><td>g"
        "<table><tr><td>h</table>i</table><blockquote><ul><li>j</ul>k</blockquote>"
    )

    def shape(block: Block) -> tuple[int, int, int, int, bool]:
        return (block.level, block.group, block.row, block.column, block.quoted)

    assert [shape(block) for block in found.blocks] == [
        (1, 1, 0, 0, False),
        (2, 2, 0, 0, False),
        (1, 1, 0, 0, False),
        (0, 3, 0, 0, False),
        (0, 3, 0, 1, False),
        (0, 3, 0, 3, False),
        (0, 3, 1, 0, False),
        (0, 4, 0, 0, False),
        (0, 3, 1, 0, False),
        (1, 6, 0, 0, True),
        (0, 5, 0, 0, True),
    ]


def test_footnotes_have_labels() -> None:
    document = page(
        '<p>Tea<sup><a href="#fn1">1</a></sup> helps.<ol><li id="fn1"><p>A trial. '
        '<a href="#r" class="footnote-backref">back</a></p></ol>'
        '<aside epub:type="footnote" id="smith">Smith.</aside>'
    )
    notes = [(b.label, b.span.of(document.text)) for b in document.blocks[1:]]
    assert notes == [("1", "A trial."), ("smith", "Smith.")]
    assert {b.kind for b in document.blocks[1:]} == {NOTE}
    assert [link.target for link in document.links] == ["#fn1"]


def test_marks() -> None:
    text = "<p><em>a <b>b</em> c</b> <q>d</q> <cite>e</cite><sup>1</sup> <code>f</code><i></i>"
    document = page(text)
    found = [(mark.kind, mark.span.of(document.text)) for mark in document.marks]
    assert found == [
        (MarkKind.EMPHASIS, "a b"),
        (MarkKind.STRONG, "b c"),
        (MarkKind.QUOTE, "d"),
        (MarkKind.CITE, "e"),
        (MarkKind.SUPERSCRIPT, "1"),
        (MarkKind.CODE, "\ufffc"),
    ]


def test_links() -> None:
    text = '<p>See <a HREF="/x?a=1&amp;b=2" title="T &amp; U">this\r\nstudy </a>or <a name=n>that</a>.'
    document = page(text)
    (link,) = document.links
    assert (link.kind, link.target, link.title) == (
        LinkKind.INLINE,
        "/x?a=1&b=2",
        "T & U",
    )
    assert link.span.of(document.text).rstrip() == "this study"
    assert link.source.of(text) == text[7 : text.index("</a>") + 4]
    assert link.target_source is not None
    assert link.target_source.of(text) == "/x?a=1&amp;b=2"


def test_a_link_around_blocks_is_a_link_in_each() -> None:
    document = page('<a href="/x"><h3>Title</h3><p>Text</p></a><p>after')
    assert [link.span.of(document.text) for link in document.links] == ["Title", "Text"]


def test_urls_in_text() -> None:
    text = '<p>https://doi.org/10.1000/a?b=1&amp;c=2. <a href="/x">https://a.org</a>&lt;www.a.org&gt;'
    document = page(text)
    assert document.text == "\ufffc. \ufffc<\ufffc>"
    bare = [link for link in document.links if link.kind is LinkKind.BARE]
    assert [link.target for link in bare] == [
        "https://doi.org/10.1000/a?b=1&c=2",
        "www.a.org",
    ]
    assert bare[0].source.of(text) == "https://doi.org/10.1000/a?b=1&amp;c=2"


def test_images() -> None:
    text = '<p>Take <img src=a.png alt="a &quot;root&quot;"> tea.</p><img alt="Only" src="b"><img alt="">'
    document = page(text)
    assert blocks(text) == [
        (P, "Take \ufffc tea."),
        (ALT, 'a "root"'),
        (ALT, "Only"),
    ]
    inline, alone = document.links
    assert (inline.kind, inline.target, alone.target) == (LinkKind.IMAGE, "a.png", "b")
    assert alone.span.of(document.text) == "Only"
    root = document.text.index("root")
    assert document.offsets.to_source(Span(root, root + 4)).of(text) == "root"


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<nav>x</nav><main><header>h</header>a<footer>f</footer></main>x", "h a f"),
        ("<header>x</header><article>a<aside>b</aside></article><aside>x", "a b"),
        ("<header>x</header><p>a</p><aside>b</aside><footer>x", "a b"),
        ("<header><h1>t</h1><nav>x</nav></header><p>a<footer>x", "t a"),
        ("<div role=banner>x</div><div role=main>a</div>", "a"),
        ("<article>a</article>b<article>c</article><header>x</header>", "a b c"),
        ("<div role=navigation>x</div><form>a <label>x</label></form>", "a"),
        (f"<main></main><p>{'a' * 200}</p>", "a" * 200),
        ("<main>a</main><div>" + "b " * 200, "a " + "b " * 199 + "b"),
        ("<header>only this</header>", "only this"),
    ],
)
def test_what_counts_as_the_article(html: str, expected: str) -> None:
    assert " ".join(texts(f"<body>{html}")) == expected


@pytest.mark.parametrize(
    "text", ["", " \n", "<!-- c -->", "<title>x</title>", "<p></p>"]
)
def test_a_page_without_text_is_empty(text: str) -> None:
    assert page(text).blocks == ()


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("<body>\n<nav>Home</nav>", 2),
        ("\n\n<div id=root></div><script src=a.js></script>", 3),
        ("<div hidden>\n\nAll of it.</div>", 3),
    ],
)
def test_a_page_without_an_article_cannot_be_read(text: str, line: int) -> None:
    with pytest.raises(UnreadableError) as caught:
        page(text)
    (problem,) = caught.value.problems
    assert problem.position is not None
    assert problem.position.line == line
    assert problem.message == "no article text found in this page"


def test_comments_are_directives() -> None:
    text = "<nav><!-- medlint-disable A: b --></nav><main><p>a<!--c-->b</main><!-- d"
    document = page(text)
    assert [d.text for d in document.directives] == ["medlint-disable A: b", "c", "d"]
    assert document.directives[0].span.of(text) == "<!-- medlint-disable A: b -->"
    assert document.text == "ab"


def test_metadata() -> None:
    text = """<html lang=en><head><title> Ginger &amp; you
 </title><meta name="Author" content="Jo Doe, MD"><meta property=og:title content=' T&quot; '>
<link rel="x canonical" href=/a><script type="application/ld+json">
{"@graph": [{"author": {"name": "Jo"}, "n": 3}]}</script></head><body><p>a
<time datetime=2026-01-02>Friday</time> <a rel=author href=/jo>Jo <b>Doe</b></a>
<div itemprop=reviewedBy itemscope><span itemprop="name">Ann &eacute;</span></div>
<time itemprop="dateModified" datetime="2026-02-03">x</time>"""
    document = page(text)
    assert [(f.path, f.value, f.span.of(text)) for f in document.fields] == [
        (("lang",), "en", "en"),
        (("title",), "Ginger & you", "Ginger &amp; you"),
        (("author",), "Jo Doe, MD", "Jo Doe, MD"),
        (("og:title",), 'T"', "T&quot;"),
        (("canonical",), "/a", "/a"),
        (("@graph", 0, "author", "name"), "Jo", "Jo"),
        (("@graph", 0, "n"), "3", "3"),
        (("time",), "2026-01-02", "2026-01-02"),
        (("author",), "Jo Doe", "Jo <b>Doe"),
        (("reviewedBy", "name"), "Ann é", "Ann &eacute;"),
        (("dateModified",), "2026-02-03", "2026-02-03"),
    ]
    origins = {f.origin for f in document.fields if f.path[0] == "@graph"}
    assert origins == {Origin.JSON_LD}


def test_broken_json_ld_is_a_problem_beside_the_article() -> None:
    document = page('<script type="application/ld+json">\n{"a": }</script><p>Text')
    assert document.text == "Text"
    (problem,) = document.problems
    assert problem.place == "a.html:2:7"
    assert "JSON-LD" in problem.message


def test_xhtml_elements_may_close_themselves() -> None:
    text = '<p>a<span hidden="hidden"/>b</p><p/><p>c</p>'
    assert [b for _, b in blocks(f'<?xml version="1.0"?>{text}')] == ["ab", "c"]


def test_a_fragment_keeps_to_its_range() -> None:
    text = "# x\n\n<aside>A <b>b</b> https://a.org<!-- c --></aside>\n<p>y"
    document = fragment(text, Span(5, text.index("\n<p>")))
    assert document.text == "A b \ufffc"
    assert document.links[0].source.of(text) == "https://a.org"
    assert document.directives[0].span.of(text) == "<!-- c -->"
    assert document.offsets.to_source(Span(0, 3)).of(text) == "A <b>b"


def test_the_same_article_in_three_formats() -> None:
    html = page(
        "<h1>Ginger</h1><p>Ginger is a root.\nIt is eaten.</p><h2>Uses</h2>"
        "<p>People use it as:</p><ul><li>tea</li><li>spice</li></ul><p>That is all.</p>"
    )
    marked = (
        "# Ginger\n\nGinger is a root.\nIt is eaten.\n\n## Uses\n\n"
        "People use it as:\n\n- tea\n- spice\n\nThat is all.\n"
    )
    markdown = read_markdown(SourceFile("a.md", Format.MARKDOWN, marked))
    bare = marked.replace("# ", "").replace("#", "")
    plain = read_plain(SourceFile("a.txt", Format.PLAIN, bare))
    assert html.text == markdown.text == plain.text
    assert html.blocks == markdown.blocks == plain.blocks


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("<a>", {}),
        ("<a b>", {"b": ""}),
        ("<A B=c/d>", {"b": "c/d"}),
        ("<a b='1' b=\"2\"c=3>", {"b": "1", "c": "3"}),
        ('<a\r\nb = "x\r\ny" / d=&lt;>', {"b": "x\r\ny", "d": "<"}),
        ("<a =b=c >", {"=b": "c"}),
        ("<a b=>", {"b": ""}),
        ("<a b='x>", {"b": "x"}),
    ],
)
def test_attributes(tag: str, expected: dict[str, str]) -> None:
    found = attributes(tag, Span(0, len(tag)))
    assert {name: value for name, (value, _) in found.items()} == expected


HOSTILE: dict[str, tuple[int, Callable[[int], str]]] = {
    "comments": (20_000, lambda size: "<!--" * size),
    "tags": (20_000, lambda size: "<a" * size),
    "elements": (20_000, lambda size: "<div>" * size),
    "angles": (1_000_000, lambda size: "<" * size),
    "ampersands": (1_000_000, lambda size: "&" * size),
    "inlines": (20_000, lambda size: "<b>" * size + "</i>" * size),
    "shielded": (20_000, lambda size: "<p><button>" + "<div>" * size),
    "urls": (50_000, lambda size: "https://" * size),
    "attribute": (500_000, lambda size: "<p" + " " * size + "x>y"),
    "items": (5_000, lambda size: "<ul><li>" * size),
    "properties": (5_000, lambda size: "<div itemprop=a itemscope>" * size),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_pages_take_linear_time(name: str) -> None:
    largest, text = HOSTILE[name]

    def work(size: int) -> None:
        with contextlib.suppress(UnreadableError):
            page(text(size))

    assert_linear(work, largest)


_PIECES = (
    "<p>|</p>|<b>|</b>|<ul>|<li>|</ul>|<table>|<tr>|<td>|</table>|<blockquote>|"
    "</blockquote>|<br>|<h2>|</h2>|<a href='x&amp;y'>|</a>|<img alt='a &lt; b' src=x>|"
    "&amp;|&#8217;|&nbsp;|&shy;|&foo;|&copy1|tea|  |\n|\r\n|\r|<!-- c -->|<code>|</code>|"
    "<pre>|</pre>|<nav>|</nav>|<main>|</main>|https://a.org/?b&amp;c|.|</>|<|é😀|"
    "<script>|</script>|<span hidden>|</span>|<div>|</div>|\u00a0|<del>|</del>|<sup>|"
    "</sup>|<q>|</q>|<dt>|<dd>|<p\r\nid='fn1'>|<svg>|</svg>|<article>|<header>"
)
PIECES = st.sampled_from(_PIECES.split("|"))
PAGES = st.lists(PIECES, max_size=40).map("".join)


def read_or_refuse(text: str) -> Document | None:
    try:
        return page(text)
    except UnreadableError:
        return None


@given(st.one_of(PAGES, st.text()))
@settings(max_examples=250, deadline=None)
def test_verbatim_prose_is_the_source(text: str) -> None:
    document = read_or_refuse(text)
    if document is None:
        return
    for run in document.offsets.runs:
        if run.verbatim:
            assert run.prose.of(document.text) == run.source.of(text)
            assert "<!--" not in run.source.of(text)
    end = 0
    for block in document.blocks:
        assert end <= block.span.start < block.span.end
        end = block.span.end
    for mark in document.marks:
        assert any(block.span.contains(mark.span) for block in document.blocks)
    for link in document.links:
        assert 0 <= link.source.start <= link.source.end <= len(text)
        assert any(block.span.contains(link.span) for block in document.blocks)


@given(PAGES)
@settings(max_examples=150, deadline=None)
def test_line_breaks_of_every_kind_are_alike(text: str) -> None:
    text = text.replace("\r", "")
    expected = read_or_refuse(text)
    other = read_or_refuse(text.replace("\n", "\r\n"))
    assert (other is None) == (expected is None)
    if expected and other:
        assert (other.text, other.blocks) == (expected.text, expected.blocks)


@given(st.one_of(PAGES, st.text(alphabet="<>&/ab;= \n\r'\"!-")))
@settings(max_examples=250, deadline=None)
def test_tokens_come_in_order_and_say_where_they_are(text: str) -> None:
    end = 0
    for kind, span, _ in turbo_tokens(text):
        assert end <= span.start < span.end <= len(text)
        end = span.end
        first = text[span.start]
        assert kind is TokenKind.TEXT or first == (
            "&" if kind is TokenKind.REFERENCE else "<"
        )


WELL_FORMED = st.recursive(
    st.sampled_from(["tea ", "&amp;", "&#233;", "\r\n", "<br>", "<!-- c -->", "a > b"]),
    lambda inner: st.builds(
        lambda name, inside: f"<{name} title='x &lt; y'>{''.join(inside)}</{name}>",
        st.sampled_from(["p", "div", "B", "a", "li", "td", "h2"]),
        st.lists(inner, max_size=4),
    ),
    max_leaves=12,
)


HAND_WRITTEN = [
    "<!DOCTYPE html><html lang=en><head><title>a</title></head><body class=x>b</html>",
    "<p>a &lt; b&nbsp;c &unknown; d &amp e</p><br/><img src='x' alt=\"y\">",
    "<script>if (a < b) { '<p>' }</script><style>p > a {}</style><p>x",
    "<ul>\r\n<li>a\r\n<li>b</ul>\rc",
    "<p>a <3 b < c & d</p>",
]


@pytest.mark.parametrize("text", HAND_WRITTEN)
def test_both_tokenizers_agree(text: str) -> None:
    assert list(standard_tokens(text)) == list(turbo_tokens(text))


@given(st.lists(WELL_FORMED, max_size=4).map("".join))
@settings(max_examples=120, deadline=None)
def test_both_tokenizers_agree_on_well_formed_pages(text: str) -> None:
    assert list(standard_tokens(text)) == list(turbo_tokens(text))


def test_what_stands_around_the_article_is_kept_apart() -> None:
    page = (
        "<title>T</title><nav>Menu</nav><header>The site</header>"
        "<main><p>Words &amp; more.</p></main><script>x</script>"
        "<footer>For information &amp; education only.</footer>"
    )
    document = read(SourceFile("x.html", Format.HTML, page))
    assert document.text == "Words & more."
    assert document.surroundings == "The site For information & education only."
