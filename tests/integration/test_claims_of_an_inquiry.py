"""Each claim that an inquiry heard, computed from single records, and again when a tenth of them is gone.

The records are invented and a tenth or less of what was published; the arithmetic by hand stands beside each figure.
S1 to S20 are the claims' numbers in the seed table of the field study.
"""

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from math import log
from statistics import mean, median, mode

import pytest

from tests.builders import Held, a_viewer, receive
from tests.integration.command_line import as_superuser
from waymark.access.viewing import acting
from waymark.stages.statistics.operations.figures import load_figures
from waymark.stages.statistics.queries.asked import counted_twice, parts_counted, published_twice
from waymark.stages.statistics.queries.counting import NotRecordedYet, RunsBackwards, counts
from waymark.stages.statistics.queries.reached import NothingOfThen
from waymark.stages.statistics.queries.reporting import NothingReceived, report_on
from waymark.stages.statistics.rules.bases import base
from waymark.stages.statistics.rules.breaks import breaks_of
from waymark.stages.statistics.rules.comparisons import change
from waymark.stages.statistics.rules.decomposition import decompose
from waymark.stages.statistics.rules.figures import COLUMNS, Figure, are_one_series
from waymark.stages.statistics.rules.intervals import wilson
from waymark.stages.statistics.rules.people import ages, shares
from waymark.stages.statistics.rules.periods import PeriodKind, parse_period, period_of
from waymark.stages.statistics.rules.units import By, DifferentUnits, Unit
from waymark.stages.statistics.rules.weeks import weekly
from waymark.synthetic.published import published_documents

NOW = datetime(2026, 11, 20, tzinfo=UTC)
FINANCIAL = PeriodKind.FINANCIAL_YEAR
IMAGES = "Child Pornography (possession, manufacture, and distribution)"
APPROACH = "Online Enticement of Children for Sexual Acts"

# Source, how many, first day, last day, kind of incident.
RECORDS = (
    ("tech", 100, date(2017, 1, 1), date(2017, 12, 31), IMAGES),
    ("other", 10, date(2017, 1, 1), date(2017, 12, 31), IMAGES),
    ("tech", 180, date(2018, 1, 1), date(2018, 12, 31), IMAGES),
    ("other", 115, date(2018, 1, 1), date(2018, 12, 31), IMAGES),
    ("tech", 21, date(2019, 1, 1), date(2019, 1, 31), IMAGES),
    ("other", 11, date(2019, 1, 1), date(2019, 1, 31), IMAGES),
    ("ncmec", 15, date(2009, 1, 1), date(2009, 12, 31), IMAGES),
    ("ncmec", 153, date(2016, 1, 1), date(2016, 12, 31), IMAGES),
    ("nca", 65, date(2017, 1, 1), date(2017, 9, 30), IMAGES),
    ("nca", 12, date(2014, 1, 1), date(2014, 12, 31), IMAGES),
    ("country", 16, date(2014, 1, 1), date(2014, 12, 31), IMAGES),
    ("country", 60, date(2017, 1, 1), date(2017, 12, 31), IMAGES),
    ("police", 39, date(2015, 4, 1), date(2016, 3, 31), IMAGES),
    ("police", 57, date(2016, 4, 1), date(2017, 3, 31), IMAGES),
    ("grooming", 30, date(2016, 4, 1), date(2017, 3, 31), APPROACH),
    ("grooming", 44, date(2017, 4, 3), date(2018, 3, 31), APPROACH),
)
AGES = (13, 13, 14, 12, 13, 15, None, 13, 16)


