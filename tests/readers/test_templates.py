from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from medlint.readers.assembly import PLACEHOLDER
from medlint.readers.mdx import mdx_masks
from medlint.readers.templates import Mask, filled, stands_alone, template_masks
from medlint.text import Span
from tests.growth import assert_linear

P = PLACEHOLDER
Find = Callable[..., tuple[Mask, ...]]


def shown(text: str, masks: tuple[Mask, ...]) -> list[tuple[str, str, bool, str]]:
    return [(m.span.of(text), m.prose, m.alone, m.directive) for m in masks]


MARKDOWN = [
    ("a {{< b >}} c", [("{{< b >}}", "", False, "{{< b >}}")]),
    ('a {{% b "}}" %}} c', [('{{% b "}}" %}}', "", False, '{{% b "}}" %}}')]),
    ("{% include b.html %}\n", [("{% include b.html %}", "", True, "{% include b.html %}")]),
    ("> {%- b -%}\r\n", [("{%- b -%}", "", True, "{%- b -%}")]),
    ("a {{ b.c }} d", [("{{ b.c }}", P, False, "{{ b.c }}")]),
    ("a {{{ b }}} d", [("{{{ b }}}", P, False, "{{{ b }}}")]),
    ("a\n\n{{ b }}\n\nc", [("{{ b }}", "", True, "{{ b }}")]),
    ("a {{ if b }}c{{ end }}", [("{{ if b }}", "", False, "{{ if b }}"), ("{{ end }}", "", False, "{{ end }}")]),
    ('{{ partial "x" }}', [('{{ partial "x" }}', "", True, '{{ partial "x" }}')]),
    ("{#- a b -#}", [("{#- a b -#}", "", True, "a b")]),
    ("x {{- /* a b */ -}}", [("{{- /* a b */ -}}", "", False, "a b")]),
    ("x {{!-- a b --}}", [("{{!-- a b --}}", "", False, "a b")]),
    ("{% comment %}\n\na\n\n{% endcomment %}", [("{% comment %}\n\na\n\n{% endcomment %}", "", True, "a")]),
    ("{% raw %}{{ a }}{% endraw %}", [("{% raw %}", "", False, "{% raw %}"), ("{{ a }}", P, False, "{{ a }}"), ("{% endraw %}", "", False, "{% endraw %}")]),
    ("{{< highlight a />}} b {{< highlight c >}}", [("{{< highlight a />}}", "", False, "{{< highlight a />}}"), ("{{< highlight c >}}", "", False, "{{< highlight c >}}")]),
    ("text {: .note #b }", [("{: .note #b }", "", False, "")]),
    ("# Head {#id}", []),
    ("`{{ a }}` ``{% b ` %}``", []),
    ("```\n{{ a }}\n```\n> ~~~\n> {{ b }}\n> ~~~\n{{ c }}", [("{{ c }}", P, False, "{{ c }}")]),
    ("```\n{{ a }}", []),
    ("a ` b {{ c }} d", [("{{ c }}", P, False, "{{ c }}")]),
    ("open {{ and\n\nclose }}", []),
    ("\\{{ a", []),
    ("$x^2$ $\\alpha$ $5 $6_7 US$8, A$9_0", [("$x^2$", P, False, ""), ("$\\alpha$", P, False, "")]),
    ("$$\na_b\n$$\n", [("$$\na_b\n$$", "", True, "")]),
    ("$$ and $$$", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MARKDOWN)
def test_markdown(text: str, expected: list[tuple[str, str, bool, str]]) -> None:
    assert shown(text, template_masks(text)) == expected


MDX = [
    ('import A from "a"\nimport {b} from "b"\n\nc', [('import A from "a"\nimport {b} from "b"', "", True, "")]),
    ("a\nimport {b} from 'c'", [("{b}", P, False, "")]),
    ("import things from home\n", []),
    ("a {b} c", [("{b}", P, False, "")]),
    ("a {'}'} {`}`} {/* } */ 1}", [("{'}'}", P, False, ""), ("{`}`}", P, False, ""), ("{/* } */ 1}", P, False, "")]),
    ("a{' '}b", [("{' '}", " ", False, "")]),
    ("{/* a b */}", [("{/* a b */}", "", True, "a b")]),
    ("<A b={{c: '>'}} d=\">\">", [("<A b={{c: '>'}} d=\">\">", "", True, "<A b={{c: '>'}} d=\">\">")]),
    ("<A.B />", [("<A.B />", "", True, "<A.B />")]),
    ("<div>\na", [("<div>", "", True, "")]),
    ("<b>a</b>", [("<b>", "", False, ""), ("</b>", "", False, "")]),
    ("<pre>{`a`}</pre> b", [("<pre>{`a`}</pre>", "", False, "")]),
    ("p < 0.05 and <5 {", []),
    ("<https://x.org>", []),
    ("<!-- {a} -->", []),
    ("\\{a\\} `{b}`", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), MDX)
def test_mdx(text: str, expected: list[tuple[str, str, bool, str]]) -> None:
    assert shown(text, mdx_masks(text)) == expected


SIGNS = ["{{", "}}", "{%", "%}", "{#", "#}", "{{<", ">}}", "{", "}", "<A", ">", "/>", "</A>", "`", "```\n", "\n", "\n\n", "a ", "'", '"', "$", "\\", "/*", "*/", "{: .a", "import a from 'b'", "{% comment %}", "{% endcomment %}", "<!--", "-->", "\r\n"]  # fmt: skip
TEXTS = st.lists(st.sampled_from(SIGNS), max_size=40).map("".join)


@given(TEXTS, st.sampled_from([template_masks, mdx_masks]), st.integers(0, 5))
@settings(max_examples=300, deadline=None)
def test_masks_are_in_order_and_keep_the_length(
    text: str, find: Find, start: int
) -> None:
    masks = find(text, start)
    end = start
    for mask in masks:
        assert end <= mask.span.start < mask.span.end <= len(text)
        end = mask.span.end
    for filler in "% ":
        masked = filled(text, masks, filler)
        assert len(masked) == len(text)
        outside = filled(masked, masks, "%")
        assert outside == filled(text, masks, "%")


def test_masks_that_stand_alone_keep_their_lines() -> None:
    text = "a\n{{< b\r\nc >}}\nd {{< e\nf >}}"
    assert filled(text, template_masks(text), "%") == (
        "a\n     \r\n     \nd %%%%%%%%%%%"
    )


def test_stands_alone() -> None:
    text = "a\n > b \r\n\n c\n"
    assert stands_alone(text, Span(5, 6))
    assert not stands_alone(text, Span(5, 6), between_blank_lines=True)
    assert not stands_alone("a b", Span(2, 3))
    assert stands_alone("\n\nb\n\n", Span(2, 3), between_blank_lines=True)


@pytest.mark.parametrize("sign", [*SIGNS, "{{ highlight", "$a_", "{/*", "{`", "<a{", "`{{ "])  # fmt: skip
@pytest.mark.parametrize("find", [template_masks, mdx_masks])
def test_hostile_input(sign: str, find: Find) -> None:
    assert_linear(lambda size: find(sign * size), 50_000)
