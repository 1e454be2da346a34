"""What HTML elements mean for prose: tables of names."""

from medlint.document import MarkKind


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split())


VOID = _names("area base br col embed hr img input link meta param source track wbr")
"""Elements that have no content and no end tag."""

BLOCKS = _names(
    "address article aside blockquote body caption center col colgroup dd details "
    "dialog dir div dl dt fieldset figcaption figure footer form h1 h2 h3 h4 h5 h6 "
    "head header hgroup hr html legend li main menu nav ol optgroup option p pre "
    "search section summary table tbody td tfoot th thead tr ul"
)
"""Elements that begin and end blocks of text."""

HEADINGS = {f"h{level}": level for level in range(1, 7)}
LISTS = frozenset(("ul", "ol", "menu", "dir", "dl"))
ITEMS = frozenset(("li", "dt", "dd"))

SKIPPED = _names(
    "audio button canvas datalist del embed head iframe input label "
    "meter nav noembed noframes noscript object option optgroup output progress rp "
    "rt script select style svg template textarea title video"
)
"""Elements whose content is no prose of the article."""

SKIPPED_ROLES = _names(
    "alertdialog button dialog menu menubar navigation search tablist toolbar tooltip"
)

CODE = frozenset(("code", "kbd", "samp", "math"))
"""Inline elements that become one placeholder."""

MARKS = {
    "em": MarkKind.EMPHASIS,
    "i": MarkKind.EMPHASIS,
    "dfn": MarkKind.EMPHASIS,
    "strong": MarkKind.STRONG,
    "b": MarkKind.STRONG,
    "q": MarkKind.QUOTE,
    "sup": MarkKind.SUPERSCRIPT,
    "cite": MarkKind.CITE,
}

INLINE = frozenset((*MARKS, *CODE, "a"))
"""Inline elements that mean something."""

CLOSES_P = BLOCKS - _names(
    "body caption col colgroup head html legend optgroup option tbody td tfoot th "
    "thead tr"
)
"""Start tags that end an open paragraph."""

IMPLIED_ENDS: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (
        frozenset(("li",)),
        frozenset(("ul", "ol", "menu", "dir", "table", "td", "th", "blockquote")),
    ),
    "dt": (ITEMS - {"li"}, frozenset(("dl", "table", "td", "th", "blockquote"))),
    "dd": (ITEMS - {"li"}, frozenset(("dl", "table", "td", "th", "blockquote"))),
    "td": (frozenset(("td", "th")), frozenset(("table", "tr"))),
    "th": (frozenset(("td", "th")), frozenset(("table", "tr"))),
    "tr": (frozenset(("tr", "caption", "colgroup")), frozenset(("table",))),
    **dict.fromkeys(
        ("tbody", "thead", "tfoot"),
        (
            frozenset(("tbody", "thead", "tfoot", "caption", "colgroup")),
            frozenset(("table",)),
        ),
    ),
    "option": (frozenset(("option",)), frozenset(("select", "datalist"))),
    "optgroup": (frozenset(("option", "optgroup")), frozenset(("select",))),
    "body": (frozenset(("head",)), frozenset(("body",))),
}
"""Start tag: the elements it ends, and those that shield them."""

SHIELDS_END = frozenset(("table", "td", "th", "caption", "button", "html", "body"))
"""End tags of other elements do not reach through these."""
