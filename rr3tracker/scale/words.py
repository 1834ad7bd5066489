"""Names and sentences put together from parts, all invented: none is of a person or a body that there is."""

from __future__ import annotations

from random import Random


def each(words: str) -> list[str]:
    return words.split()


GIVEN = each(
    "Adaeze Aled Amina Anselm Beatrix Bhavna Caspian Cerys Dilwyn Dorota Ebele Edmund Farida Ferdinand Gethin Greta Halima Hector "
    "Ifeoma Ingrid Jolyon Jyoti Kasimir Keira Lakshmi Leopold Marguerite Mohsin Nerys Ngozi Ottoline Oluwaseun Perpetua Piotr "
    "Quentin Rashida Rhodri Saskia Sunniva Tamsin Thelonius Ulrike Umar Verity Vikram Wilhelmina Xiomara Yestin Zainab Zebedee"
)
FAMILY = each(
    "Abercrombie-Ojo Achterhuis Bagshaw Barrowclough Chanda Cholmondeley Dalgleish Danjuma Eastlake Ezeoke Fairweather Farrukh "
    "Gallowglass Gwilliams Haddow Hossain Iqbal-Thorne Ivanenko Jessop Jovanović Kettlewell Khatri Loveridge Łukasik Mbeki-Shaw "
    "Merriweather Nakashima Netherwood Obuya O’Gorman Pemberley Ponnusamy Quartermaine Quiroga Rathbone Rowbotham Sackville "
    "Sivakumar Thistleton Tregenza Uddin Umfreville Valenzuela Vosper Wanjiru Whistlecroft Xanthopoulos Yarwood Zawadi Zuckerwise"
)
UNUSUAL = (
    "Ng",
    "Đặng Thị Hồng Nhung",
    "Þórunn Jökulsdóttir",
    "ليلى حدّاد",
    "Ōkubo Ren",
    "J. F. de la Cruz y Ortiz-Villanueva",
    "Maria Alexandra Wilhelmina Thistlethwaite-Featherstonehaugh von Rabensteinburg-Hohenfelsenau",
    "Nana Yaa Serwaa Boakye-Danquah (she/her)",
    "d’Aubigny-Ó Súilleabháin",
    "Professor the Reverend Canon Bartholomew Augustine Okechukwu Ravenscroft-Llewellyn-Montague of St Cuthbert’s Within, "
    "Honorary Fellow for the Study of Voluntary Action and Rehabilitation in the Northern and Western Regions",
)
JOBS = (
    "Chief executive",
    "Head of policy",
    "Operations director",
    "Deputy director, regional partnerships and commissioning",
    "Governor",
    "Programme manager",
    "Service lead",
    "Trustee",
)
PLACES = each(
    "Alderwick Brackenford Carrowmoor Dunmarsh Eskerdale Fallowby Garthwen Hollinshaw Inverleck Kelderby Larkmere Mossgate"
)
BODIES = (
    ("{} Prisoners’ Friends", "voluntary", ""),
    ("{} Resettlement Trust", "voluntary", "{}RT"),
    ("{} Police", "police", ""),
    ("HM Prison {}", "prison", ""),
    ("{} Probation Partnership", "probation", "{}PP"),
    ("{} Borough Council", "local_government", ""),
    ("{} Health and Care Board", "health", "{}HCB"),
    ("Office for Rehabilitation in {}", "central_government", "OR{}"),
    (
        "{} and District Association of Voluntary Organisations working with Families of People in Custody",
        "voluntary",
        "",
    ),
    ("{} Magistrates’ Liaison", "courts", ""),
)
KINDS_OF_BOARD = ("Reducing Reoffending Board", "Advisory Group", "Resettlement Forum", "Partnership Council")
SEATS = (
    "Large provider",
    "Small provider",
    "Accommodation",
    "Education",
    "Employment",
    "Faith",
    "Families",
    "Health and substance misuse",
    "Lived experience",
    "Women",
)
THEMES = (
    "Accommodation",
    "Employment, training and education",
    "Race disparity",
    "Families",
    "Health",
    "Commissioning and grants",
)
SUBJECTS = (
    "The secretariat",
    "The chair",
    "A member from the north",
    "One of the prisons",
    "The probation lead",
    "The council’s officer",
    "The housing lead",
    "The families group",
    "An official",
    "The working group",
)
VERBS = (
    "set out",
    "asked about",
    "welcomed",
    "questioned",
    "described",
    "compared notes on",
    "gave an account of",
    "raised doubts about",
)
MATTERS = (
    "the release packs",
    "the bus to the visitors’ centre",
    "the wait for a first appointment",
    "the pilot of shared referral forms",
    "rents in the second half of the year",
    "the training of peer mentors",
    "what became of last winter’s grant",
    "the figures on people released without an address",
    "the draft of the joint plan",
    "the recall of people on short licences",
    "the women’s hub",
    "how small charities are told of tenders",
)
TAILS = (
    "and what it would cost by the spring",
    "with examples from three areas",
    "since nobody had written down who decides",
    "and said that more would follow",
    "although two areas had not sent theirs",
    "which is slower than a year ago",
    "and thanked those who had helped",
    "in the light of what was heard before",
)
TASKS = (
    "Send round",
    "Draft a page on",
    "Ask the areas about",
    "Gather the figures on",
    "Bring back a paper about",
    "Meet the commissioners to settle",
    "Write to the department about",
    "Check with members",
    "Publish a summary of",
)
REPORTS = (
    "A first draft is with the working group.",
    "Two areas have answered, and the third was asked again.",
    "The meeting was put off, for the lead was away.",
    "Done, and sent round to members.",
    "Nothing yet: the figures come out next month.",
    "Overtaken by the new plan.",
    "The note was agreed, and the board was thanked for its comments.",
)


class Words:
    """Draws from the parts above."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng

    def person(self, n: int) -> str:
        """The ``n``-th: the unusual ones first, and then no two alike."""
        if n < len(UNUSUAL):
            return UNUSUAL[n]
        n -= len(UNUSUAL)
        turn = n // len(GIVEN)
        name = f"{GIVEN[n % len(GIVEN)]} {FAMILY[(n * 7 + turn) % len(FAMILY)]}"
        return name if turn < len(FAMILY) else f"{name} {turn}"

    def sentence(self) -> str:
        pick = self.rng.choice
        return f"{pick(SUBJECTS)} {pick(VERBS)} {pick(MATTERS)} {pick(TAILS)}."

    def paragraph(self) -> str:
        return " ".join(self.sentence() for _ in range(self.rng.choice((1, 2, 2, 3, 4))))

    def task(self) -> str:
        return f"{self.rng.choice(TASKS)} {self.rng.choice(MATTERS)} {self.rng.choice(TAILS)}."

    def report(self) -> str:
        return self.rng.choice(REPORTS) if self.rng.random() < 0.6 else self.sentence()

    def title(self) -> str:
        matter = self.rng.choice(MATTERS)
        return matter[0].upper() + matter[1:]
