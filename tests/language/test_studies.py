import pytest

from medlint.language.resources import Language
from medlint.language.studies import Mention, is_marker, support_near
from medlint.text import Span
from tests.articles import article_of, span_of

NAMED = [
    ("In a 2017 study by Khansari et al., it worked.", "2017 study by Khansari et al.",
     "Khansari"),
    ("Okafor et al. (2019) agreed.", "Okafor et al. (2019)", "Okafor"),
    ("It worked (Okafor et al said so).", "Okafor et al", "Okafor"),
    ("Lee and colleagues (2020) agreed.", "Lee and colleagues (2020)", "Lee"),
    ("Lee and co-workers agreed.", "Lee and co-workers", "Lee"),
    ("A trial by de la Cruz and colleagues agreed.",
     "trial by de la Cruz and colleagues", "de la Cruz"),
    ("O\u2019Brien et al. agreed.", "O\u2019Brien et al.", "O'Brien"),
    ("McAllister (2018) found nothing.", "McAllister (2018)", "McAllister"),
    ("Roy and Lee (2018) found nothing.", "Roy and Lee (2018)", "Roy"),
    ("In Roy's 2018 trial it worked.", "Roy's 2018 trial", "Roy"),
    ("The 2018 Roy study found nothing.", "2018 Roy study", "Roy"),
    ("A 2022 paper by Roy, Lee, and Diaz explains it.",
     "2022 paper by Roy, Lee, and Diaz", "Roy"),
    ("A study was published in 2014 by Roy and Lee, comparing both.",
     "study was published in 2014 by Roy and Lee", "Roy"),
    ("Then, as Roy (2018) found, it stopped.", "Roy (2018)", "Roy"),
    ("According to Roy (2018), it stopped.", "Roy (2018)", "Roy"),
    ("In Roy's (2018) words, it stopped.", "Roy's (2018)", "Roy"),
    ("Roy's trial (2018) was small.", "Roy's trial (2018)", "Roy"),
    ("A 2018 trial by Roy and Lee was small.", "2018 trial by Roy and Lee", "Roy"),
    ("A study by Dr. Ann Roy was small.", "study by Dr. Ann Roy", "Roy"),
    ("Lee and colleagues gave it to mice.", "Lee and colleagues", "Lee"),
    ("A review by J. B. Roy found nothing.", "review by J. B. Roy", "Roy"),
    ("\u00c5str\u00f6m et al. agreed.", "\u00c5str\u00f6m et al.", "\u00c5str\u00f6m"),
]  # fmt: skip

NOT_NAMED = [
    "The Framingham Heart Study began in 1948.",
    "Ask your family, friends and colleagues.",
    "Researchers and colleagues met in Boston.",
    "The Clean Air Act (1990) found wide support.",
    "In March (2020) found cases doubled.",
    "The Lancet (2019) reported a rise.",
    "The Journal of Applied Sleep (2019) reported a rise.",
    "Work in Brain Reports (2021) found a link.",
    "A study by Harvard, Yale and Stanford found nothing.",
    "The 2016 Danish study was large.",
    "The 2016 Lancet study was large.",
    "A 2019 study by Harvard University found nothing.",
    "A study by the institute found nothing.",
    "Whipple and Hodgkin are eponyms.",
    "Dr. Lee and colleagues will see you on Monday.",
    "Lee and colleagues are on call.",
    "A study by Dr. Lee Laboratories was small.",
    "In Sweden (2019) and by Christmas (2020), rates fell.",
    "She and her colleagues (2019) were tired.",
]


@pytest.mark.parametrize(("text", "mention", "surname"), NAMED)
def test_studies_named_by_author(
    text: str, mention: str, surname: str, language: Language
) -> None:
    article = article_of(text, language)
    (found,) = language.studies.named(article, article.document.blocks[0])
    assert found.span == span_of(article, mention)
    assert (found.kind, found.surname) == (Mention.NAMED, surname)


@pytest.mark.parametrize("text", NOT_NAMED)
def test_what_is_no_study(text: str, language: Language) -> None:
    article = article_of(text, language)
    assert not language.studies.named(article, article.document.blocks[0])


@pytest.mark.parametrize(
    ("text", "mentions"),
    [
        ("Research indicates that it works.", ["Research indicates"]),
        ("Some early studies have also suggested it.",
         ["Some early studies have also suggested"]),
        ("Studies conducted in two cities found it safe.",
         ["Studies conducted in two cities found"]),
        ("Experts agree. Science has proven it.",
         ["Experts agree", "Science has proven"]),
        ("It is well known that it works.", ["It is well known that"]),
        ("A clinically proven tea, backed by science.",
         ["clinically proven", "backed by science"]),
        ("No studies have shown it.", []),
        ("When clinical trials show a benefit, doctors switch.", []),
        ("Information about clinical trials can be found online.", []),
        ("Research supported by the institute goes on.", []),
        ("The tea has not been clinically proven.", []),
        ("More research is needed.", []),
        ("A sleep study shows how you breathe.", []),
        ("Researchers are studying it.", []),
        ("Scientists believe that genes play a part.", ["Scientists believe"]),
        ("The scientists believe that genes play a part.", []),
        ("Scientists at the institute believe it.", []),
        ("It is the subject of thousands of studies.", ["thousands of studies"]),
        ("The review pooled dozens of studies.", []),
        ("The study found no effect.", []),
    ],
)  # fmt: skip
def test_vague_appeals(text: str, mentions: list[str], language: Language) -> None:
    article = article_of(text, language)
    found = language.studies.vague(article, article.document.blocks[0])
    assert [m.span.of(article.document.text) for m in found] == mentions


def test_the_row_is_the_paragraph_of_a_cell(language: Language) -> None:
    text = "| Claim | Source |\n| - | - |\n| Studies show it | [x](https://a.b/c) |\n| Science proves it | none |\n"
    article = article_of(text, language)
    cited, alone = span_of(article, "Studies show"), span_of(article, "Science proves")
    assert support_near(article, cited, "paragraph")
    assert not support_near(article, alone, "paragraph")


def test_an_author_year_citation_is_a_marker_and_does_not_support_itself(
    language: Language,
) -> None:
    article = article_of("It works (Okafor et al., 2019).", language)
    mention = span_of(article, "Okafor et al., 2019")
    assert is_marker(article, mention)
    assert support_near(article, mention, "sentence") is None
    assert not is_marker(article, Span(0, 2))
