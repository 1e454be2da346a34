"""Authors, years and journals against records."""

import pytest

from medlint.references.journals import same_journal
from medlint.verify.compare import differences, is_same_work
from medlint.verify.record import Person, Record, Service
from tests.verify.references import located
from tests.verify.works import BARLEY


def record(
    title: str = BARLEY,
    *,
    author: str = "Ada Penrose",
    year: int = 2019,
    journal: str = "Annals of Invented Medicine",
) -> Record:
    return Record(
        service=Service.CROSSREF,
        titles=(title,),
        authors=(Person(author.rsplit(maxsplit=1)[-1], author),),
        years=frozenset({year}),
        journals=(journal,),
    )


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("N Engl J Med", "New England Journal of Medicine"),
        ("N. Engl. J. Med.", "The New England journal of medicine"),
        ("NEJM", "New England Journal of Medicine"),
        ("Proc Natl Acad Sci U S A", "Proceedings of the National Academy of Sciences of the United States of America"),
        ("Proc Natl Acad Sci USA", "Proceedings of the National Academy of Sciences of the United States of America"),
        ("Lancet", "Lancet (London, England)"),
        ("The Lancet", "Lancet"),
        ("J Clin Oncol", "Journal of clinical oncology : official journal of the American Society of Clinical Oncology"),
        ("CMAJ", "Canadian Medical Association Journal"),
        ("Dtsch Arztebl Int", "Deutsches Ärzteblatt international"),
        ("Cochrane Database Syst Rev", "The Cochrane database of systematic reviews"),
        ("JAMA", "JAMA"),
        ("BMJ", "BMJ (Clinical research ed.)"),
        ("PLoS One", "PLOS ONE"),
    ],
)  # fmt: skip
def test_one_journal(written: str, found: str) -> None:
    assert same_journal(written, found)


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("BMJ", "BMJ Open"),
        ("Lancet", "The Lancet Oncology"),
        ("J Clin Oncol", "Journal of Clinical Nutrition"),
        ("Ann Intern Med", "Archives of Internal Medicine"),
        ("Nature", "Nature Medicine"),
    ],
)
def test_another_journal(written: str, found: str) -> None:
    assert not same_journal(written, found)


@pytest.mark.parametrize(
    ("surname", "author"),
    [
        ("Penrose", "Ada Penrose"),
        ("PENROSE", "Ada Penrose"),
        ("Müller", "Jana Mueller"),
        ("Muller", "Jana Müller"),
        ("van der Berg", "Piet Berg"),
        ("Berg", "Piet van der Berg"),
        ("García-López", "Eva García López"),
        ("O'Neil", "Pat O’Neil"),
        ("Sørensen", "Ib Sorensen"),
        ("Wei", "Wei Zhang"),
    ],
)
def test_one_author(surname: str, author: str) -> None:
    reference = located(BARLEY, surname=surname, text=BARLEY)
    assert differences(reference, [record(author=author)]) == ()


def test_fields_that_differ() -> None:
    reference = located(
        "Something else entirely", surname="Mori", year=2010, journal="Lancet"
    )
    found = {d.field: (d.written, d.found) for d in differences(reference, [record()])}
    assert found == {
        "title": ("Something else entirely", BARLEY),
        "first author": ("Mori", "Ada Penrose"),
        "year": ("2010", "2019"),
        "journal": ("Lancet", "Annals of Invented Medicine"),
    }


@pytest.mark.parametrize(("year", "count"), [(2018, 0), (2020, 0), (2021, 1), (0, 0)])
def test_a_year_may_be_one_off(year: int, count: int) -> None:
    assert len(differences(located(BARLEY, year=year), [record()])) == count


def test_one_service_that_agrees_is_enough() -> None:
    records = [record(year=2010, journal="Other"), record()]
    assert differences(located(BARLEY), records) == ()


def test_an_entry_that_was_taken_apart_wrongly() -> None:
    text = f"Penrose A, Birch T. {BARLEY}. Annals of Invented Medicine. 2019."
    reference = located("Birch T", surname="T", journal=BARLEY, text=text)
    assert differences(reference, [record()]) == ()


@pytest.mark.parametrize(
    ("title", "surname", "year", "expected"),
    [
        (BARLEY, "Penrose", 2019, True),
        (BARLEY, "Mori", 2019, True),
        (BARLEY, "Penrose", 2001, True),
        (BARLEY, "Mori", 2001, False),
        ("Barley trial in two other towns", "Penrose", 2019, False),
    ],
)
def test_the_work_that_was_searched_for(
    title: str, surname: str, year: int, expected: bool
) -> None:
    assert (
        is_same_work(located(title, surname=surname, year=year), record()) is expected
    )


def test_a_short_title_needs_everything_else() -> None:
    assert is_same_work(located("Gout"), record("Gout"))
    assert not is_same_work(located("Gout", year=2001), record("Gout"))