def documents():
    serial = 0
    for source, count, first, last, kind in RECORDS:
        days = (last - first).days + 1
        for at in range(count):
            serial += 1
            day = first + timedelta(days=at * days // count)
            age = AGES[serial % len(AGES)]
            stated = f"<age>{age}</age>" if age else ""
            victim = f"<victim><victimPerson>{stated}</victimPerson></victim>" if source == "police" else ""
            content = (
                '<?xml version="1.0" encoding="UTF-8"?><report><incidentSummary>'
                f"<incidentType>{kind}</incidentType><incidentDateTime>{day}T12:00:00Z</incidentDateTime>"
                "</incidentSummary><reporter><reportingPerson><email>trust@example.com</email></reportingPerson>"
                f"</reporter><personOrUserReported><espIdentifier>u{serial}</espIdentifier>"
                f"<espService>Examplechat</espService></personOrUserReported>{victim}</report>"
            )
            yield source, Held(content.encode(), name=f"{serial}.xml")


class Ours:
    """Figures through the queries that the commands and pages ask."""

    def __init__(self, viewer):
        self.viewer = viewer

    def rows(self, period, *by, unit=Unit.REPORT):
        span = parse_period(period)
        with acting(self.viewer):
            return counts(
                self.viewer, unit, by=by, start=span.start, end=span.end, as_at=NOW, by_offence=True
            ).rows

    def of(self, source, period):
        return sum(row.count for row in self.rows(period, By.SOURCE) if row.by["source"] == source)

    def ages(self):
        return [
            int(row.by["age"]) if row.by["age"] else None
            for row in self.rows("2015..2017", By.AGE, unit=Unit.VICTIM)
            for _ in range(row.count)
        ]

    def weeks(self):
        days = self.rows("2017-01-02..2018-12-30", By.DAY)
        return [each.count for each in weekly((row.by["day"], str(row.count)) for row in days)]

    def parties(self):
        return sum(row.count for row in self.rows("2009..2019", unit=Unit.SUSPECT)) + len(self.ages())


class ByHand:
    """The same from the single records, read past every query of ours."""

    def __init__(self):
        self.reports = as_superuser("select id, source, incident_at::date from report")
        self.people = as_superuser(
            "select p.role, p.detail->>'age' from party p join report r on r.id = p.report_id"
        )

    def of(self, source, period):
        span = parse_period(period)
        return sum(each == source and span.start <= day <= span.end for _, each, day in self.reports)

    def ages(self):
        return sorted(int(age) for role, age in self.people if role == "victim" and age)

    def unknown_ages(self):
        return sum(role == "victim" and not age for role, age in self.people)


def averages(stated):
    found = ages(stated)
    return found.mean, found.median, *found.mode, found.known


def percent(a, b):
    return (b / a - 1) * 100


def met(of, year):
    return of("tech", year) + of("other", year)


def compared(of, a, b, old, new, **more):
    return change(old(of, a), new(of, b), a=parse_period(a), b=parse_period(b), **more)


def by(source):
    return lambda of, period: of(source, period)


CLAIMS = {
    "S1 rise": (
        lambda r: compared(r.of, "2017", "2018", met, met).percent,
        lambda r: percent(met(r.of, "2017"), met(r.of, "2018")),
    ),
    "S2 what it rose from": (
        lambda r: base(
            r.of("tech", "2018"), f"{percent(r.of('tech', '2017'), r.of('tech', '2018')):.9f}"
        ).base,
        lambda r: r.of("tech", "2017"),
    ),
    "S3 share of the growth": (
        lambda r: decompose(
            {"tech": (r.of("tech", "2017"), r.of("tech", "2018"))},
            total=(met(r.of, "2017"), met(r.of, "2018")),
        ).parts[0].share_of_growth,
        lambda r: max(
            (r.of(source, "2018") - r.of(source, "2017")) / (met(r.of, "2018") - met(r.of, "2017")) * 100
            for source in ("tech", "other")
        ),
    ),
    "S4 share of one source": (
        lambda r: next(
            part.share_new
            for part in decompose(
                {source: (r.of(source, "2018"), r.of(source, "2019-01")) for source in ("tech", "other")},
                a=parse_period("2018"),
                b=parse_period("2019-01"),
            ).parts
            if part.source == "tech"
        ),
        lambda r: r.of("tech", "2019-01") / met(r.of, "2019-01") * 100,
    ),
    "S5 a month against a year": (
        lambda r: compared(r.of, "2018", "2019-01", met, met).percent,
        lambda r: percent(met(r.of, "2018") / 365, met(r.of, "2019-01") / 31),
    ),
    "S5 a month as a year": (
        lambda r: compared(r.of, "2018", "2019-01", met, met).annualised.by_days,
        lambda r: met(r.of, "2019-01") / 31 * 365,
    ),
    "S6 three readings": (
        lambda r: sorted(
            each.base
            for each in base(
                r.of("nca", "2017-01..2017-09"), "700", period=parse_period("2017-01..2017-09")
            ).readings
            if each.reading != "truncated"
        ),
        lambda r: [
            r.of("nca", "2017-01..2017-09") * factor for factor in (1 / 8, 1 / 7, 365 / 273 / 8)
        ],
    ),
    "S7 faster than the country": (
        lambda r: compared(r.of, "2014", "2017-01..2017-09", by("nca"), by("nca")).percent
        - compared(r.of, "2014", "2017", by("country"), by("country")).percent,
        lambda r: percent(r.of("nca", "2014") / 365, r.of("nca", "2017-01..2017-09") / 273)
        - percent(r.of("country", "2014"), r.of("country", "2017")),
    ),
    "S8 growth a year": (
        lambda r: compared(r.of, "2009", "2016", by("ncmec"), by("ncmec")).growth.percent_a_year,
        lambda r: ((r.of("ncmec", "2016") / r.of("ncmec", "2009")) ** (1 / 7) - 1) * 100,
    ),
    "S8 doubling": (
        lambda r: compared(r.of, "2009", "2016", by("ncmec"), by("ncmec")).growth.doubling_years,
        lambda r: 7 * log(2) / log(r.of("ncmec", "2016") / r.of("ncmec", "2009")),
    ),
    "S10 financial years": (
        lambda r: compared(r.of, "2015/16", "2016/17", by("police"), by("police")).percent,
        lambda r: percent(r.of("police", "2015-04..2016-03"), r.of("police", "2016-04..2017-03")),
    ),
    "S12 across a break, when asked outright": (
        lambda r: compared(
            r.of, "2016/17", "2017/18", by("grooming"), by("grooming"),
            breaks=breaks_of("grooming"), across_breaks=True,
        ).percent,
        lambda r: percent(r.of("grooming", "2016-04..2017-03"), r.of("grooming", "2017-04..2018-03")),
    ),
    "S13 a day": (
        lambda r: compared(r.of, "2015", "2016", by("police"), by("police")).per_day.new,
        lambda r: r.of("police", "2016") / 366,
    ),
    "S14 those not known, apart": (
        lambda r: (shares([None] * len(r.ages()))[-1].count, len(r.ages())),
        lambda r: (len(r.ages()) + r.unknown_ages(),) * 2,
    ),
    "S14 a share of those known": (
        lambda r: next(each for each in shares(str(age or "") or None for age in r.ages()) if each.value == "13").share,
        lambda r: r.ages().count(13) / len(r.ages()) * 100,
    ),
    "S15 mean, median and mode": (
        lambda r: averages(r.ages()),
        lambda r: (mean(r.ages()), median(r.ages()), mode(r.ages()), len(r.ages())),
    ),
    "S16 what the holiday test is given": (
        lambda r: sum(r.weeks()),
        lambda r: sum(
            r.of(source, "2017-01-02..2018-12-30")
            for source in {source for source, *_ in RECORDS}
        ),
    ),
    "S17 people named, and not reports": (
        lambda r: r.parties(),
        lambda r: sum(role in {"suspect", "victim"} for role, _ in r.people),
    ),
}  # fmt: skip


@pytest.fixture(scope="module")
def computed(module_database):
    """Every claim, ours and by hand: of all records, and of nine tenths of them."""
    del module_database
    viewer = a_viewer()
    held: dict[str, list[Held]] = {}
    for source, each in documents():
        held.setdefault(source, []).append(each)
    for source, several in held.items():
        receive(viewer, *several, source=source, now=NOW - timedelta(days=1))
    found = []
    for gone in (None, "delete from report where id % 10 = 3"):
        if gone:
            as_superuser(gone)
        ours, by_hand = Ours(viewer), ByHand()
        found.append(
            {name: (claim(ours), arithmetic(by_hand)) for name, (claim, arithmetic) in CLAIMS.items()}
        )
        found[-1]["reports"] = (len(by_hand.reports), len(by_hand.reports))
    return viewer, found


class TestClaims:
    @pytest.mark.parametrize("claim", CLAIMS)
    def test_follow_from_the_records_and_move_with_them(self, computed, claim):
        _, (whole, less) = computed

        for ours, by_hand in (whole[claim], less[claim]):
            assert ours == pytest.approx(by_hand)
        assert whole[claim][0] != less[claim][0]

    def test_lost_a_tenth_of_the_records(self, computed):
        _, (whole, less) = computed

        assert whole["reports"][0] == sum(count for _, count, *_ in RECORDS)
        assert less["reports"][0] / whole["reports"][0] == pytest.approx(0.9, abs=0.01)

    def test_of_two_units_are_not_joined_whatever_their_size(self, computed):
        """S9, S18, S20: alerts of one sender and referrals of one force, each counted from the records."""
        viewer, _ = computed
        of = Ours(viewer).of
        alerts = Figure("alerts", "X", "2017", of("nca", "2017"), "exact", "nine months", "the record")
        ours = Figure("referrals", "X", "2017", met(of, "2017"), "exact", "calendar year", "the record")

        with pytest.raises(DifferentUnits, match="not reconciled"):
            are_one_series(alerts, ours)

    def test_carry_how_many_desks_they_were_counted_from(self, computed):
        """S11: a figure is asked of the record each time, with its definition, query and denominator."""
        viewer, _ = computed
        with acting(viewer):
            found = counts(viewer, Unit.REPORT, as_at=NOW)

        assert (found.desks, found.total, bool(found.definition)) == (1, len(ByHand().reports), True)
        assert "from report r" in found.query

    def test_give_no_percentage_across_a_break(self, computed):
        """S12."""
        viewer, _ = computed
        found = compared(
            Ours(viewer).of,
            "2016/17",
            "2017/18",
            by("grooming"),
            by("grooming"),
            breaks=breaks_of("grooming"),
        )

        assert (found.percent, found.ratio) == (None, None)
        assert any("became an offence" in warning for warning in found.warnings)

    def test_of_crimes_and_devices_are_missing(self, computed):
        """S13, S19: no record of them is kept, and a count of reports is none of crimes."""
        viewer, _ = computed
        for unit in (Unit.CRIME, Unit.DEVICE, Unit.EXHIBIT):
            with acting(viewer), pytest.raises(NotRecordedYet):
                counts(viewer, unit, as_at=NOW)

    def test_give_a_share_with_its_interval(self, computed):
        """S14."""
        viewer, _ = computed
        known = Counter(age for age in Ours(viewer).ages() if age)

        found = next(each for each in shares(map(str, known.elements())) if each.value == "13")

        assert found.interval == pytest.approx([end * 100 for end in wilson(known[13], known.total())])


class TestFiguresAskedFor:
    """By the record, in two periods: never a 0 where nothing is known."""

    def asked(self, viewer, a, b, **more):
        with acting(viewer):
            return counted_twice(viewer, Unit.REPORT, a, b, as_at=NOW, by_offence=True, **more)

    @pytest.mark.parametrize(
        ("a", "b", "why"),
        [("2005", "2017", "from before 2009-01-01"), ("2017", "2027", "it had not begun")],
    )
    def test_of_a_time_that_the_record_does_not_reach_are_refused(self, computed, a, b, why):
        viewer, _ = computed

        with pytest.raises(NothingOfThen, match=why):
            self.asked(viewer, a, b)

    def test_by_receipt_say_that_the_offence_may_be_dated(self, computed):
        viewer, _ = computed

        with acting(viewer), pytest.raises(NothingOfThen, match="by the date of the offence there may be"):
            counted_twice(viewer, Unit.REPORT, "2017", "2018", as_at=NOW)

    def test_of_a_year_that_is_not_over_are_of_the_days_that_were(self, computed):
        viewer, _ = computed

        found = self.asked(viewer, "2017", "2026")

        assert found.b.end == NOW.date()
        assert any("was not over" in each for each in found.noted)
        assert change(found.old, found.new, a=found.a, b=found.b).basis == "per_day"

    def test_of_a_year_that_the_record_began_in_are_of_the_days_from_there(self, computed):
        viewer, _ = computed
        with acting(viewer):
            found = counted_twice(viewer, Unit.REPORT, "2026", "2026-11", as_at=NOW)

        assert found.a is not None
        assert found.a.start == (NOW - timedelta(days=1)).date()
        assert any("its days are, from there" in each for each in found.noted)

    def test_from_a_day_to_an_earlier_one_are_refused(self, computed):
        viewer, _ = computed

        with acting(viewer), pytest.raises(RunsBackwards):
            counts(viewer, Unit.REPORT, start=date(2018, 1, 1), end=date(2017, 12, 31), as_at=NOW)

    def test_of_sources_are_compared_by_the_day_where_the_periods_differ(self, computed):
        viewer, _ = computed
        with acting(viewer):
            found = parts_counted(
                viewer, Unit.REPORT, By.SOURCE, ("2018", "2019-01"), as_at=NOW, by_offence=True
            )

        parts = decompose(found.parts, a=found.a, b=found.b)

        assert parts.basis == "per_day"
        assert {part.source for part in parts.parts} == {"tech", "other", "grooming"}

    def test_without_a_split_of_time_are_not_0_where_nothing_is_known(self, computed):
        viewer, _ = computed
        span = parse_period("2001..2002")
        with acting(viewer):
            found = counts(viewer, Unit.REPORT, start=span.start, end=span.end, as_at=NOW, by_offence=True)

        assert found.rows == ()
        assert found.unknown[0][0] == "2001-01-01..2002-12-31"
        assert found.definition.endswith("dated here by the offence")

    def test_make_no_report_on_a_time_before_the_record(self, computed):
        viewer, _ = computed

        with acting(viewer), pytest.raises(NothingReceived, match="not known, and not 0"):
            report_on(viewer, parse_period("2017"), as_at=None, publish=False, now=NOW)

    def test_of_others_are_the_two_that_were_counted_alike(self, computed):
        """S10, S11: of three figures for one year, the one on the other year's basis; the others are named."""
        viewer, _ = computed
        rows = [
            ("England, 38 forces", "2015-16", "3000", "more than", "financial year; first release"),
            ("England", "2015-16", "3903", "exact", "financial year"),
            ("England", "2016-17", "5653", "exact", "financial year"),
        ]
        with acting(viewer):
            load_figures(
                viewer,
                [
                    (at, dict(zip(COLUMNS, ("crimes online", *row, "press"), strict=True)))
                    for at, row in enumerate(rows, start=2)
                ],
                name="figures.csv",
                now=NOW,
            )
            found = published_twice(viewer, ["crimes online"], "2015/16", "2016/17")

        assert found.a is not None
        assert (found.old, found.new, found.a.days) == (3903, 5653, 366)
        assert any("also stands at 3,000, counted otherwise" in each for each in found.noted)


@pytest.mark.usefixtures("database")
class TestPublishedTotals:
    @pytest.mark.parametrize("name", ["met-2017-2019", "police-recorded-2015-2017"])
    def test_come_through_the_door_and_are_counted_by_the_offence(self, name):
        """One record in forty of each profile; `waymark synth` writes them all."""
        viewer = a_viewer()
        taken = list(published_documents(name, seed=7))[::40]
        sources = Counter(document.name.split("/")[0] for document in taken)
        for source in sources:
            mine = [each for each in taken if each.name.startswith(f"{source}/")]
            receive(viewer, *(Held(each.content, name=each.name) for each in mine), source=source, now=NOW)

        with acting(viewer):
            found = counts(
                viewer, Unit.REFERRAL, by=[By.SOURCE, By.FINANCIAL_YEAR], as_at=NOW, by_offence=True
            )

        expected: Counter[tuple[str, str]] = Counter()
        for document in taken:
            moment = document.content.partition(b"<incidentDateTime>")[2][:10].decode()
            expected[document.name.split("/")[0], period_of(date.fromisoformat(moment), FINANCIAL).text] += 1
        assert {(row.by["source"], row.by["financial_year"]): row.count for row in found.rows} == expected
