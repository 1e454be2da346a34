from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from medlint.language.inflect import Inflections, forms

RULES = Path(__file__).parents[2] / "rules"
DATA = yaml.safe_load(
    (RULES / "core" / "language" / "inflections.yml").read_text(encoding="utf-8")
)
TABLE = Inflections.from_data(DATA)

# The first word of each line is the base form, the rest are forms it must have.
WORDS = """
cure cures cured curing
heal heals healed healing
treat treats treated treating
prevent prevents prevented preventing
reverse reverses reversed reversing
relieve relieves relieved relieving
ease eases eased easing
soothe soothes soothed soothing
boost boosts boosted boosting
stop stops stopped stopping
scar scars scarred scarring
trim trims trimmed trimming
plug plugs plugged plugging
control controls controlled controlling
benefit benefits benefited benefiting benefitted benefitting
program programs programmed programming
travel travels traveled traveling travelled travelling
dial dials dialed dialing dialled dialling
equip equips equipped equipping
focus focuses focused focusing focussed foci
mimic mimics mimicked mimicking
panic panics panicked panicking
remedy remedies remedied remedying
therapy therapies
play plays played playing
fix fixes fixed fixing
show shows showed shown showing
mix mixes mixed mixing
flush flushes flushed flushing
detox detoxes detoxed detoxing
quiz quizzes quizzed quizzing
gas gases gassed gassing
dose doses dosed dosing
age ages aged aging ageing
argue argues argued arguing
die dies died dying
lie lies lied lying lay lain
dye dyes dyed dyeing
free frees freed freeing
agree agrees agreed agreeing
echo echoes echoed echoing
video videos
potato potatoes
stomach stomachs
itch itches itched itching
be am is are was were been being
have has had having
do does did done doing
go goes went gone going
take takes took taken taking
give gives gave given giving
find finds found finding
prove proves proved proven proving
put puts put putting
get gets got gotten getting
make makes made making
say says said saying
tell tells told telling
think thinks thought thinking
know knows knew known knowing
lead leads led leading
feel feels felt feeling
fall falls fell fallen falling
rise rises rose risen rising
become becomes became becoming
cut cuts cut cutting
bring brings brought bringing
buy buys bought buying
teach teaches taught teaching
see sees saw seen seeing
eat eats ate eaten eating
drink drinks drank drunk drinking
grow grows grew grown growing
shrink shrinks shrank shrunk shrinking
beat beats beat beaten beating
break breaks broke broken breaking
begin begins began begun beginning
write writes wrote written writing
lose loses lost losing
win wins won winning
sell sells sold selling
swear swears swore sworn swearing
sweat sweats sweat sweated sweating
spread spreads spread spreading
bleed bleeds bled bleeding
swell swells swelled swollen swelling
undergo undergoes underwent undergone undergoing
overcome overcomes overcame overcoming
overeat overeats overate overeaten overeating
rebuild rebuilds rebuilt rebuilding
relapse relapses relapsed relapsing
man men
woman women
midwife midwives
child children
foot feet
tooth teeth
mouse mice
person people persons
life lives
leaf leaves
diagnosis diagnoses
prognosis prognoses
metastasis metastases
crisis crises
analysis analyses
hypothesis hypotheses
testis testes
bacterium bacteria
serum sera serums
virus viruses
stimulus stimuli
fungus fungi funguses
criterion criteria
phenomenon phenomena
ganglion ganglia
datum data
vertebra vertebrae
formula formulae formulas
carcinoma carcinomas carcinomata
cervix cervices
index indices indexes
larynx larynges larynxes
arthritis arthritides
"""


@pytest.mark.parametrize("line", WORDS.split("\n")[1:-1])
def test_forms_of_a_word(line: str) -> None:
    word, *expected = line.split()
    assert {word, *expected} <= forms(word, TABLE)


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("scar", "scared"),
        ("star", "staring"),
        ("hop", "hoped"),
        ("plan", "planed"),
        ("see", "seed"),
        ("see", "sing"),
        ("be", "bing"),
        ("heat", "hate"),
        ("treat", "trate"),
        ("belief", "believes"),
        ("safe", "saves"),
        ("proof", "proves"),
        ("win", "wined"),
        ("behave", "behad"),
        ("slight", "slit"),
        ("find", "founded"),
        ("fish", "fishs"),
        ("therapy", "therapys"),
    ],
)
def test_a_form_of_another_word_is_left_out(word: str, other: str) -> None:
    assert other not in forms(word, TABLE)


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [
        ("side effect", {"side effect", "side effects"}),
        ("over-the-counter drug", {"over-the-counter drugs"}),
        ("fast-track", {"fast-tracked", "fast-tracking"}),
        ("breast-feed", {"breast-fed", "breast-feeding"}),
        ("take~ care of", {"took care of", "taking care of", "takes care of"}),
        ("get~ rid of", {"got rid of", "gets rid of"}),
        ("clean~ up", {"cleaned up", "cleaning up"}),
        ("kick~-start~", {"kick-starts", "kicks-start"}),
        ("cure~", {"cured"}),
    ],
)
def test_forms_of_several_words(phrase: str, expected: set[str]) -> None:
    assert expected <= forms(phrase, TABLE)


@pytest.mark.parametrize(
    ("phrase", "wrong"),
    [
        ("side effect", "sides effect"),
        ("take~ care of", "take care ofs"),
        ("take~ care of", "take cares of"),
        ("take~ care of", "take~ care of"),
    ],
)
def test_only_marked_words_are_inflected(phrase: str, wrong: str) -> None:
    assert wrong not in forms(phrase, TABLE)


def test_case_is_kept() -> None:
    assert forms("SSRI", TABLE) == {"SSRI", "SSRIs"}
    assert {"Cure", "Cured", "Curing"} <= forms("Cure", TABLE)
    assert "cured" not in forms("Cure", TABLE)


@given(st.text(st.characters(exclude_characters="~"), max_size=12))
def test_the_base_form_is_always_there(word: str) -> None:
    found = forms(word, TABLE)
    assert word in found
    assert all("~" not in form for form in found)


@pytest.mark.parametrize(
    "change",
    [{"verbs": {"be": []}}, {"prefixes": [True]}, {"nouns": ["man"]}, {"x": 1}],
)
def test_a_mistake_in_the_table_is_refused(change: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=next(iter(change))):
        Inflections.from_data(DATA | change)
