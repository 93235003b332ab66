"""Every force that a referral can go to, typed from its sources; places and packages refer to them by code.

Codes of territorial forces are the ONS codes of their areas (`pfa`), which have not changed since 2013.
Scotland's S23000009 and Northern Ireland's N99999999 are the ONS Postcode Directory's values; the second
is a pseudo code, because no real one exists. Forces without an area have short codes of our own: BTP,
MODP, CNC, NCA, IOM, JSY, GSY.

Sources: ONS Register of Geographic Codes and Postcode Directory user guide (codes, area names); the
forces' own names; data.police.uk (slugs). Read in 2026.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from waymark.errors import WaymarkError


class Nation(StrEnum):
    ENGLAND = "England"
    WALES = "Wales"
    SCOTLAND = "Scotland"
    NORTHERN_IRELAND = "Northern Ireland"
    GREAT_BRITAIN = "Great Britain"
    UNITED_KINGDOM = "United Kingdom"
    CROWN_DEPENDENCY = "Crown dependency"


class ForceKind(StrEnum):
    """territorial: has an area, so a place can belong to it. The others are never found from a place,
    save the Crown dependencies, which are islands and no part of the United Kingdom.
    """

    TERRITORIAL = "territorial"
    SPECIAL = "special"
    AGENCY = "agency"
    CROWN_DEPENDENCY = "crown_dependency"


@dataclass(frozen=True, slots=True)
class Force:
    """A police force.

    area_name: what ONS calls its area, which is often not the force's own name; empty without an area.
    police_uk_slug: its name in data.police.uk addresses; empty where that site has none.
    aliases: other names and codes that documents use for it.
    """

    code: str
    name: str
    nation: Nation
    kind: ForceKind
    area_name: str = ""
    police_uk_slug: str = ""
    aliases: tuple[str, ...] = ()


class UnknownForce(WaymarkError):
    """No force has this code or name."""

    def __init__(self, asked: str) -> None:
        super().__init__(
            f"no force is called {asked!r}: give an ONS police force area code such as E23000001, "
            f"one of {', '.join(_OWN_CODES)}, or the force's name; `waymark place` finds a force from a place"
        )


# One force a line.
# fmt: off
FORCES: tuple[Force, ...] = (
    Force("E23000036", "Avon and Somerset Police", Nation.ENGLAND, ForceKind.TERRITORIAL,
          area_name="Avon and Somerset", police_uk_slug="avon-and-somerset", aliases=("Avon & Somerset",)),
    Force("E23000026", "Bedfordshire Police", Nation.ENGLAND, ForceKind.TERRITORIAL,
          area_name="Bedfordshire", police_uk_slug="bedfordshire"),
    Force("E23000023", "Cambridgeshire Constabulary", Nation.ENGLAND, ForceKind.TERRITORIAL,
          area_name="Cambridgeshire", police_uk_slug="cambridgeshire"),
    Force("E23000006", "Cheshire Constabulary", Nation.ENGLAND, ForceKind.TERRITORIAL,
          area_name="Cheshire", police_uk_slug="cheshire"),
    Force("E23000034", "City of London Police", Nation.ENGLAND, ForceKind.TERRITORIAL,
          area_name="London, City of", police_uk_slug="city-of-london", aliases=("City of London", "CoLP")),
    Force("E23000013", "Cleveland Police", Nation.ENGLAND, ForceKind.TERRITORIAL,
          area_name="Cleveland", police_uk_slug="cleveland"),
    Force("E23000002", "Cumbria Constabulary", Nation.ENGLAND, ForceKind.TERRITORIAL,
          area_name="Cumbria", police_uk_slug="cumbria"),
    Force("E23000018", "Derbyshire Constabulary", Nation.ENGLAND, ForceKind.TERRITORIAL,
          area_name="Derbyshire", police_uk_slug="derbyshire"),
    Force("E23000035", "Devon and Cornwall Police", Nation.ENGLAND, ForceKind.TERRITORIAL,
          area_name="Devon & Cornwall", police_uk_slug="devon-and-cornwall", aliases=("Devon and Cornwall",)),
    Force("E23000039", "Dorset Police", Nation.ENGLAND, ForceKind.TERRITORIAL,
          area_name="Dorset", police_uk_slug="dorset"),
    Force("E23000008", "Durham Constabulary", Nation.ENGLAND, ForceKind.TERRITORIAL,
          area_name="Durham", police_uk_slug="durham"),
    Force("W15000004", "Dyfed-Powys Police", Nation.WALES, ForceKind.TERRITORIAL,
          area_name="Dyfed-Powys", police_uk_slug="dyfed-powys"),
    Force("E23000028", "Essex Police", Nation.ENGLAND, ForceKind.TERRITORIAL,
          area_name="Essex", police_uk_slug="essex"),
    Force("E23000037", "Gloucestershire Constabulary", Nation.ENGLAND, ForceKind.TERRITORIAL,
          area_name="Gloucestershire", police_uk_slug="gloucestershire"),
    Force("E23000005", "Greater Manchester Police", Nation.ENGLAND, ForceKind.TERRITORIAL,
          area_name="Greater Manchester", police_uk_slug="greater-manchester", aliases=("GMP",)),
    Force("W15000002", "Gwent Police", Nation.WALES, ForceKind.TERRITORIAL,
          area_name="Gwent", police_uk_slug="gwent"),
    Force("E23000030", "Hampshire and Isle of Wight Constabulary", Nation.ENGLAND, ForceKind.TERRITORIAL,
          area_name="Hampshire", police_uk_slug="hampshire",
          aliases=("Hampshire Constabulary", "Hampshire and Isle of Wight")),
    Force("E23000027", "Hertfordshire Constabulary", Nation.ENGLAND, ForceKind.TERRITORIAL,
          area_name="Hertfordshire", police_uk_slug="hertfordshire"),
    Force("E23000012", "Humberside Police", Nation.ENGLAND, ForceKind.TERRITORIAL,
          area_name="Humberside", police_uk_slug="humberside"),
    Force("E23000032", "Kent Police", Nation.ENGLAND, ForceKind.TERRITORIAL,
          area_name="Kent", police_uk_slug="kent"),
    Force("E23000003", "Lancashire Constabulary", Nation.ENGLAND, ForceKind.TERRITORIAL,
          area_name="Lancashire", police_uk_slug="lancashire"),
    Force("E23000021", "Leicestershire Police", Nation.ENGLAND, ForceKind.TERRITORIAL,
          area_name="Leicestershire", police_uk_slug="leicestershire"),
    Force("E23000020", "Lincolnshire Police", Nation.ENGLAND, ForceKind.TERRITORIAL,
          area_name="Lincolnshire", police_uk_slug="lincolnshire"),
    Force("E23000004", "Merseyside Police", Nation.ENGLAND, ForceKind.TERRITORIAL,
          area_name="Merseyside", police_uk_slug="merseyside"),
    Force("E23000001", "Metropolitan Police Service", Nation.ENGLAND, ForceKind.TERRITORIAL,
          area_name="Metropolitan Police", police_uk_slug="metropolitan",
          aliases=("Metropolitan", "Met", "MPS", "London")),
    Force("E23000024", "Norfolk Constabulary", Nation.ENGLAND, ForceKind.TERRITORIAL,
          area_name="Norfolk", police_uk_slug="norfolk"),
    Force("W15000001", "North Wales Police", Nation.WALES, ForceKind.TERRITORIAL,
          area_name="North Wales", police_uk_slug="north-wales"),
    Force("E23000009", "North Yorkshire Police", Nation.ENGLAND, ForceKind.TERRITORIAL,
          area_name="North Yorkshire", police_uk_slug="north-yorkshire"),
    Force("E23000022", "Northamptonshire Police", Nation.ENGLAND, ForceKind.TERRITORIAL,
          area_name="Northamptonshire", police_uk_slug="northamptonshire"),
    Force("E23000007", "Northumbria Police", Nation.ENGLAND, ForceKind.TERRITORIAL,
          area_name="Northumbria", police_uk_slug="northumbria"),
    Force("E23000019", "Nottinghamshire Police", Nation.ENGLAND, ForceKind.TERRITORIAL,
          area_name="Nottinghamshire", police_uk_slug="nottinghamshire"),
    Force("W15000003", "South Wales Police", Nation.WALES, ForceKind.TERRITORIAL,
          area_name="South Wales", police_uk_slug="south-wales"),
    Force("E23000011", "South Yorkshire Police", Nation.ENGLAND, ForceKind.TERRITORIAL,
          area_name="South Yorkshire", police_uk_slug="south-yorkshire"),
    Force("E23000015", "Staffordshire Police", Nation.ENGLAND, ForceKind.TERRITORIAL,
          area_name="Staffordshire", police_uk_slug="staffordshire"),
    Force("E23000025", "Suffolk Constabulary", Nation.ENGLAND, ForceKind.TERRITORIAL,
          area_name="Suffolk", police_uk_slug="suffolk"),
    Force("E23000031", "Surrey Police", Nation.ENGLAND, ForceKind.TERRITORIAL,
          area_name="Surrey", police_uk_slug="surrey"),
    Force("E23000033", "Sussex Police", Nation.ENGLAND, ForceKind.TERRITORIAL,
          area_name="Sussex", police_uk_slug="sussex"),
    Force("E23000029", "Thames Valley Police", Nation.ENGLAND, ForceKind.TERRITORIAL,
          area_name="Thames Valley", police_uk_slug="thames-valley", aliases=("TVP",)),
    Force("E23000017", "Warwickshire Police", Nation.ENGLAND, ForceKind.TERRITORIAL,
          area_name="Warwickshire", police_uk_slug="warwickshire"),
    Force("E23000016", "West Mercia Police", Nation.ENGLAND, ForceKind.TERRITORIAL,
          area_name="West Mercia", police_uk_slug="west-mercia"),
    Force("E23000014", "West Midlands Police", Nation.ENGLAND, ForceKind.TERRITORIAL,
          area_name="West Midlands", police_uk_slug="west-midlands", aliases=("WMP",)),
    Force("E23000010", "West Yorkshire Police", Nation.ENGLAND, ForceKind.TERRITORIAL,
          area_name="West Yorkshire", police_uk_slug="west-yorkshire", aliases=("WYP",)),
    Force("E23000038", "Wiltshire Police", Nation.ENGLAND, ForceKind.TERRITORIAL,
          area_name="Wiltshire", police_uk_slug="wiltshire"),
    Force("S23000009", "Police Service of Scotland", Nation.SCOTLAND, ForceKind.TERRITORIAL,
          area_name="Scotland", aliases=("Police Scotland",)),
    Force("N99999999", "Police Service of Northern Ireland", Nation.NORTHERN_IRELAND, ForceKind.TERRITORIAL,
          area_name="Northern Ireland", police_uk_slug="northern-ireland", aliases=("PSNI", "N23000009")),
    Force("BTP", "British Transport Police", Nation.GREAT_BRITAIN, ForceKind.SPECIAL, police_uk_slug="btp"),
    Force("MODP", "Ministry of Defence Police", Nation.UNITED_KINGDOM, ForceKind.SPECIAL,
          aliases=("MDP", "MoD Police")),
    Force("CNC", "Civil Nuclear Constabulary", Nation.GREAT_BRITAIN, ForceKind.SPECIAL),
    Force("NCA", "National Crime Agency", Nation.UNITED_KINGDOM, ForceKind.AGENCY),
    Force("IOM", "Isle of Man Constabulary", Nation.CROWN_DEPENDENCY, ForceKind.CROWN_DEPENDENCY,
          aliases=("Isle of Man", "M99999999")),
    Force("JSY", "States of Jersey Police", Nation.CROWN_DEPENDENCY, ForceKind.CROWN_DEPENDENCY,
          aliases=("Jersey",)),
    Force("GSY", "Guernsey Police", Nation.CROWN_DEPENDENCY, ForceKind.CROWN_DEPENDENCY,
          aliases=("Guernsey",)),
)
# fmt: on

_OWN_CODES = tuple(force.code for force in FORCES if force.kind is not ForceKind.TERRITORIAL)
_BY_CODE = {force.code: force for force in FORCES}


def _plain(name: str) -> str:
    """A name as it is compared: letters and digits alone, `&` as `and`, common tails dropped."""
    words = name.casefold().replace("&", " and ").replace(",", " ").replace("-", " ").split()
    return " ".join(word for word in words if word not in {"police", "constabulary", "service", "the"})


_BY_NAME = {
    _plain(name): force
    for force in reversed(FORCES)
    for name in (force.name, force.area_name, force.police_uk_slug, force.code, *force.aliases)
    if _plain(name)
}


def force_by_code(code: str) -> Force:
    """The force with this code, in any case. Raises UnknownForce."""
    found = _BY_CODE.get(code.strip().upper())
    if found is None:
        raise UnknownForce(code)
    return found


def force_by_name(name: str) -> Force:
    """The force that goes by this name, alias, slug or code, however written. Raises UnknownForce."""
    found = _BY_NAME.get(_plain(name))
    if found is None:
        raise UnknownForce(name)
    return found


def territorial(code: str) -> Force | None:
    """The territorial force whose area has this code; None for a pseudo code or a code not in use.

    N23000009 is taken for N99999999: some vintages of the Postcode Directory use it for Northern Ireland.
    """
    found = _BY_CODE.get("N99999999" if code == "N23000009" else code)
    return found if found is not None and found.kind is ForceKind.TERRITORIAL else None


def nation_force(district_code: str) -> Force | None:
    """The one force of Scotland or Northern Ireland, for a district there; None for one elsewhere."""
    if district_code.startswith("S12"):
        return force_by_code("S23000009")
    if district_code.startswith(("N09", "95")):
        return force_by_code("N99999999")
    return None
