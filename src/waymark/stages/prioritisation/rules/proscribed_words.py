"""The words that name what a policy may never rest on: protected characteristics, and what stands in for them.

Sources: Equality Act 2010 s 4 (the characteristics, of which sex and age are two); and Waymark's own
guard rails, which add what stands in for them: place and deprivation, names, language, education,
livelihood, and the sex of children depicted.
"""

from __future__ import annotations

from typing import NamedTuple

EQUALITY_ACT = "Equality Act 2010 s 4"
GUARD_RAILS = "Waymark guard rails (known proxies)"


class Proscribed(NamedTuple):
    """words: each a run of words that names it. plain: those that mean nothing else, even in prose."""

    what: str
    source: str
    words: tuple[str, ...]
    plain: tuple[str, ...] = ()


def _each(text: str) -> tuple[str, ...]:
    return tuple(text.split(", "))


_PEOPLES = _each(
    "polish, romanian, bulgarian, albanian, lithuanian, latvian, ukrainian, russian, pakistani, bangladeshi, "
    "indian, nigerian, ghanaian, somali, eritrean, ethiopian, afghan, iraqi, iranian, kurdish, syrian, turkish, "
    "vietnamese, chinese, filipino, jamaican, caribbean, african, arab, american"
)
_NEAR_PEOPLES = _each("european, british, irish, scottish, welsh, english")
"""Of these islands' law and bodies too, so that a reason in words may name them: "by Scottish guidance"."""

_LANGUAGES = _each(
    "cymraeg, gaelic, urdu, punjabi, bengali, gujarati, hindi, tamil, arabic, farsi, pashto, portuguese, spanish, "
    "french, german, italian, mandarin, cantonese, swahili, yiddish, hebrew"
)

