"""The organisations of the demonstration, with the names they had before and are also known by."""

from __future__ import annotations

from dataclasses import dataclass

from organisations.models import Organisation

Sector = Organisation.Sector


@dataclass(frozen=True, slots=True)
class OrganisationRow:
    name: str
    sector: str
    acronym: str = ""
    former: tuple[str, ...] = ()
    alias: tuple[str, ...] = ()
    succeeded_by: str = ""


ORGANISATIONS = (
    OrganisationRow("Brighton Women’s Centre", Sector.VOLUNTARY, alias=("Brighton Women's Centre",)),
    OrganisationRow("Change Grow Live", Sector.VOLUNTARY, "CGL", former=("Crime Reduction Initiatives",)),
    OrganisationRow("Changing Lives", Sector.VOLUNTARY),
    OrganisationRow("Clinks", Sector.VOLUNTARY),
    OrganisationRow("Community Chaplaincy Association", Sector.VOLUNTARY, "CCA"),
    OrganisationRow("Community Led Initiatives", Sector.VOLUNTARY, "CLI"),
    OrganisationRow("Kaleidoscope", Sector.VOLUNTARY, alias=("Kaleidoscope Project",)),
    OrganisationRow("Langley House Trust", Sector.VOLUNTARY),
    OrganisationRow("Nacro", Sector.VOLUNTARY),
    OrganisationRow("Prison Advice and Care Trust", Sector.VOLUNTARY, "Pact"),
    OrganisationRow("Prison Reform Trust", Sector.VOLUNTARY, "PRT"),
    OrganisationRow("Prisoners’ Education Trust", Sector.VOLUNTARY, "PET", alias=("Prisoners Education Trust",)),
    OrganisationRow("Recoop", Sector.VOLUNTARY),
    OrganisationRow("Recovery Connections", Sector.VOLUNTARY),
    OrganisationRow("Spark2Life", Sector.VOLUNTARY),
    OrganisationRow("St Giles Trust", Sector.VOLUNTARY, alias=("St Giles",)),
    OrganisationRow("Together for Mental Wellbeing", Sector.VOLUNTARY, alias=("Together for Wellbeing",)),
    OrganisationRow("Unlock", Sector.VOLUNTARY),
    OrganisationRow("Zahid Mubarek Trust", Sector.VOLUNTARY, "ZMT", alias=("Zahid Mubarak Trust",)),
    OrganisationRow(
        "Community Rehabilitation Companies", Sector.PROBATION, "CRC", succeeded_by="The Probation Service"
    ),
    OrganisationRow("Department for Work and Pensions", Sector.CENTRAL_GOVERNMENT, "DWP"),
    OrganisationRow(
        "HM Courts and Tribunals Service",
        Sector.COURTS,
        "HMCTS",
        former=("Her Majesty’s Courts and Tribunals Service",),
        alias=("Her Majesty's Court and Tribunals Service",),
    ),
    OrganisationRow("HM Prison Bronzefield", Sector.PRISON, alias=("HMP Bronzefield",)),
    OrganisationRow("HM Prison Isis", Sector.PRISON, alias=("HMP Isis",)),
    OrganisationRow(
        "HM Prison and Probation Service",
        Sector.CENTRAL_GOVERNMENT,
        "HMPPS",
        former=("National Offender Management Service", "Her Majesty's Prison and Probation Service"),
    ),
    OrganisationRow("London Borough of Lambeth", Sector.LOCAL_GOVERNMENT, alias=("LB Lambeth",)),
    OrganisationRow("London Councils", Sector.LOCAL_GOVERNMENT),
    OrganisationRow("London Heads of Community Safety", Sector.LOCAL_GOVERNMENT, "LHOCS"),
    OrganisationRow(
        "Mayor’s Office for Policing and Crime",
        Sector.LOCAL_GOVERNMENT,
        "MOPAC",
        alias=("Mayor's Office for Policing and Crime",),
    ),
    OrganisationRow("Metropolitan Police Service", Sector.POLICE, "MPS", alias=("Met Police", "The Met")),
    OrganisationRow("Ministry of Justice", Sector.CENTRAL_GOVERNMENT, "MoJ"),
    OrganisationRow("National Probation Service", Sector.PROBATION, "NPS", succeeded_by="The Probation Service"),
    OrganisationRow("NHS England", Sector.HEALTH, "NHSE"),
    OrganisationRow("Public Health England", Sector.HEALTH, "PHE", succeeded_by="UK Health Security Agency"),
    OrganisationRow("The Probation Service", Sector.PROBATION, alias=("Probation Service",)),
    OrganisationRow("UK Health Security Agency", Sector.HEALTH, "UKHSA"),
    OrganisationRow("Youth Justice Board", Sector.CENTRAL_GOVERNMENT, "YJB"),
)
