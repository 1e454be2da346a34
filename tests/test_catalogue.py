"""The catalogue's sentences: each true positive fires, each true negative does not."""

import re

import pytest

from medlint.packs import RuleSet, load_packs
from medlint.schema import read_yaml_path
from tests.rules import lint
from tests.shared import SHARED

CATALOGUE = SHARED / "catalogue.yml"


def sentences() -> list[tuple[str, str, bool]]:
    if not CATALOGUE.is_file():
        return []
    families = read_yaml_path(CATALOGUE).value
    rules = [rule for family in families for rule in family["rules"]]
    pairs = [(r["code"], r[k], k == "tp") for r in rules for k in ("tp", "tn")]
    written = {rule.code for rule in load_packs([]).rules}
    # What stands behind two spaces describes the reference list: see `with_list`.
    # In brackets alone stand descriptions of whole articles, not sentences.
    return [p for p in pairs if p[0] in written and not p[1].startswith("(")]


def with_list(text: str) -> str:
    """Write out the list that a note such as "(list has 6 references)" tells of."""
    sentence, _, note = text.partition("  (")
    found = re.fullmatch(r"(?:list has (\d+) references|ref (\d+): (.+))\)", note)
    if not found:
        return text
    author, year, *journal = (found[3] or "Lee A, 2019, J Cold Stud").split(", ")
    told = f"{author}. A title. {(journal or ['J Cold Stud'])[0]}. {year};1:1-9."
    listed = [f"{n}. {told}" for n in range(1, int(found[1] or found[2]) + 1)]
    return "\n".join([sentence, "", "## References", "", *listed])


def with_parts(text: str) -> str:
    """Write out the article whose parts a note such as "Title: '…'" quotes."""
    parts = dict(re.findall(r"(Title|Body|FAQ|Takeaway): '(.+?)'(?= |$)", text))
    about = re.search(r"\(body: (.+)\)", text)
    if not parts:
        return text
    body = parts.get(
        "Body", f"It is cheap. It is new. Seen in {about[1]}." if about else ""
    )
    summary = parts.get("FAQ", parts.get("Takeaway", ""))
    heading = "FAQ" if "FAQ" in parts else "Takeaway"
    return f"# {parts.get('Title', 'A page')}\n\n{body}\n\n## {heading}\n\n{summary}"


@pytest.mark.parametrize(("code", "text", "fires"), sentences())
def test_catalogue(code: str, text: str, *, fires: bool, ruleset: RuleSet) -> None:
    report = lint(ruleset.select([code]), with_list(with_parts(text)))
    assert bool(report.findings) == fires
