"""Titles and names folded for comparison: markup, case, marks and spelling go."""

import html
import re
import unicodedata

_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_BREAK = re.compile(r"<(?:br|p|title|/p|/title)\b[^<>]*>", re.IGNORECASE)
_RETRACTED = re.compile(
    r"^\W*(?:retracted|withdrawn|removed)(?:\s+(?:article|paper|chapter))?\s*[:.\u2013-]\s*"
    r"|\s*[\[(](?:retracted(?:\s+(?:article|paper))?|withdrawn)[\])]\W*$",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+")
_LETTERS = str.maketrans(
    {
        "ø": "o", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "ł": "l", "þ": "th",
        "ı": "i", "&": " and ", "α": " alpha ", "β": " beta ", "γ": " gamma ",
        "δ": " delta ", "ε": " epsilon ", "κ": " kappa ", "λ": " lambda ",
        "μ": " mu ", "ω": " omega ",
        "'": "", "\u2019": "", "\u2018": "", "\u02bc": "", "`": "",
    }
)  # fmt: skip
_SMALL = {"a", "an", "and", "at", "by", "for", "from", "in", "into", "of", "on", "or"}
_SMALL |= {"the", "to", "with"}


def clean(text: str) -> str:
    """Return a title without markup, entities and the mark of a retraction."""
    # Some records hold entities of entities.
    text = html.unescape(html.unescape(_TAG.sub("", _BREAK.sub(" ", text))))
    text = _TAG.sub("", _BREAK.sub(" ", text))
    return " ".join(_RETRACTED.sub("", " ".join(text.split())).split())


def says_retracted(title: str) -> bool:
    """Whether a title carries the mark that journals put on retracted works."""
    return bool(_RETRACTED.search(" ".join(_TAG.sub("", title).split())))


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text: small letters, no diacritics, no markup."""
    folded = unicodedata.normalize("NFKD", clean(text).casefold())
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    return tuple(_WORD.findall(plain.translate(_LETTERS)))


def content_words(text: str) -> tuple[str, ...]:
    """Return the words of a text without articles, prepositions and the like."""
    found = words(text)
    return tuple(w for w in found if w not in _SMALL) or found
