"""Years that an identifier itself gives away."""

import re
from bisect import bisect_right

# First number of a step, and the years in which its papers came out, generously.
# Numbers below ten million were given out in three rounds; 13 to 14.5 million,
# and parts of 18, 20 and 21 million, went to papers of before 1966.
_STEPS: tuple[tuple[int, int, int], ...] = (
    (1, 1972, 1979),
    (1_200_000, 1972, 1994),
    (2_500_000, 1985, 1993),
    (3_500_000, 1981, 1990),
    (4_000_000, 1963, 1990),
    (6_000_000, 1976, 1987),
    (7_400_000, 1978, 1998),
    (8_000_000, 1990, 2000),
    (9_900_000, 1972, 2003),
    (10_700_000, 1997, 2005),
    (12_800_000, 1940, 2006),
    (14_500_000, 2000, 2008),
    (15_400_000, 1940, 2009),
    (17_000_000, 2003, 2011),
    (18_000_000, 1940, 2012),
    (19_000_000, 2005, 2013),
    (20_000_000, 1865, 2015),
    (21_500_000, 2008, 2015),
    (22_500_000, 2009, 2016),
    (23_500_000, 2010, 2017),
    (24_500_000, 2011, 2018),
    (25_500_000, 2012, 2019),
    (26_500_000, 2013, 2020),
    (27_700_000, 1865, 2021),
    (30_800_000, 2015, 2023),
    (32_000_000, 2016, 2024),
    (33_500_000, 2017, 2025),
    (35_000_000, 2018, 2026),
    (36_500_000, 2019, 2027),
    (38_500_000, 2020, 2028),
    (39_500_000, 2021, 2029),
    (41_300_000, 2022, 2030),
    (43_000_000, 2023, 2032),
    (46_000_000, 2024, 2036),
)
_DOI_FORMS = tuple(
    re.compile(form)
    for form in (
        r"10\.1016/j\.[a-z]+\.(\d{4})\.\d\d\.\d{3}",  # Elsevier, since 2000
        r"10\.1016/[sb]\d{4}-?\d{3}[\dx]\((\d\d)\)\d{5}-[\dx]",  # its older form
        r"10\.1111/j\.\d{4}-\d{3}[\dx]\.(\d{4})\.\d{5}\.x",  # Blackwell
        r"10\.1001/[a-z]+\.(\d{4})\.\d{3,5}",  # American Medical Association
        r"10\.3389/f[a-z]+\.(\d{4})\.\d{4,7}",  # Frontiers
        r"10\.1101/(\d{4})\.\d\d\.\d\d\.\d{6,8}",  # medRxiv and bioRxiv
        r"10\.1038/[a-z]+\.(\d{4})\.\d{1,4}",  # Nature, until about 2017
        r"10\.1136/[a-z]+-(\d{4})-\d{6}",  # BMJ
        r"10\.1089/[a-z]+\.(\d{4})\.\d{4}",  # Mary Ann Liebert
        r"10\.1200/jco\.(\d{4})\.\d\d\.\d{4}",
        r"10\.1542/peds\.(\d{4})-\d{4,6}[a-z]*",
        r"10\.1210/(?:jc|me|en|er)\.(\d{4})-\d{4,5}",
        r"10\.1515/[a-z]+-(\d{4})-\d{4}",
        r"10\.3892/[a-z]+\.(\d{4})\.\d{1,5}",
    )
)
_FIRST_DOIS = 1950


def pmid_year(value: str) -> tuple[int, int] | None:
    """First and last plausible year of a paper by its PMID; None if it is not one.

    The range is wide where PubMed gave a block of numbers to old volumes too.
    """
    if not re.fullmatch(r"[1-9]\d{0,7}", value, re.ASCII):
        return None
    step = bisect_right(_STEPS, (int(value), 9999, 9999)) - 1
    return _STEPS[step][1:]


def doi_year(value: str) -> int:
    """Year in which a DOI was made, where its publisher writes it in; else 0."""
    for form in _DOI_FORMS:
        match = form.fullmatch(value.lower())
        if match:
            return _full_year(match[1])
    return 0


def _full_year(digits: str) -> int:
    year = int(digits)
    if len(digits) == 2:
        return year + (1900 if year >= 50 else 2000)
    return year if _FIRST_DOIS <= year <= 2100 else 0
