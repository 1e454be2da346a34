"""Fields of metadata that speak of the article, whatever their names are spelt like."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from medlint.document import Field
from medlint.language.article import Article

_NAMES = frozenset(
    [
        *("name", "fullname", "displayname", "firstname", "lastname", "givenname"),
        *("familyname", "title", "label", "slug", "id", "@id", "@value", "value"),
    ]
)
"""Keys below a person or a date that say who or when."""
_FOREIGN = re.compile(
    r"citations?|cites?|references?|bibliography|sources?|isbasedon|haspart|quotes?"
    r"|comments?|reviews?|testimonials?|ratings?|aggregaterating|products?|offers"
    r"|(?:\w*(?:image|photo|video|audio|figure|picture)s?)|media|cover|hero|banner"
    r"|thumbnail|related\w*|twitter"
)
"""Keys of what has authors and dates of its own."""


def fields_named(article: Article, names: Sequence[str]) -> Iterator[Field]:
    """Fields of metadata under one of some names, `a.b` naming the end of a path.

    What a person or a thing is called counts for the name above it (`author.name`),
    its other properties do not. Neither does what belongs to something in the article:
    a cited work, a comment, a picture.
    """
    wanted = tuple(names)
    for field in article.document.fields:
        if _is_named(field.keys, wanted) and field.value.strip():
            yield field


@lru_cache(maxsize=4_000)
def _is_named(path: tuple[str, ...], names: tuple[str, ...]) -> bool:
    keys = [part for key in path for part in _parts(key)]
    return any(_holds(keys, _parts(name)) for name in names)


@lru_cache(maxsize=4_000)
def _parts(name: str) -> list[str]:
    """Names of a path; `og:updated_time` and `dc.creator` are paths too."""
    return [plain_key(part) for part in re.split("[.:]", name)]


def plain_key(key: str) -> str:
    """Fold a key: letter case, hyphens and underscores do not matter."""
    return re.sub(r"[\s_-]", "", key).lower()


def _holds(keys: Sequence[str], parts: Sequence[str]) -> bool:
    count = len(parts)
    return any(
        list(keys[i : i + count]) == parts
        and not any(_FOREIGN.fullmatch(key) for key in keys[:i])
        and all(key in _NAMES for key in keys[i + count :])
        for i in range(len(keys))
    )
