"""The 25 types of context an engine for claims must tell apart, each with its traps."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

import pytest

from medlint.language.context import Axis, Polarity
from medlint.language.resources import Language
from medlint.packs import RuleSet
from medlint.text import Span
from tests.articles import article_of
from tests.rules import lint

# Axes on which a plain assertion does not lie.
PLAIN = (
    "negated hedged questioned debunked quoted conditional historical research-goal "
    "distanced attributed limited-evidence"
)


class Row(NamedTuple):
    """A text whose [[target]] lies on some axes and must not lie on others."""

    type: int
    text: str
    axes: str = ""
    absent: str = ""


CONTEXT_TYPES = [
    # 1 Negation
    Row(1, "Garlic does not [[prevent]] the flu.", "negated"),
    Row(1, "There is no evidence that kelp [[cures]] goitre.", "negated"),
    Row(1, "Neither honey nor zinc [[prevents]] colds.", "negated"),
    Row(1, "Neither honey nor zinc has been shown to [[prevent]] colds.", "negated"),
    Row(1, "Cloves have not yet been shown to [[treat]] arthritis.", "negated"),
    Row(1, "No herb, however popular, [[cures]] diabetes.", "negated"),
    Row(1, "It cannot diagnose, treat, [[cure]] or prevent any disease.", "negated"),
    Row(1, "Nothing works better than placebo at [[relieving]] it.", "negated"),
    Row(1, "No drug [[treats]] it better than placebo.", "negated"),
    Row(1, "No, garlic doesn't [[cure]] the flu.", "negated"),
    Row(1, "The oil is anything but a [[cure for]] gout.", "negated"),
    Row(1, "This tea does not:\n\n- [[cure]] colds\n- shorten fevers", "negated"),
    Row(1, "It lacks proof that it [[eases]] pain.", "negated"),
    Row(1, "That honey [[cures]] colds is not true.", "negated"),
    Row(1, "Not only does it [[treat]] gout, it reverses it.", absent=PLAIN),
    Row(1, "Nothing [[works]] better than clove oil for toothache.", absent=PLAIN),
    Row(1, "You can't go wrong with garlic for [[lowering]] pressure.", absent=PLAIN),
    Row(1, "Without surgery, this oil [[shrinks]] tumors.", absent=PLAIN),
    Row(1, "Without surgery, pills or needles, it [[shrinks]] tumors.", absent=PLAIN),
    Row(1, "It has no taste and [[relieves]] pain.", absent=PLAIN),
    Row(1, "It does not harm the liver, and turmeric [[treats]] gout.", absent=PLAIN),
    Row(1, "There is no disease it can't [[cure]].", absent=PLAIN),
    Row(1, "This blend never fails to [[relieve]] migraine.", absent=PLAIN),
    Row(1, "No needles, the patch [[relieves]] pain overnight.", absent=PLAIN),
    Row(1, "People who do not exercise can [[reverse]] gout with it.", absent=PLAIN),
    Row(1, "Kelp (not honey) [[cures]] goitre.", absent=PLAIN),
    Row(1, "Kelp, not honey, [[cures]] goitre.", absent=PLAIN),
    Row(1, "The No. 1 [[remedy for]] gout is kelp.", absent=PLAIN),
    Row(1, "There is no better [[remedy for]] gout than kelp.", absent=PLAIN),
    Row(1, "No one can deny that kelp [[cures]] goitre.", absent=PLAIN),
    Row(1, "No surgery — this oil [[shrinks]] tumors.", absent=PLAIN),
    # 2 Hedging
    Row(2, "Green tea may [[lower]] cholesterol.", "hedged"),
    Row(2, "Kelp might possibly [[help]] thyroid health.", "hedged"),
    Row(2, "Some evidence suggests that ginger [[eases]] nausea.", "hedged"),
    Row(2, "It could prevent, slow or [[reverse]] the disease.", "hedged"),
    Row(2, "[[Treating]] it early may help.", "hedged"),
    Row(2, "This root may:\n\n- [[lower]] blood pressure", "hedged"),
    Row(2, "It [[cures]] cancer, though side effects may occur.", absent=PLAIN),
    Row(2, "It [[treats]] gout and may prevent stroke.", absent="hedged"),
    Row(
        2,
        "While more research is needed, the current evidence shows that it [[is effective]].",
        absent=PLAIN,
    ),
    Row(2, "While it may taste bitter, kelp [[cures]] goitre.", absent="hedged"),
    Row(2, "It may taste bitter and [[cures]] cancer.", absent="hedged"),
    Row(2, "You may already know that kelp [[cures]] goitre.", absent="hedged"),
    Row(2, "It [[relieves]] pain that may be caused by gout.", absent="hedged"),
    # 3 Attribution
    Row(3, "According to the NIH, zinc [[shortens]] colds.", "attributed", "distanced"),
    Row(3, "Proponents claim it [[detoxifies]] the liver.", "distanced"),
    Row(3, "The tea is touted as a [[cure for]] gout.", "distanced debunked"),
    Row(3, "The pills are marketed as a [[remedy for]] gout.", "distanced"),
    Row(3, "Dr. Lee says it [[cures]] migraine.", "attributed", "distanced debunked"),
    Row(
        3, "It [[prevents]] colds, according to the agency.", "attributed", "distanced"
    ),
    Row(3, "The company says its tea [[cures]] flu.", "attributed", "debunked"),
    Row(3, "Studies show that it [[cures]] migraine.", absent=PLAIN),
    Row(3, "Trials have proven that kelp [[treats]] goitre.", absent=PLAIN),
    Row(3, "Say goodbye to gout: kelp [[cures]] it.", absent="attributed distanced"),
    Row(3, "It goes without saying that kelp [[treats]] gout.", absent=PLAIN),
    Row(3, "Claim your free bottle and [[reverse]] gout.", absent="distanced"),
    Row(3, "Take it according to the label to [[relieve]] pain.", absent="attributed"),
    # 4 Debunking
    Row(4, "Myth: Honey [[cures]] measles. Fact: It does not.", "debunked"),
    Row(4, "It is a misconception that sugar [[feeds]] tumors.", "debunked"),
    Row(4, "Beware of ads that say a pill [[reverses]] gout.", "debunked"),
    Row(4, "## 5 cancer myths\n\n- Sugar [[feeds]] tumors.", "debunked"),
    Row(4, "### Myth #3: Honey [[cures]] measles", "debunked"),
    Row(4, "**Myth**\n\nHoney [[cures]] measles.\n\n**Fact**\n\nNo.", "debunked"),
    Row(
        4,
        "| Myth | Fact |\n| --- | --- |\n| Honey [[cures]] measles | It is sweet |",
        "debunked",
    ),
    Row(
        4,
        "| Claim | Verdict |\n| --- | --- |\n| Honey [[cures]] measles | False |",
        "debunked",
    ),
    Row(4, "The truth about the [[cancer cure]] doctors hide.", absent=PLAIN),
    Row(4, "Myth: Honey is a drug. Fact: Honey [[heals]] wounds.", absent="debunked"),
    Row(4, "## 5 myths\n\n- Fact: Honey [[heals]] wounds.", absent="debunked"),
    Row(
        4,
        "## Myths\n\n| Myth | Fact |\n| --- | --- |\n| Bees lie | Honey [[heals]] wounds |",
        absent="debunked",
    ),
    Row(4, "It is no myth: honey [[heals]] wounds.", absent="debunked negated"),
    Row(4, "Unlike fake cures, this oil [[reverses]] gout.", absent=PLAIN),
    Row(4, "Some call it a scam, but this oil [[reverses]] gout.", absent=PLAIN),
    # 5 Question
    Row(5, "Does ginger [[cure]] nausea?", "questioned"),
    Row(5, "## Can diet [[reverse]] gout?", "questioned"),
    Row(5, "## Can Diet [[Reverse]] Gout", "questioned"),
    Row(5, "Is it safe to [[treat]] a fever at home?", "questioned"),
    Row(5, "It is unclear whether kelp [[cures]] goitre.", "questioned"),
    Row(5, "Researchers wonder if it [[prevents]] relapse.", "questioned"),
    Row(5, "Did you know turmeric [[kills]] cancer cells?", absent=PLAIN),
    Row(5, "Why suffer when this oil [[treats]] arthritis?", absent=PLAIN),
    Row(5, "Kelp [[cures]] goitre, doesn't it?", absent=PLAIN),
    Row(5, "This tea [[reverses]] gout, right?", absent=PLAIN),
    Row(5, "Who knew that kelp [[cures]] goitre?", absent=PLAIN),
    Row(5, "Ready to [[reverse]] gout for good?", absent=PLAIN),
    Row(5, "Why does clove oil [[relieve]] toothache?", absent="questioned"),
    # 6 Conditional
    Row(6, "If a drug [[cures]] HIV, it would be tested first.", "conditional"),
    Row(6, "Unless [[treated]], it can spread.", "conditional"),
    Row(6, "If it worked, it would [[cure]] the disease.", "conditional"),
    Row(6, "Should it [[cure]] the disease, we will report it.", "conditional"),
    Row(6, "Even if it [[relieves]] pain, see a doctor.", "conditional"),
    Row(6, "If you want to reverse gout, berberine [[reverses]] it.", absent=PLAIN),
    Row(6, "If you want to [[reverse]] gout, take berberine.", absent=PLAIN),
    Row(6, "If you suffer from gout, this oil [[cures]] it.", absent=PLAIN),
    Row(6, "If taken daily, kelp [[cures]] goitre.", absent="conditional"),
    Row(6, "It works as if by magic and [[cures]] gout.", absent="conditional"),
    # 7 Research in progress, a goal
    Row(7, "Scientists are searching for a [[cure for]] lupus.", "research-goal"),
    Row(7, "A trial is testing whether it [[prevents]] relapse.", "research-goal"),
    Row(7, "The goal is to [[cure]] sickle cell disease.", "research-goal"),
    Row(7, "The drug is being studied for [[treating]] lupus.", "research-goal"),
    Row(7, "Teams hope to [[prevent]] relapse with it.", "research-goal"),
    Row(7, "Look no further: kelp [[cures]] goitre.", absent="research-goal"),
    Row(7, "Reach your goals: this tea [[reverses]] gout.", absent="research-goal"),
    Row(
        7,
        "Others are searching for a pill, but kelp already [[cures]] goitre.",
        absent="research-goal",
    ),
    Row(7, "Your search for a [[remedy for]] gout is over.", absent="research-goal"),
    # 8 Historical
    Row(8, "Physicians once believed mercury [[cured]] syphilis.", "historical"),
    Row(8, "In the 1950s it was prescribed for [[treating]] ulcers.", "historical"),
    Row(8, "Before insulin, doctors [[treated]] diabetes by fasting.", "historical"),
    Row(8, "It was once thought to [[cure]] gout.", "historical"),
    Row(8, "Ancient healers used it to [[treat]] fevers.", "historical"),
    Row(8, "Used for centuries to [[treat]] arthritis.", "reported-use", "historical"),
    Row(8, "In 1985 it was found that kelp [[cures]] goitre.", absent="historical"),
    Row(8, "Long known in ancient Rome, kelp [[cures]] goitre.", absent="historical"),
    Row(8, "It was once used for gout and [[cures]] it.", absent="historical"),
    Row(8, "For thousands of years it has [[healed]] wounds.", absent="historical"),
    # 9 Quotes
    Row(9, "“It [[cured]] my cancer,” he wrote.", "quoted"),
    Row(9, "He swears by his “[[miracle]]” diet.", "quoted"),
    Row(9, "> It [[cured]] my gout.", "quoted"),
    Row(9, "She calls it a ‘[[cure]]’ for all.", "quoted"),
    Row(9, "“KelpAll” [[cures]] goitre.", absent="quoted"),
    Row(9, 'The 5" patch [[relieves]] pain.', absent="quoted"),
    Row(9, "The patients’ tea [[relieves]] pain, and it’s cheap.", absent="quoted"),
    Row(9, "‘Kelp’ [[cures]] patients’ goitre.", absent="quoted"),
    # 10 Comparison
    Row(10, "It [[relieved]] pain more than placebo.", "comparative"),
    Row(10, "They [[improved]] more than those who did not.", "comparative"),
    Row(10, "It was no better than placebo at [[easing]] pain.", "comparative negated"),
    Row(
        10,
        "It does not [[increase]] the risk of stroke compared to placebo.",
        "comparative negated",
    ),
    Row(10, "Kelp is more effective than pills for [[treating]] gout.", "comparative"),
    Row(10, "Kelp [[cures]] goitre in more than 200 people.", absent="comparative"),
    Row(
        10,
        "Use kelp rather than pills to [[treat]] gout.",
        absent="comparative negated",
    ),
    Row(10, "It [[relieves]] pain in less than a week.", absent="comparative"),
    Row(10, "Feel better than ever: it [[cures]] gout.", absent="comparative"),
    # 11 Off-label
    Row(11, "It is used off-label for [[treating]] anxiety.", "off-label"),
    Row(11, "The drug is not FDA-approved for [[treating]] pain.", "off-label"),
    Row(11, "This is an unlicensed use. It [[treats]] anxiety.", "off-label"),
    Row(
        11,
        "## Use\n\nIt is prescribed off-label.\n\n### In adults\n\nIt [[treats]] gout.",
        "off-label",
    ),
    Row(
        11,
        "## Use\n\nIt is prescribed off-label.\n\n## Pain\n\nIt [[treats]] gout.",
        absent="off-label",
    ),
    Row(11, "It is approved for [[treating]] gout.", "approved", "off-label"),
    Row(11, "It [[treats]] gout.\n\nIt is used off-label.", absent="off-label"),
    Row(11, "Never use it off-label. It [[treats]] gout.", absent="off-label"),
    Row(11, "The off-label printer is new. It [[treats]] gout.", absent="off-label"),
    # 12 Coordination
    Row(12, "It does not treat, cure, or [[prevent]] disease.", "negated"),
    Row(12, "It may soothe, calm, and [[heal]] the skin.", "hedged"),
    Row(12, "There is no tea, oil, or [[remedy for]] lupus.", "negated"),
    Row(12, "It has not been shown to slow, stop, or [[reverse]] gout.", "negated"),
    Row(12, "It contains no sugar, starch, or dye and [[cures]] gout.", absent=PLAIN),
    Row(12, "It is not a drug, it is kelp, and it [[cures]] gout.", absent=PLAIN),
    Row(12, "It soothes, heals, and [[cures]], with no side effects.", absent=PLAIN),
    Row(12, "It may smell, but it soothes and [[heals]].", absent=PLAIN),
    # 13 Headings, labels
    Row(13, "## Myths\n\n- [[Cancer prevention]]", "debunked"),
    Row(13, "## Side effects\n\n- [[Relief]] that ends soon", "harm"),
    Row(13, "## Traditional uses\n\n- [[Relieving]] pain", "reported-use"),
    Row(13, "## Red flags\n\n- [[Cures]] everything", "debunked"),
    Row(13, "## Benefits\n\n- [[Cancer prevention]]", absent=PLAIN + " harm"),
    Row(13, "## No side effects\n\n- [[Relieves]] pain", absent=PLAIN + " harm"),
    Row(13, "[[Reverses]] gout: take two a day.", absent=PLAIN),
    Row(13, "## Not a myth\n\n- [[Relieves]] pain", absent=PLAIN),
    # 20 Harms
    Row(20, "It can cause bleeding when [[treating]] clots.", "harm"),
    Row(20, "Do not take it with pills that [[lower]] pressure.", "harm"),
    Row(20, "It raises the risk of falls when [[treating]] sleep loss.", "harm"),
    Row(20, "[[Treating]] it with mercury can cause harm.", "harm"),
    Row(20, "It [[reduces]] the risk of falls.", absent="harm"),
    Row(20, "It [[relieves]] the side effects of chemotherapy.", absent="harm"),
    Row(20, "It [[cures]] gout without side effects.", absent="harm negated"),
    Row(20, "It [[cures]] gout and does not cause nausea.", absent="harm negated"),
    # 21 Stacked modals, contrast
    Row(21, "It may or may not [[cure]] the disease.", "hedged"),
    Row(21, "It might not [[cure]] the disease.", "negated"),
    Row(21, "It may potentially help to [[relieve]] pain.", "hedged"),
    Row(21, "It could perhaps [[slow]] the disease.", "hedged"),
    Row(21, "It could even [[cure]] cancer.", absent="hedged"),
    Row(21, "It is not just a [[cure]]; it is a way of life.", absent=PLAIN),
    Row(21, "It is not merely soothing: it [[cures]] gout.", absent=PLAIN),
    Row(21, "It doesn't just mask pain, it [[cures]] gout.", absent=PLAIN),
    # 22 Deontic, purpose
    Row(22, "Fluids are needed to [[prevent]] kidney stones.", "purpose"),
    Row(22, "The programme aims to [[prevent]] falls.", "purpose"),
    Row(22, "Antibiotics should be used to [[treat]] it.", "deontic"),
    Row(22, "Surgery is recommended for [[treating]] it.", "deontic"),
    Row(22, "Learn how to [[prevent]] falls.", "purpose"),
    Row(22, "You should know that kelp [[cures]] goitre.", absent="deontic purpose"),
    Row(22, "The must-have tea [[reverses]] gout.", absent="deontic purpose"),
    Row(22, "Try it, as you should, and it [[cures]] gout.", absent="deontic purpose"),
    Row(22, "It is recommended; it [[cures]] gout.", absent="deontic purpose"),
    # 25 Blocks that are not the page's own voice
    Row(25, "> [[Cures]] gout, she wrote.", "quoted"),
    Row(25, "<blockquote>It [[cured]] me.</blockquote>", "quoted"),
    Row(25, "Red flags include phrases such as:\n\n- [[cures]] cancer", "debunked"),
    Row(25, "Do not trust claims like “[[cures]] cancer”.", "debunked quoted"),
    Row(25, "> A quote.\n\nIt [[cures]] gout.", absent=PLAIN),
    Row(25, "You get:\n\n- a tea that [[cures]] gout", absent=PLAIN),
    Row(25, "**It [[cures]] gout.**", absent=PLAIN),
    Row(25, "## It [[cures]] gout", absent=PLAIN),
]

# Evidence, its limits and its setting belong to types 2, 3, 10 and 20.
FURTHER = [
    Row(2, "It [[eases]] pain, but more research is needed.", "limited-evidence"),
    Row(2, "It [[kills]] the virus, but only in mice.", "limited-evidence preclinical"),
    Row(2, "No large trials have shown that it [[eases]] pain.", "limited-evidence"),
    Row(2, "In small studies it [[eased]] pain.", "limited-evidence"),
    Row(2, "The evidence that it [[eases]] pain is weak.", "limited-evidence"),
    Row(
        2,
        "It [[eases]] pain, although more research is needed.",
        absent="limited-evidence",
    ),
    Row(
        2,
        "Although studies are small, it [[eases]] pain for good.",
        absent="limited-evidence hedged",
    ),
    Row(2, "No further research is needed: it [[cures]] gout.", absent=PLAIN),
    Row(3, "Some people take kelp to [[treat]] gout.", "reported-use"),
    Row(3, "It is promoted for [[treating]] gout.", "reported-use"),
    Row(3, "Kelp is traditionally used to [[treat]] gout.", "reported-use"),
    Row(3, "You will get used to the taste: it [[cures]] gout.", absent="reported-use"),
    Row(10, "It [[prevents]] falls in older adults.", "population"),
    Row(10, "It [[kills]] cancer cells in test tubes.", "preclinical", "population"),
    Row(11, "It is not approved for [[treating]] gout.", "off-label", "approved"),
]


class Asked(NamedTuple):
    """An article whose last block answers, or does not answer, what was asked."""

    type: int
    text: str
    polarity: Polarity | None
    suffix: str = "md"


ANSWERS = [
    Asked(14, "Q: Can I take kelp for gout? A: Yes, it helps.", Polarity.YES),
    Asked(14, "Q1: Does it cure gout?\n\nA1: Yes. It does.", Polarity.YES),
    Asked(14, "Q1: Does it cure gout?\n\nA1: No, it does not.", Polarity.NO),
    Asked(14, "**Does it cure gout?**\n\nNo. It eases pain.", Polarity.NO),
    Asked(14, "## Does it cure gout?\n\nYes! Many are cured.", Polarity.YES),
    Asked(14, "## Does it cure gout?\n\nAbsolutely.", Polarity.YES),
    Asked(14, "## Does it cure gout?\n\nNot really.", Polarity.NO),
    Asked(
        14, "## Does it cure gout?\n\nThere is no evidence that it does.", Polarity.NO
    ),
    Asked(
        14,
        "<details><summary>Does it cure gout?</summary><p>Yes, it does.</p></details>",
        Polarity.YES,
        "html",
    ),
    Asked(14, "| Does it cure? | No. |\n| --- | --- |\n", Polarity.NO),
    Asked(14, "- Does it cure gout?\n  - Yes, always.", Polarity.YES),
    # An answer that says neither, or no question before it.
    Asked(14, "## Does it cure gout?\n\nIt depends.", None),
    Asked(14, "## Does it cure gout?\n\nNo one knows.", None),
    Asked(14, "## Does it cure gout?\n\nYes and no.", None),
    Asked(14, "## How does it work?\n\nIt is not known.", None),
    Asked(14, "## Gout\n\nYes, it cures gout.", None),
    Asked(14, "Does it help?\n\nSome think so.\n\nYes, they do.", None),
    Asked(14, "## Does it cure gout?\n\nYes-men say so.", None),
    Asked(14, "## Does it cure gout?\n\nNo-bake recipes do not.", None),
]


class Known(NamedTuple):
    """A sentence that only knowledge can judge: `fires` or is silent for a rule."""

    type: int
    code: str
    text: str
    fires: bool


FIRES, SILENT = True, False

KNOWLEDGE_TYPES = [
    # 12 Lists of conditions
    Known(12, "CLM002", "Turmeric treats gout, psoriasis or cancer.", FIRES),
    Known(12, "CLM002", "Our cancer- and diabetes-fighting herbal tea works.", FIRES),
    Known(
        12, "CLM003", "Used for conditions such as cancer, it brings relief.", SILENT
    ),
    Known(12, "CLM002", "Turmeric does not treat gout, lupus, or cancer.", SILENT),
    # 13 Headings license bare items
    Known(13, "CLM003", "# Turmeric\n\n## Benefits\n\n- Prevents cancer", FIRES),
    Known(13, "CLM002", "# Turmeric\n\nReverses diabetes: two pills a day.", FIRES),
    Known(13, "CLM003", "# Turmeric\n\n## Side effects\n\n- Heartburn", SILENT),
    Known(13, "CLM003", "# Walnuts: your heart's best friend", SILENT),
    # 14 Elliptic answers
    Known(14, "CLM003", "Q: Can turmeric cure cancer? A: Yes.", FIRES),
    Known(14, "CLM003", "Q: Can turmeric cure cancer? A: No.", SILENT),
    # 15 Pronouns and ellipsis
    Known(15, "CLM002", "Turmeric is a spice. It cures cancer.", FIRES),
    Known(15, "CLM002", "Turmeric is a spice. It also treats asthma.", FIRES),
    Known(15, "CLM002", "Ashwagandha calms. This herb cures depression.", FIRES),
    Known(
        15, "CLM002", "Berberine is popular. The supplement reverses diabetes.", FIRES
    ),
    Known(15, "CLM002", "Penicillin is a drug. It cures strep throat.", SILENT),
    Known(15, "CLM002", "Turmeric is a spice. Surgery can cure early cancer.", SILENT),
    Known(15, "CLM002", "Turmeric is sold here. It is yellow.", SILENT),
    Known(15, "CLM002", "Insulin is a hormone. It treats diabetes.", SILENT),
    # 16 Classes and brands
    Known(16, "CLM002", "ACE inhibitors lower blood pressure.", SILENT),
    Known(16, "CLM002", "Statins help prevent heart attacks.", SILENT),
    Known(16, "CLM002", "Tylenol relieves headaches.", SILENT),
    Known(16, "CLM002", "Paracetamol reduces fever.", SILENT),
    Known(16, "CLM002", "Low-dose naltrexone (LDN) is a pill. LDN cures lupus.", FIRES),
    Known(16, "CLM002", "Antibiotics cure autism.", FIRES),
    Known(16, "CLM002", "Curcumin cures cancer.", FIRES),
    Known(
        16, "CLM002", "Colloidal silver kills the virus that causes COVID-19.", FIRES
    ),
    # 17 Mainstream care
    Known(17, "CLM005", "Antibiotics cure strep throat.", SILENT),
    Known(17, "CLM002", "Vaccines prevent measles.", SILENT),
    Known(17, "CLM002", "Insulin treats diabetes.", SILENT),
    Known(17, "CLM005", "Surgery cures early colon cancer.", SILENT),
    Known(17, "CLM002", "Exercise lowers blood pressure.", SILENT),
    Known(17, "CLM002", "Quitting smoking reduces your risk of heart disease.", SILENT),
    Known(17, "CLM005", "Antibiotics cure the flu.", FIRES),
    Known(17, "CLM005", "Lemon water cures gallstones.", FIRES),
    Known(17, "CLM002", "Homeopathy cures asthma.", FIRES),
    Known(17, "CLM002", "A juice cleanse cures leukemia.", FIRES),
    # 18 Deficiency and physiology
    Known(18, "CLM002", "Vitamin C prevents scurvy.", SILENT),
    Known(18, "CLM002", "Fluoride prevents cavities.", SILENT),
    Known(18, "CLM002", "The immune system fights infection.", SILENT),
    Known(18, "CLM002", "Folic acid helps prevent neural tube defects.", SILENT),
    Known(18, "CLM002", "Vitamin C prevents cancer.", FIRES),
    Known(18, "CLM002", "Vitamin B12 cures multiple sclerosis.", FIRES),
    Known(18, "CLM002", "Iodine drops cure thyroid cancer.", FIRES),
    Known(18, "CLM002", "Folic acid cures autism.", FIRES),
    # 19 Role nouns
    Known(19, "CLM002", "She leads a cancer-fighting team.", SILENT),
    Known(19, "CLM002", "Ask the doctor who treats your diabetes.", SILENT),
    Known(19, "CLM002", "An infectious disease specialist treats people.", SILENT),
    Known(19, "CLM002", "Treatments for cancer include surgery.", SILENT),
    Known(19, "CLM002", "Turmeric is a cancer-fighting spice.", FIRES),
    Known(19, "CLM002", "The doctor says turmeric treats cancer.", FIRES),
    Known(19, "CLM002", "Our herbalist's turmeric cures diabetes.", FIRES),
    Known(19, "CLM002", "Garlic, a specialist's choice, cures cancer.", FIRES),
    # 20 Harm is no benefit
    Known(20, "CLM002", "Kava can cause liver failure.", SILENT),
    Known(20, "CLM003", "Licorice raises the risk of high blood pressure.", SILENT),
    # 23 Adjectival participles
    Known(23, "CLM003", "Fiber is linked to a lower risk of diabetes.", SILENT),
    Known(23, "CLM003", "Reduced lung function is a sign of asthma.", SILENT),
    Known(23, "CLM003", "Increased rates of cancer were seen.", SILENT),
    Known(23, "CLM003", "Treated water prevents the spread of cholera.", SILENT),
    Known(23, "CLM002", "Dried turmeric cures diabetes.", FIRES),
    Known(23, "CLM002", "Concentrated garlic treats cancer.", FIRES),
    Known(23, "CLM002", "Activated turmeric reversed his diabetes.", FIRES),
    Known(23, "CLM002", "Fermented garlic has cured asthma.", FIRES),
    # 24 Proper names and homographs
    Known(24, "CLM002", "Breakthrough T1D funds research.", SILENT),
    Known(24, "CLM002", "Miracle fruit grows in Ghana.", SILENT),
    Known(24, "CLM002", "Relief for flood victims arrived with garlic.", SILENT),
    Known(24, "CLM002", "Garlic improves your swimming stroke.", SILENT),
    Known(24, "CLM002", "Garlic prevents stroke.", FIRES),
    Known(24, "CLM002", "Turmeric cures the common cold.", FIRES),
    Known(24, "CLM002", "Turmeric reverses multiple sclerosis (MS).", FIRES),
    Known(24, "CLM002", "Ginseng cures erectile dysfunction (ED).", FIRES),
    # 25 References, code and tables
    Known(
        25,
        "CLM002",
        "## References\n\n1. Turmeric treats cancer. J Herb. 2009.",
        SILENT,
    ),
    Known(25, "CLM002", "```\nturmeric treats cancer\n```", SILENT),
]

CLAIM_FAMILIES = ("CLM", "ONC", "VAX", "CON", "SAF")


def unmark(text: str) -> tuple[str, str, int]:
    """The text without marks, the target, and how often it occurs before it."""
    found = re.search(r"\[\[(.+?)\]\]", text)
    assert found
    before = text[: found.start()]
    return (
        text.replace("[[", "").replace("]]", ""),
        found[1],
        len(re.findall(re.escape(found[1]), before)),
    )


def axes_in(text: str, language: Language) -> set[str]:
    source, words, skipped = unmark(text)
    article = article_of(source, language)
    places = list(_places(article.document.text, words))
    start = places[skipped]
    span = Span(start, start + len(words))
    return {str(axis) for axis in language.contexts.axes(article, span)}


def _places(text: str, words: str) -> Iterator[int]:
    at = text.find(words)
    while at >= 0:
        yield at
        at = text.find(words, at + 1)


@pytest.mark.parametrize("row", [*CONTEXT_TYPES, *FURTHER], ids=lambda r: r.text)
def test_a_target_lies_on_these_axes(row: Row, language: Language) -> None:
    found = axes_in(row.text, language)
    assert set(row.axes.split()) <= found
    assert not set(row.absent.split()) & found


@pytest.mark.parametrize("asked", ANSWERS, ids=lambda a: a.text)
def test_the_answer_to_a_question(asked: Asked, language: Language) -> None:
    article = article_of(asked.text, language, asked.suffix)
    answer = language.contexts.answer_to(article, article.document.blocks[-1])
    assert (answer and answer.polarity) == asked.polarity
    if answer:
        assert answer.question.of(article.document.text).endswith("?")


@pytest.mark.parametrize("known", KNOWLEDGE_TYPES, ids=lambda k: k.text)
def test_knowledge_decides(known: Known, ruleset: RuleSet) -> None:
    if not any(rule.code == known.code for rule in ruleset.rules):
        pytest.skip(f"no rule {known.code}")
    findings = lint(ruleset, known.text).findings
    found = [f.code for f in findings if f.code.startswith(CLAIM_FAMILIES)]
    assert bool(found) == known.fires, found


def test_every_type_has_its_sentences_and_traps() -> None:
    context = Counter(row.type for row in CONTEXT_TYPES)
    context.update(asked.type for asked in ANSWERS)
    context.update(known.type for known in KNOWLEDGE_TYPES)
    assert set(context) == set(range(1, 26))
    assert {number for number, count in context.items() if count < 8} == set()


def test_every_axis_is_asked_for() -> None:
    rows = [*CONTEXT_TYPES, *FURTHER]
    asked = {axis for row in rows for axis in f"{row.axes} {row.absent}".split()}
    assert asked == {str(axis) for axis in Axis}
