"""Names of the knowledge tables in prose, and what they stand for."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlint.language.aliases import PAGE_PRODUCT
from medlint.language.mentions import Mention
from medlint.language.resources import Language
from tests.articles import article_of


def mentions(text: str, language: Language) -> list[tuple[str, Mention]]:
    """All mentions of a text, each as written."""
    article = article_of(text, language)
    finder = language.claims.finder
    found = (finder.in_block(article, block) for block in article.document.blocks)
    prose = article.document.text
    return [(m.span.of(prose), m) for block in found for m in block]


def named(text: str, language: Language) -> list[tuple[str, str]]:
    """Mentions as (what is written, "table/id table/id …")."""
    return [
        (written, " ".join(f"{c.table}/{c.id}" for c in mention.concepts))
        for written, mention in mentions(text, language)
    ]


SPELLINGS = {
    "conditions/alzheimer-disease": (
        "Alzheimer's disease, Alzheimer’s disease, Alzheimer disease, "
        "Alzheimers disease, ALZHEIMER'S DISEASE"
    ),
    "conditions/tumor": "tumor, tumour, tumors, tumours, Tumours",
    "conditions/anemia": "anemia, anaemia, Anaemia",
    "conditions/leukemia": "leukemia, leukaemia",
    "conditions/esophageal-cancer": "esophageal cancer, oesophageal cancer",
    "conditions/diarrhea": "diarrhea, diarrhoea",
    "conditions/virus": "virus, viruses, Viruses",
    "conditions/high-blood-pressure": "high blood pressure, high-blood-pressure",
    "conditions/allergy": "allergy, allergies",
    "conditions/metastatic-cancer": "metastasis, metastases",
    "conditions/crohn-disease": "Crohn's disease, Crohn’s disease, Crohns disease",
    "remedies/coconut-oil": "coconut oil, coconut-oil, Coconut Oil, coconut oils",
    "remedies/vitamin-d": "vitamin D, Vitamin D3, vitamin d",
    "remedies/st-johns-wort": "St. John's wort, St John's wort, St Johns wort",
    "conditions/helicobacter-pylori": "H. pylori, H pylori, H. pylori bacteria",
    "conditions/e-coli": "E. coli, E coli, Escherichia coli",
    "conditions/c-diff": "C. difficile, C. diff, C diff",
    "conditions/graves-disease": "Graves' disease, Graves’ disease, Graves disease",
    "conditions/wilms-tumor": "Wilms' tumor, Wilms’ tumour, Wilms tumor",
    "conditions/hand-foot-and-mouth-disease": (
        "hand, foot and mouth disease; hand, foot, and mouth disease; "
        "hand-foot-and-mouth disease; hand foot and mouth disease"
    ),
    "drugs/paracetamol": "paracetamol, acetaminophen, Tylenol, Panadol",
    "drugs/statin": "statin, statins, Statins",
    "nouns/heart": "heart, hearts, heart's",
}


@pytest.mark.parametrize(
    ("concept", "written"),
    [
        (concept, w)
        for concept, listed in SPELLINGS.items()
        for w in listed.split("; " if ";" in listed else ", ")
    ],
)
def test_spellings_of_a_name(concept: str, written: str, language: Language) -> None:
    found = named(f"We wrote of {written} at length.", language)
    assert found
    (words, concepts) = found[0]
    assert words.removesuffix("'s") == written.removesuffix("'s")
    assert concept in concepts.split()


LONGEST = [
    ("type 2 diabetes mellitus", "conditions/diabetes-type-2"),
    ("lead poisoning", "conditions/lead-poisoning"),
    ("breast cancer", "conditions/breast-cancer"),
    ("vitamin D deficiency", "conditions/vitamin-d-deficiency"),
    ("high blood pressure", "conditions/high-blood-pressure"),
    ("garlic extract", "remedies/garlic"),
    ("low-dose naltrexone", "remedies/low-dose-naltrexone"),
    ("Alzheimer's disease", "conditions/alzheimer-disease"),
    ("kerosene", "remedies/kerosene"),
    ("turpentine", "remedies/turpentine"),
    ("borax", "remedies/borax"),
    ("methanol", "remedies/methanol-drinking"),
    ("stem cell program", "remedies/stem-cell-therapy"),
    ("stem cell treatments", "remedies/stem-cell-therapy"),
    ("stomach ulcers", "conditions/peptic-ulcer"),
    # The noun that a name of a condition may carry belongs to it.
    ("influenza viruses", "conditions/influenza-virus"),
    ("HIV infections", "conditions/hiv"),
]


@pytest.mark.parametrize(("written", "concept"), LONGEST)
def test_the_longest_name_counts(
    written: str, concept: str, language: Language
) -> None:
    assert named(f"We wrote of {written} at length.", language) == [(written, concept)]


NOT_IN_WORDS = [
    "A goutish day, a strokeless day and a garlicky sauce.",
    "Scancer and cancers2 are no words.",
    "It is the heartiest of meals.",
]


@pytest.mark.parametrize("text", NOT_IN_WORDS)
def test_a_name_is_a_whole_word(text: str, language: Language) -> None:
    assert named(text, language) == []


def test_no_name_runs_over_the_end_of_a_sentence(language: Language) -> None:
    text = "It was breast. Cancer was far. The blood was high; pressure rose."
    found = [written for written, _ in named(text, language)]
    assert "Cancer" in found
    assert not [words for words in found if "." in words or ";" in words]


AMBIGUOUS = [
    # A name with other meanings counts beside one of its deciding words.
    ("She has MS, and her myelin is damaged.", "MS", True),
    ("He has a degree, an MS in physics.", "MS", False),
    ("Sildenafil helps with ED.", "ED", True),
    ("They drove to the ED at night.", "ED", False),
    ("A cold is caused by a virus.", "cold", True),
    ("It was cold outside.", "cold", False),
    # An acronym in small letters is another word.
    ("The myelin of ms is odd.", "ms", False),
    # Deciding words of another sentence do not decide.
    ("Myelin is fat. He earned an MS.", "MS", False),
    ("Stem cells reverse ALS.", "ALS", True),
    ("The crew gave ALS on the way.", "ALS", False),
    ("Ginger eases cramps.", "cramps", True),
    ("They cramp my style.", "cramp", False),
    ("Cabbage juice heals ulcers.", "ulcers", True),
    ("TENS eases pain in labour.", "TENS", True),
    ("There were tens of nerves.", "tens", False),
    ("Bleach cures malaria.", "Bleach", True),
    ("We bleach our paper.", "bleach", False),
    ("A spoon of petrol kills worms.", "petrol", True),
    ("The car needs petrol.", "petrol", False),
    ("A massage relieves tension.", "massage", True),
    ("Press and massage the dough.", "massage", False),
    ("A honey ointment soothes burns.", "burns", True),
    ("The candle burns.", "burns", False),
    # It may stand behind, and in another number.
    ("ED and erections are a topic.", "ED", True),
    ("Colds go with sneezing.", "Colds", True),
]


@pytest.mark.parametrize(("text", "words", "counts"), AMBIGUOUS)
def test_an_ambiguous_name(
    text: str, words: str, counts: bool, language: Language
) -> None:
    found = [written for written, _ in named(text, language)]
    assert (words in found) is counts


@pytest.mark.parametrize(
    "text",
    [
        "A stroke of luck saved him.",
        "Her swimming stroke is fast.",
        "With a stroke of the pen it was law, at the stroke of midnight.",
        "A two-stroke engine is loud.",
        "Gently stroke your cat.",
        "It is nice to stroke a cat.",
        "They met during the Great Depression.",
        "The Tropic of Cancer lies there.",
        "It comes in a blister pack of ten.",
        "A computer virus spread.",
        "The rumours reached fever pitch.",
        "He keeps bee hives.",
        "They stress the importance of rest, and stress that it is free.",
        "A bald eagle flew by.",
        "It was a pregnant pause.",
        "Metal fatigue broke it.",
        "They lead a team.",
    ],
)
def test_everyday_words_are_no_conditions(text: str, language: Language) -> None:
    tables = {mention.concepts[0].table for _, mention in mentions(text, language)}
    assert "conditions" not in tables


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("It lowers the risk of stroke.", "stroke"),
        ("She had a stroke on the way to the pool.", "stroke"),
        ("Garlic prevents strokes of all kinds.", "strokes"),
        ("After a stroke the brain heals slowly.", "stroke"),
        ("After a stroke your speech may be slurred.", "stroke"),
        ("Depression is common.", "Depression"),
        ("A blister on the foot.", "blister"),
        ("Hives itch.", "Hives"),
    ],
)
def test_idioms_take_nothing_from_a_name(
    text: str, words: str, language: Language
) -> None:
    tables = {w: mention.tables for w, mention in mentions(text, language)}
    assert "conditions" in tables[words]


DEFINED = [
    ("Kangen water (KW) is sold. KW cures gout.", "KW", "remedies/alkaline-water"),
    ("Kangen water (or KW) is sold. KW cures gout.", "KW", "remedies/alkaline-water"),
    ("Kangen water (“KW”) is sold. KW cures gout.", "KW", "remedies/alkaline-water"),
    ("Kangen water (‘KW’) is sold. KW cures gout.", "KW", "remedies/alkaline-water"),
    ("Kangen\u00a0water («KW») sells. KW cures.", "KW", "remedies/alkaline-water"),
    ("Kangen water, long (KW) sold. KW cures gout.", "KW", ""),
    # It stands for nothing before it is defined, and in small letters.
    ("KW cures gout. Kangen water (KW) is sold.", "KW", "remedies/alkaline-water"),
    ("Kangen water (KW) is sold. The kw is a unit.", "kw", ""),
    # The letters must be those of the name, from its first on.
    ("Kangen water (XY) is sold. XY cures gout.", "XY", ""),
    ("Kangen water (WK) is sold. WK cures gout.", "WK", ""),
    ("A copper party dress (CPD) is sold. CPD cures gout.", "CPD", ""),
]


@pytest.mark.parametrize(("text", "acronym", "concept"), DEFINED)
def test_an_acronym_that_the_document_defines(
    text: str, acronym: str, concept: str, language: Language
) -> None:
    found = [
        concepts for written, concepts in named(text, language) if written == acronym
    ]
    assert set(found) == ({concept} if concept else set())


def test_an_acronym_counts_behind_its_definition_only(language: Language) -> None:
    text = "KW is here. Kangen water (KW) is sold.\n\nKW is there."
    starts = [
        m.span.start for written, m in mentions(text, language) if written == "KW"
    ]
    assert len(starts) == 2
    assert starts[0] == text.index("(KW") + 1


SHARED_HEADS = [
    ("autoimmune and skin disorders", "Autoimmune", "conditions/autoimmune-disease"),
    ("lung and breast cancer", "Lung", "conditions/lung-cancer"),
    ("lung or breast cancer", "Lung", "conditions/lung-cancer"),
    ("heart and kidney disease", "Heart", "conditions/heart-disease"),
    ("type 1 and type 2 diabetes", "Type 1", "conditions/diabetes-type-1"),
    ("prostate and/or breast cancer", "Prostate", "conditions/prostate-cancer"),
    ("liver and kidney disease", "Liver", "conditions/liver-disease"),
    ("skin & lung cancers", "Skin", "conditions/skin-cancer"),
]


@pytest.mark.parametrize(("text", "first", "concept"), SHARED_HEADS)
def test_names_share_their_last_word(
    text: str, first: str, concept: str, language: Language
) -> None:
    found = named(f"{text.capitalize()} is a topic.", language)
    assert (first, concept) in found
    assert len(found) == 2


LISTS = [
    ("Lung, breast and colon cancer are topics.", ["lung", "breast", "colon"]),
    ("Lung, breast, and colon cancers are topics.", ["lung", "breast", "colon"]),
    (
        "Of skin, lung, prostate or breast cancer we know.",
        ["skin", "lung", "prostate", "breast"],
    ),
]


@pytest.mark.parametrize(("text", "kinds"), LISTS)
def test_a_list_shares_its_last_word(
    text: str, kinds: list[str], language: Language
) -> None:
    found = [concepts for _, concepts in named(text, language)]
    assert found == [f"conditions/{kind}-cancer" for kind in kinds]


@pytest.mark.parametrize(
    "text",
    [
        "It strengthens the heart and kidney disease is rare.",
        "Good for your lungs, your heart and kidney disease.",
    ],
)
def test_an_organ_that_is_meant_itself(text: str, language: Language) -> None:
    found = dict(named(text, language))
    assert found["heart"] == "nouns/heart"


@pytest.mark.parametrize(
    "text",
    [
        "The sale and breast cancer are topics.",
        "A house and skin disorders are topics.",
    ],
)
def test_other_words_share_nothing(text: str, language: Language) -> None:
    assert len(named(text, language)) == 1


PRODUCT = f"{PAGE_PRODUCT.table}/{PAGE_PRODUCT.id}"
PRODUCTS = [
    (
        "---\nproduct: Zembrin Forte\n---\n\nZembrin Forte cures gout.",
        "Zembrin Forte",
        1,
    ),
    ("---\nproduct_name: Zembrin\n---\n\nZembrin cures gout.", "Zembrin", 1),
    ("---\nproductName: Zembrin\n---\n\nZembrin cures gout.", "Zembrin", 1),
    ("GlucoBalm® cures gout. GlucoBalm is good.", "GlucoBalm", 2),
    ("GlucoBalm™ cures gout.", "GlucoBalm", 1),
    ("VitaZen, a daily capsule, cures gout. VitaZen is good.", "VitaZen", 2),
    ("VitaZen, our herbal supplement, cures gout.", "VitaZen", 1),
    # Not before it is called one, not in small letters, and no name of the tables.
    ("VitaZen is good. VitaZen, a daily capsule, cures gout.", "VitaZen", 1),
    # A word that opens the sentence is no name.
    ("Today, the tea is gentle. Today is Monday.", "Today", 0),
    ("However, a supplement is sold. However is a word.", "However", 0),
    ("Meanwhile, the supplement, still new, is sold. Meanwhile …", "Meanwhile", 0),
    ("In Germany, a supplement, unlike a drug, is a food.", "Germany", 0),
    ("On Mondays, a capsule, taken late, is enough.", "Mondays", 0),
    ("Monday, a capsule; Tuesday, a tea. Monday is over.", "Monday", 0),
    ("Nestle, a supplement maker, is here.", "Nestle", 0),
    ("Maria, the tea lady, is here.", "Maria", 0),
    ("Sadly, our product, like others, is late. Sadly so.", "Sadly", 0),
    # A name is one in the middle of a sentence, too.
    ("Meet Zembrin, a daily capsule.", "Zembrin", 1),
    ("Zembrin, a capsule with zinc, is new. We love Zembrin.", "Zembrin", 2),
    ("Zembrin Forte, a daily capsule, is new.", "Zembrin Forte", 1),
    ("---\nproduct: Zem\u00a0Forte\n---\n\nZem Forte cures gout.", "Zem Forte", 1),
    ("Zem\u00a0Forte® is new.", "Zem\u00a0Forte", 1),
    ("We sell vitazen, a daily capsule.", "vitazen", 0),
    ("Turmeric, a daily capsule, cures gout.", "Turmeric", 0),
    ("---\ntitle: Zembrin\n---\n\nZembrin cures gout.", "Zembrin", 0),
]


@pytest.mark.parametrize(("text", "name", "count"), PRODUCTS)
def test_what_the_page_sells(
    text: str, name: str, count: int, language: Language
) -> None:
    found = named(text, language)
    assert [written for written, c in found if c == PRODUCT] == [name] * count


LINES = [
    ("breast cancer", "cancer"),
    ("type 2 diabetes", "diabetes"),
    ("sertraline", "ssri"),
    ("sertraline", "antidepressant"),
    ("amoxicillin", "antibiotic"),
    ("atorvastatin", "statin"),
    ("vitamin C", "vitamin-supplement"),
]


@pytest.mark.parametrize(("name", "above"), LINES)
def test_a_concept_belongs_to_its_classes(
    name: str, above: str, language: Language
) -> None:
    ((_, mention),) = mentions(f"We wrote of {name} at length.", language)
    assert any(above in concept.line for concept in mention.concepts)
    assert all(concept.id in concept.line for concept in mention.concepts)


def test_medicines_inherit_flags(language: Language) -> None:
    ((_, mention),) = mentions("We wrote of amoxicillin.", language)
    (drug,) = mention.of("drugs")
    assert "antibacterial" in drug.flags


def test_concepts_by_table(language: Language) -> None:
    ((_, mention),) = mentions("An antibiotic was there.", language)
    assert {"drugs", "care"} <= mention.tables
    assert [c.table for c in mention.of("drugs")] == ["drugs"]
    assert mention.of("conditions") == ()


NAMES = [
    "Turmeric",
    "garlic",
    "breast cancer",
    "HIV",
    "lung",
    "St. Johns",
    "and",
    "GlucoBalm®",
]


@given(st.lists(st.sampled_from([*NAMES, ",", ".", "(", ")", "-", "'s", "\n\n- "])))
def test_mentions_are_in_order_and_apart(language: Language, parts: list[str]) -> None:
    found = [mention.span for _, mention in mentions(" ".join(parts), language)]
    assert all(a.end <= b.start for a, b in pairwise(found))
    assert all(span.start < span.end for span in found)


def test_near_gives_those_inside(language: Language) -> None:
    article = article_of("Garlic cures gout. Zinc cures flu.", language)
    (block,) = article.document.blocks
    first, second = article.sentences(block)
    near = [language.claims.finder.near(article, s) for s in (first, second)]
    assert (*near[0], *near[1]) == language.claims.finder.in_block(article, block)
    text = article.document.text
    assert [m.span.of(text) for m in near[1]] == ["Zinc", "flu"]


VERBS = ["cures", "treats", "heals", "fights", "eases", "kills", "prevents", "supports"]


def test_no_name_hides_what_a_remedy_is_said_to_do(language: Language) -> None:
    """The plural of "asparagus cure" must not swallow "asparagus cures cancer"."""
    known = language.claims.finder.knowledge.names
    # More of a disease is harm, and no claim: what is supported is another thing.
    objects = {"supports": "immune function"}
    nouns = {verb.removesuffix("s") for verb in VERBS}
    heads = {
        name.text.rpartition(" ")[0]: name.text
        for name in known
        if name.text.rpartition(" ")[2].lower() in nouns
        and name.concept.table != "conditions"
    }
    hidden = []
    for head, name in heads.items():
        verb = f"{name.rpartition(' ')[2]}s"
        target = objects.get(verb, "gout")
        if named(f"{head} is here.", language):
            article = article_of(f"{head} {verb} {target}.", language)
            if not language.claims.in_block(article, article.document.blocks[0]):
                hidden.append(name)
    assert not hidden


STATEMENTS = [
    # The last word of a name is a verb where it has an object …
    ("Carrot juice cures cancer.", "Carrot juice"),
    ("Asparagus cures aggressive lung cancer.", "Asparagus"),
    ("CBD treats your anxiety.", "CBD"),
    ("Can CBD treat gout?", "CBD"),
    ("Does carrot juice really work, and can asparagus cure cancer?", "asparagus"),
    ("It helps asparagus cure colds.", "asparagus"),
    ("CBD treat gout.", "CBD"),
    # … and a noun where it has none.
    ("The asparagus cure for cancer is old.", "asparagus cure"),
    ("Asparagus cures are sold as cancer care.", "Asparagus cures"),
    ("A CBD treat, and anxiety is gone.", "CBD treat"),
    ("CBD treats for pets with anxiety are sold.", "CBD treats"),
    ("The asparagus cure prevents cancer.", "asparagus cure"),
    ("Carrot juice cures prevent cancer.", "Carrot juice cures"),
]


@pytest.mark.parametrize(("text", "words"), STATEMENTS)
def test_a_name_or_what_its_head_does(
    text: str, words: str, language: Language
) -> None:
    found = [written for written, _ in named(text, language)]
    assert words in found
