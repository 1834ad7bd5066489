"""The people of the demonstration, all invented; what they are on each board; and who can sign in."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from organisations.models import Membership

Role = Membership.Role

PASSWORD = "just-a-demonstration"  # noqa: S105  # printed for everybody to read


@dataclass(frozen=True, slots=True)
class SignIn:
    email: str
    who: str
    person: str = ""
    is_staff: bool = False
    is_superuser: bool = False


SIGN_INS = (
    SignIn("secretary@example.org", "Secretary of all three boards", "Callum Whitcombe", is_staff=True),
    SignIn("member@example.org", "Member of RR3 and of its probation group", "Harriet Lindqvist"),
    SignIn("official@example.org", "Official: RR3, its probation group and RRB", "Rupert Amankwah"),
    SignIn("admin@example.org", "Administrator of the whole site", is_staff=True, is_superuser=True),
)


@dataclass(frozen=True, slots=True)
class PersonRow:
    name: str
    organisation: str
    job_title: str


PEOPLE = (
    PersonRow("Rosalind Achterberg", "Clinks", "Chief executive"),
    PersonRow("Callum Whitcombe", "Clinks", "Secretariat manager"),
    PersonRow("Priya Nandakumar", "Clinks", "Director of policy"),
    PersonRow("Gwendolyn Adeyemi", "Changing Lives", "Director of external affairs"),
    PersonRow("Vincent Oyelaran", "Change Grow Live", "Director of justice services"),
    PersonRow("Darren Okonjo", "Community Led Initiatives", "Chief executive"),
    PersonRow("Wilfred Asante", "Langley House Trust", "Head of housing"),
    PersonRow("Harriet Lindqvist", "Prisoners’ Education Trust", "Head of policy"),
    PersonRow("Shona Kilbride", "Unlock", "Policy lead"),
    PersonRow("Mateusz Zielinski", "Unlock", "Head of advice"),
    PersonRow("Lucian Farrow", "Community Chaplaincy Association", "Director"),
    PersonRow("Bronagh Delaney", "Prison Advice and Care Trust", "Director of services"),
    PersonRow("Aoife Carmody", "Prison Advice and Care Trust", "Policy officer"),
    PersonRow("Jasvinder Rayat", "Together for Mental Wellbeing", "Head of criminal justice"),
    PersonRow("Curtis Ballantyne", "St Giles Trust", "Peer services manager"),
    PersonRow("Maureen Thackray", "Recoop", "Chief executive"),
    PersonRow("Eleanor Bakshi", "Prison Reform Trust", "Head of policy"),
    PersonRow("Nasreen Hakimi", "Zahid Mubarek Trust", "Director"),
    PersonRow("Imran Satchwell", "Nacro", "Director of resettlement"),
    PersonRow("Stephen Musgrove", "Recovery Connections", "Operations director"),
    PersonRow("Angharad Pryce", "Kaleidoscope", "Criminal justice lead"),
    PersonRow("Odette Marchbanks", "Brighton Women’s Centre", "Chief executive"),
    PersonRow("Tobias Grant-Mensah", "Spark2Life", "Programmes director"),
    PersonRow("Rupert Amankwah", "Ministry of Justice", "Deputy director, reducing reoffending"),
    PersonRow("Siân Treharne", "Ministry of Justice", "Head of sentencing policy"),
    PersonRow("Yusuf Demirci", "Ministry of Justice", "Prison leavers project lead"),
    PersonRow("Felicity Ormsby", "HM Prison and Probation Service", "Head of third sector engagement"),
    PersonRow("Graham Lodgepole", "HM Prison and Probation Service", "Probation reform lead"),
)

LONG_AGO = dt.date(2018, 4, 5)
"""Since before the earliest meeting that is recorded."""


@dataclass(frozen=True, slots=True)
class MembershipRow:
    """From ``starts_on`` to ``ends_on``. A number of days is counted back from today."""

    board: str
    person: str = ""
    organisation: str = ""
    """Where there is a person too, by default the organisation that they work for."""
    role: str = Role.MEMBER
    seat: str = ""
    starts_on: dt.date | int = LONG_AGO
    ends_on: dt.date | int | None = None
    deputy: str = ""


REFORM = dt.date(2021, 6, 26)
"""The Probation Service took over from the National Probation Service and the companies."""

MEMBERSHIPS = (
    MembershipRow("rr3", "Rosalind Achterberg", role=Role.CHAIR),
    MembershipRow("rr3", "Callum Whitcombe", role=Role.SECRETARIAT),
    MembershipRow("rr3", "Priya Nandakumar", role=Role.SECRETARIAT),
    MembershipRow("rr3", "Vincent Oyelaran", seat="Large provider", ends_on=dt.date(2020, 7, 31)),
    MembershipRow("rr3", "Gwendolyn Adeyemi", seat="Large provider", starts_on=dt.date(2020, 8, 17)),
    MembershipRow("rr3", "Darren Okonjo", seat="Small provider"),
    MembershipRow("rr3", "Wilfred Asante", seat="Accommodation"),
    MembershipRow("rr3", "Harriet Lindqvist", seat="Education"),
    MembershipRow("rr3", "Mateusz Zielinski", seat="Employment and criminal records", ends_on=230),
    MembershipRow("rr3", "Shona Kilbride", seat="Employment and criminal records", starts_on=229),
    MembershipRow("rr3", "Lucian Farrow", seat="Faith"),
    MembershipRow("rr3", "Bronagh Delaney", seat="Families", deputy="Aoife Carmody"),
    MembershipRow("rr3", "Jasvinder Rayat", seat="Health"),
    MembershipRow("rr3", "Curtis Ballantyne", seat="Lived experience"),
    MembershipRow("rr3", "Maureen Thackray", seat="Older people"),
    MembershipRow("rr3", "Eleanor Bakshi", seat="Prison policy"),
    MembershipRow("rr3", "Nasreen Hakimi", seat="Race equality"),
    MembershipRow("rr3", "Imran Satchwell", seat="Resettlement"),
    MembershipRow("rr3", "Stephen Musgrove", seat="Substance misuse"),
    MembershipRow("rr3", "Angharad Pryce", seat="Wales"),
    MembershipRow("rr3", "Odette Marchbanks", seat="Women"),
    MembershipRow("rr3", "Tobias Grant-Mensah", seat="Young adults"),
    MembershipRow("rr3", "Rupert Amankwah", role=Role.OFFICIAL),
    MembershipRow("rr3", "Siân Treharne", role=Role.OFFICIAL),
    MembershipRow("rr3", "Yusuf Demirci", role=Role.OFFICIAL),
    MembershipRow("rr3", "Felicity Ormsby", role=Role.OFFICIAL),
    MembershipRow("rr3", "Graham Lodgepole", role=Role.OFFICIAL),
    MembershipRow("rr3-probation", "Imran Satchwell", role=Role.CHAIR),
    MembershipRow("rr3-probation", "Callum Whitcombe", role=Role.SECRETARIAT),
    MembershipRow("rr3-probation", "Harriet Lindqvist"),
    MembershipRow("rr3-probation", "Darren Okonjo"),
    MembershipRow("rr3-probation", "Odette Marchbanks"),
    MembershipRow("rr3-probation", "Angharad Pryce"),
    MembershipRow("rr3-probation", "Tobias Grant-Mensah", starts_on=400),
    MembershipRow("rr3-probation", "Rupert Amankwah", role=Role.OFFICIAL),
    MembershipRow("rr3-probation", "Graham Lodgepole", role=Role.OFFICIAL),
    MembershipRow("rrb", organisation="Mayor’s Office for Policing and Crime", role=Role.CHAIR),
    MembershipRow("rrb", organisation="Youth Justice Board"),
    MembershipRow("rrb", organisation="HM Prison Bronzefield"),
    MembershipRow("rrb", organisation="Metropolitan Police Service"),
    MembershipRow("rrb", organisation="National Probation Service", ends_on=REFORM - dt.timedelta(days=1)),
    MembershipRow("rrb", organisation="Community Rehabilitation Companies", ends_on=REFORM - dt.timedelta(days=1)),
    MembershipRow("rrb", organisation="The Probation Service", starts_on=REFORM),
    MembershipRow("rrb", organisation="London Councils"),
    MembershipRow("rrb", organisation="HM Prison and Probation Service"),
    MembershipRow("rrb", organisation="HM Prison Isis"),
    MembershipRow("rrb", organisation="London Heads of Community Safety"),
    MembershipRow("rrb", organisation="London Borough of Lambeth"),
    MembershipRow("rrb", organisation="HM Courts and Tribunals Service"),
    MembershipRow("rrb", organisation="Public Health England", ends_on=dt.date(2021, 9, 30)),
    MembershipRow("rrb", organisation="UK Health Security Agency", starts_on=dt.date(2021, 10, 1)),
    MembershipRow("rrb", organisation="Department for Work and Pensions"),
    MembershipRow("rrb", organisation="Clinks"),
    MembershipRow("rrb", organisation="Ministry of Justice"),
    MembershipRow("rrb", "Callum Whitcombe", "Mayor’s Office for Policing and Crime", role=Role.SECRETARIAT),
    MembershipRow("rrb", "Rupert Amankwah", role=Role.OFFICIAL),
)