PROSCRIBED = (
    Proscribed(
        "age",
        EQUALITY_ACT,
        _each(
            "age, aged, ages, dob, yob, birth, birthday, birthdate, born, young, younger, old, older, elderly, "
            "adolescent, teen, teenage, juvenile, youth, pensioner, retired, generation, years, millennial, boomer, "
            "sixties, seventies, undergraduate, undergrad, student, year group"
        ),
        _each(
            "suspect age, age of suspect, age of the suspect, young men, young man, old men, elderly, boomer, "
            "millennial"
        ),
    ),
    Proscribed(
        "sex",
        EQUALITY_ACT,
        _each(
            "sex, male, female, man, men, woman, women, boy, girl, gender, masculine, feminine, husband, wife, mr, "
            "mrs, ms, title, pronoun, is he, is she, menopause, masculine name, miss"
        ),
        _each("male, female, boy, girl, men, women, sex of"),
    ),
    Proscribed(
        "gender reassignment",
        EQUALITY_ACT,
        _each(
            "transgender, trans, transsexual, gender identity, reassignment, nonbinary, deadname, hormone therapy"
        ),
        _each("transgender, gender, reassignment, deadname"),
    ),
    Proscribed(
        "race",
        EQUALITY_ACT,
        (
            *_each(
                "race, racial, ethnic, ethnicity, colour, color, skin, nationality, national, black, white, asian, "
                "gypsy, "
                "roma, traveller, immigrant, immigration, migrant, asylum, refugee, visa, foreign, citizenship, "
                "country, "
                "origin, passport, ic1, heritage, caste, tribe, clan, ancestry, birthplace, native, complexion, hair "
                "texture, overseas born, residence permit, settled status, leave to remain, indefinite leave, onomap"
            ),
            *_PEOPLES,
            *_NEAR_PEOPLES,
        ),
        (
            *_each(
                "race, racial, ethnic, ethnicity, nationality, immigrant, asylum, gypsy, born in, british born, "
                "complexion, settled status, leave to remain"
            ),
            *_PEOPLES,
        ),
    ),
    Proscribed(
        "religion or belief",
        EQUALITY_ACT,
        _each(
            "religion, religious, belief, faith, muslim, islam, christian, jewish, hindu, sikh, buddhist, atheist, "
            "mosque, church, synagogue, temple, worship, hijab, turban, halal, kosher, prayer, gurdwara, chapel, "
            "ramadan, eid, fasting, diwali, sabbath, lent, head covering, skullcap, catholic, protestant, orthodox, "
            "baptised, vicar, imam"
        ),
        _each(
            "religion, religious, muslim, christian, jewish, hindu, sikh, faith, mosque, synagogue, gurdwara, hijab, "
            "ramadan, diwali, sabbath, catholic, protestant, head covering"
        ),
    ),
    Proscribed(
        "disability",
        EQUALITY_ACT,
        _each(
            "disability, disabled, disabilities, autism, autistic, impairment, neurodivergent, adhd, wheelchair, "
            "mental health, learning difficulty, blue badge, diagnosis, dla, pip, nhs, patient, surgery, gp, cmht, "
            "asperger, sen, ehcp, deaf, blind, hearing aid, dyslexia, dyslexic, mental illness, sectioned, section "
            "136, care home"
        ),
        _each(
            "disability, disabled, autistic, autism, mental health, deaf, mental illness, nhs patient, on pip, "
            "gp surgery, "
            "surgery, autistic spectrum"
        ),
    ),
    Proscribed(
        "sexual orientation",
        EQUALITY_ACT,
        _each(
            "orientation, gay, lesbian, bisexual, homosexual, heterosexual, lgbt, queer, grindr, same sex, sexuality"
        ),
        _each("orientation, gay, lesbian, bisexual, homosexual, sexuality, same sex"),
    ),
    Proscribed(
        "marriage and civil partnership",
        EQUALITY_ACT,
        _each(
            "marital, married, marriage, civil partner, single, divorced, widowed, spouse, bachelor, civil status, "
            "partner status, civil union, cohabit, cohabiting, lone parent, unmarried, lives alone, lives with "
            "parents, next of kin"
        ),
        _each("marital, married, divorced, civil partner, unmarried, cohabiting, lone parent, bachelor"),
    ),
    Proscribed(
        "pregnancy and maternity",
        EQUALITY_ACT,
        _each("pregnancy, pregnant, maternity, expecting, parental leave, newborn, nursing mother"),
        _each("pregnancy, pregnant, maternity, parental leave"),
    ),
    Proscribed(
        "place or deprivation",
        GUARD_RAILS,
        _each(
            "postcode, postal, zip, deprivation, deprived, imd, lsoa, msoa, ward, district, borough, estate, "
            "neighbourhood, urban, rural, mosaic, acorn, poverty, tenure, council tenant, social housing, council "
            "house, area, locality, outcode, uprn, latitude, longitude, town, city, village, region, street, tenant, "
            "slum, council tax, tax band, caravan, travellers site, halting site, hostel, homeless, hmo, sofa "
            "surfing, housing association, housing, parish, county, constituency, beat, sector, hotspot, easting, "
            "northing, grid reference, what3words, tower block, flat, lsoa21, oac, supergroup, output area, cameo, "
            "experian, decile, quintile, halls of residence, care leaver, looked after"
        ),
        _each(
            "postcode, deprivation, deprived, social housing, council estate, neighbourhood, council house, council "
            "tenant, poor area, rough area, social renting, council tax, travellers site, caravan site, hostel, "
            "homeless, housing association, tower block, crime area, hotspot, decile, tax band"
        ),
    ),
    Proscribed(
        "livelihood",
        GUARD_RAILS,
        _each(
            "income, benefits, unemployed, unemployment, jobless, salary, wealth, occupation, social class, education "
            "level, credit, universal credit, claimant, welfare state, redundant, workless, breadline, debt, free "
            "meals, food bank, pawnbroker, rent arrears, loan, ccj, car make, car value, vehicle value, tax code, "
            "blue collar, zero hours, shift worker, payday, allowance, carer allowance, home owner"
        ),
        _each(
            "unemployed, unemployment, on benefits, benefit claimant, universal credit, income, food bank, rent "
            "arrears, zero hours, blue collar"
        ),
    ),
    Proscribed(
        "education",
        GUARD_RAILS,
        _each(
            "school, schooling, university, college, qualification, literacy, graduate, education, pupil premium, "
            "fsm, free school meal, pupil"
        ),
        _each(
            "schooling, private school, state school, school leaver, university, faith school, free school meal, "
            "pupil premium"
        ),
    ),
    Proscribed(
        "name",
        GUARD_RAILS,
        _each(
            "name, surname, forename, firstname, lastname, nickname, initials, first name, given name, family name, "
            "mohammed, sounds foreign"
        ),
        _each(
            "surname, forename, foreign name, name origin, sounding name, first name, family name, given name, "
            "surnames, name that sounds, sounds foreign"
        ),
    ),
    Proscribed(
        "language",
        GUARD_RAILS,
        (
            *_each(
                "language, accent, dialect, keyboard, locale, alphabet, interpreter, speaks, spoken, speaker, "
                "bilingual, "
                "mother tongue, esol, dialling code, calling code, phone prefix, country code, roaming, sim country, "
                "timezone"
            ),
            *_LANGUAGES,
        ),
        (
            *_each(
                "language, accent, dialect, mother tongue, speaks english, english speaker, browser set to, phone "
                "prefix, "
                "dialling code, calling code, country code, speaks welsh"
            ),
            *_LANGUAGES,
        ),
    ),
    Proscribed(
        "what the images show",
        GUARD_RAILS,
        _each(
            "depicted, depicts, depicting, image count, images, volume, files, category a, category b, category c, "
            "classification, severity, infant, bestiality, prepubescent"
        ),
        _each("depicted, depicting, number of images, volume of images"),
    ),
)
