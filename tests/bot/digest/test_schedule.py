from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.digest.schedule import find_zone, next_due, parse_days, parse_time
from bot.errors import UserError
from storage.models import Rule

ZONES = (
    "UTC",
    "Europe/Berlin",
    "America/New_York",
    "Australia/Lord_Howe",
    "America/Caracas",
    "Pacific/Apia",
    "Asia/Kathmandu",
    "Africa/Casablanca",
    "America/Havana",  # its clocks go forward at midnight
    "Antarctica/Troll",  # by two hours
    "Pacific/Kiritimati",
    "America/St_Johns",
)


def at(text):
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


clock_times = st.times().map(lambda each: f"{each:%H:%M}")
rules = st.builds(
    Rule,
    times=st.sets(clock_times, min_size=1, max_size=4).map(lambda each: tuple(sorted(each))),
    days=st.sets(st.integers(1, 7), min_size=1).map(lambda each: tuple(sorted(each))),
    zone=st.sampled_from(ZONES),
)
seconds = st.floats(at("1995-01-01").timestamp(), at("2045-01-01").timestamp())
moments = seconds.map(lambda each: datetime.fromtimestamp(each, UTC))


def wall(zone, text):
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def dues(rule, after, count):
    found = []
    for _ in range(count):
        after = next_due(rule, after)
        found.append(after)
    return found


class TestProperties:
    @given(rules, moments)
    def test_it_is_strictly_later_on_an_asked_for_day_and_in_utc(self, rule, after):
        due = next_due(rule, after)
        assert due > after
        assert due.tzinfo is UTC
        assert due.astimezone(ZoneInfo(rule.zone)).isoweekday() in rule.days

    @given(rules, moments)
    def test_it_comes_at_an_asked_for_time_or_at_the_end_of_a_gap(self, rule, after):
        zone = ZoneInfo(rule.zone)
        due = next_due(rule, after)
        if f"{due.astimezone(zone):%H:%M}" not in rule.times:
            moment_before = (due - timedelta(microseconds=1)).astimezone(zone)
            assert moment_before.utcoffset() < due.astimezone(zone).utcoffset()

    @given(rules, moments)
    def test_no_wall_time_comes_twice_on_one_local_date(self, rule, after):
        one = Rule(times=rule.times[:1], days=rule.days, zone=rule.zone)
        dates = [due.astimezone(ZoneInfo(one.zone)).date() for due in dues(one, after, 10)]
        assert len(set(dates)) == len(dates)

    @given(rules, moments, st.timedeltas(timedelta(0), timedelta(days=10)))
    def test_it_is_monotone_and_skips_nothing(self, rule, after, later):
        due = next_due(rule, after)
        assert next_due(rule, after + later) >= due
        assert next_due(rule, due - timedelta(microseconds=1)) == due

    @given(rules, moments)
    def test_after_may_be_in_any_zone(self, rule, after):
        assert next_due(rule, after.astimezone(ZoneInfo("Asia/Tokyo"))) == next_due(rule, after)


def test_the_time_itself_is_over():
    rule = Rule(times=("08:00",), zone="UTC")
    assert next_due(rule, at("2026-05-04T07:59:59.999999")) == at("2026-05-04T08:00")
    assert next_due(rule, at("2026-05-04T08:00")) == at("2026-05-05T08:00")


def test_times_and_days_multiply():
    rule = Rule(times=("07:30", "18:00"), days=(1, 5), zone="America/Caracas")
    assert dues(rule, at("2026-05-04T00:00"), 5) == [
        wall("America/Caracas", each)
        for each in (
            "2026-05-04T07:30",
            "2026-05-04T18:00",
            "2026-05-08T07:30",
            "2026-05-08T18:00",
            "2026-05-11T07:30",
        )
    ]


def test_the_local_date_counts_not_utc():
    rule = Rule(times=("08:00",), days=(1,), zone="Pacific/Kiritimati")  # UTC+14
    assert next_due(rule, at("2026-05-02T00:00")) == at("2026-05-03T18:00")  # a Sunday in UTC


def test_berlin_spring_gap_comes_at_the_end_of_the_gap():
    rule = Rule(times=("02:30",), zone="Europe/Berlin")
    assert dues(rule, at("2026-03-28T00:00"), 3) == [
        at("2026-03-28T01:30"),
        at("2026-03-29T01:00"),  # 03:00, the first instant after 01:59
        at("2026-03-30T00:30"),
    ]


def test_berlin_autumn_hour_comes_once_the_first_time():
    rule = Rule(times=("02:30",), zone="Europe/Berlin")
    assert dues(rule, at("2026-10-25T00:00"), 2) == [at("2026-10-25T00:30"), at("2026-10-26T01:30")]


def test_between_the_two_readings_of_a_folded_time_the_next_is_tomorrow():
    rule = Rule(times=("02:30",), zone="Europe/Berlin")
    assert next_due(rule, at("2026-10-25T00:45")) == at("2026-10-26T01:30")


def test_two_times_in_one_gap_are_one_digest():
    rule = Rule(times=("02:10", "02:40", "03:00"), zone="Europe/Berlin")
    assert dues(rule, at("2026-03-28T12:00"), 2) == [at("2026-03-29T01:00"), at("2026-03-30T00:10")]


def test_new_york_keeps_its_wall_time_over_both_changes():
    rule = Rule(times=("07:30",), zone="America/New_York")
    assert next_due(rule, at("2026-03-07T18:00")) == at("2026-03-08T11:30")
    assert next_due(rule, at("2026-03-07T00:00")) == at("2026-03-07T12:30")
    assert next_due(rule, at("2026-10-31T18:00")) == at("2026-11-01T12:30")


def test_lord_howe_changes_by_half_an_hour():
    rule = Rule(times=("02:15",), zone="Australia/Lord_Howe")
    # 4 October 2026: 02:00 (+10:30) becomes 02:30 (+11)
    assert next_due(rule, at("2026-10-03T00:00")) == at("2026-10-03T15:30")
    # 5 April 2026: 02:00 (+11) becomes 01:30 (+10:30)
    folded = Rule(times=("01:45",), zone="Australia/Lord_Howe")
    assert dues(folded, at("2026-04-04T00:00"), 2) == [at("2026-04-04T14:45"), at("2026-04-05T15:15")]


def test_caracas_has_no_summer_time_but_moved_half_an_hour_once():
    rule = Rule(times=("08:00",), zone="America/Caracas")
    assert next_due(rule, at("2016-04-30T00:00")) == at("2016-04-30T12:30")
    assert next_due(rule, at("2016-05-01T07:00")) == at("2016-05-01T12:00")
    assert next_due(rule, at("2026-07-01T07:00")) == at("2026-07-01T12:00")


def test_havana_midnight_gap_stays_on_its_date():
    rule = Rule(times=("00:30",), zone="America/Havana")
    due = next_due(rule, wall("America/Havana", "2026-03-07T12:00"))
    assert due == wall("America/Havana", "2026-03-08T01:00")


def test_apia_skipped_a_day_and_with_it_its_times():
    daily = Rule(times=("08:00",), zone="Pacific/Apia")
    dates = [
        due.astimezone(ZoneInfo("Pacific/Apia")).date() for due in dues(daily, at("2011-12-29T00:00"), 3)
    ]
    assert dates == [date(2011, 12, 29), date(2011, 12, 31), date(2012, 1, 1)]


def test_a_weekly_rule_of_the_skipped_day_waits_for_the_next_week():
    friday = Rule(times=("08:00",), days=(5,), zone="Pacific/Apia")
    due = next_due(friday, wall("Pacific/Apia", "2011-12-23T09:00"))
    assert due == wall("Pacific/Apia", "2012-01-06T08:00")


def test_an_unknown_zone_and_a_rule_that_never_comes_are_errors():
    with pytest.raises(ZoneInfoNotFoundError):
        next_due(Rule(zone="Europe/Atlantis"), at("2026-05-04T00:00"))
    with pytest.raises(ValueError, match="never comes due"):
        next_due(Rule(times=()), at("2026-05-04T00:00"))
    with pytest.raises(ValueError, match="never comes due"):
        next_due(Rule(days=()), at("2026-05-04T00:00"))


class TestParseTime:
    @pytest.mark.parametrize(
        ("words", "meant"),
        [
            ("7:30", "07:30"),
            ("07.30", "07:30"),
            ("0730", "07:30"),
            ("730", "07:30"),
            ("7", "07:00"),
            ("19h", "19:00"),
            ("19h30", "19:30"),
            ("19 h", "19:00"),
            ("7pm", "19:00"),
            ("7 PM", "19:00"),
            ("7:30 p.m.", "19:30"),
            ("12am", "00:00"),
            ("12pm", "12:00"),
            ("11:59am", "11:59"),
            ("0:00", "00:00"),
            ("23:59", "23:59"),
            ("um 8 Uhr", "08:00"),
            ("at 8", "08:00"),
            ("a las 8:15", "08:15"),
            ("à 8h15", "08:15"),
            (" noon ", "12:00"),
            ("Mediodía", "12:00"),
            ("midnight", "00:00"),
            ("Mitternacht", "00:00"),
            ("０７：３０", "07:30"),
            ("٠٧:٣٠", "07:30"),
        ],
    )
    def test_meant(self, words, meant):
        assert parse_time(words) == meant

    @pytest.mark.parametrize(
        "words",
        [
            "25:00",
            "24:00",
            "7:60",
            "7:5",
            "13pm",
            "0am",
            "",
            " ",
            "soon",
            "-7",
            "7:30:00",
            "07300",
            "7,30",
        ],
    )
    def test_refused(self, words):
        with pytest.raises(UserError) as error:
            parse_time(words)
        assert (error.value.key, error.value.variables) == ("bad-time", {"text": words.strip()})

    def test_a_long_word_is_not_repeated_whole(self):
        with pytest.raises(UserError) as error:
            parse_time("x" * 5000)
        assert len(str(error.value.variables["text"])) == 40

    @given(st.times())
    def test_every_minute_is_understood_in_its_common_spellings(self, moment):
        meant = f"{moment:%H:%M}"
        spellings = (
            f"{moment:%H:%M}",
            f"{moment:%H.%M}",
            f"{moment:%H%M}",
            f"{moment:%Hh%M}",
            f"{moment:%I:%M%p}",
        )
        assert {parse_time(each) for each in spellings} == {meant}

    @given(st.text(max_size=12))
    def test_anything_gives_a_valid_time_or_a_user_error(self, words):
        try:
            meant = parse_time(words)
        except UserError:
            return
        assert time.fromisoformat(meant).strftime("%H:%M") == meant


class TestParseDays:
    @pytest.mark.parametrize(
        ("words", "meant"),
        [
            ("daily", (1, 2, 3, 4, 5, 6, 7)),
            ("Every day", (1, 2, 3, 4, 5, 6, 7)),
            ("täglich", (1, 2, 3, 4, 5, 6, 7)),
            ("todos los días", (1, 2, 3, 4, 5, 6, 7)),
            ("weekdays", (1, 2, 3, 4, 5)),
            ("entre semana", (1, 2, 3, 4, 5)),
            ("werktags", (1, 2, 3, 4, 5)),
            ("weekends", (6, 7)),
            ("week-end", (6, 7)),
            ("mon,wed", (1, 3)),
            ("Wed, Mon", (1, 3)),
            ("mon wed fri", (1, 3, 5)),
            ("monday and thursday", (1, 4)),
            ("mon-fri", (1, 2, 3, 4, 5)),
            ("mon – wed, sun", (1, 2, 3, 7)),
            ("fri-mon", (1, 5, 6, 7)),
            ("sun-sun", (7,)),
            ("weekends, mon", (1, 6, 7)),
            ("tues/thurs", (2, 4)),
            ("lunes y miércoles", (1, 3)),
            ("sáb,dom", (6, 7)),
            ("mardi et jeudi", (2, 4)),
            ("Mo, Di, Mi, Do", (1, 2, 3, 4)),
            ("mi.", (3,)),
            ("Samstag", (6,)),
            ("segunda-feira", (1,)),
            ("terça-feira - sexta-feira", (2, 3, 4, 5)),
            ("вторник", (2,)),
            ("1-5", (1, 2, 3, 4, 5)),
            ("7", (7,)),
        ],
    )
    def test_meant(self, words, meant):
        assert parse_days(words) == meant

    @pytest.mark.parametrize(
        "words",
        [
            "",
            " ",
            "and",
            "someday",
            "mon,someday",
            "0",
            "8",
            "m",
            "t",
            "mon-",
            "-",
            "mon-someday",
            "venezuela",
            "VE",
            "ma",
            "all",
            "any",
        ],
    )
    def test_refused(self, words):
        with pytest.raises(UserError) as error:
            parse_days(words)
        assert (error.value.key, error.value.variables) == ("bad-days", {"text": words.strip()})

    @given(st.text(max_size=15))
    def test_anything_gives_ascending_days_or_a_user_error(self, words):
        try:
            days = parse_days(words)
        except UserError:
            return
        assert days
        assert list(days) == sorted(set(days))
        assert set(days) <= {1, 2, 3, 4, 5, 6, 7}


class TestFindZone:
    @pytest.mark.parametrize(
        ("words", "zone"),
        [
            ("America/Caracas", "America/Caracas"),
            ("america/caracas", "America/Caracas"),
            ("caracas", "America/Caracas"),
            ("BERLIN", "Europe/Berlin"),
            (" new york ", "America/New_York"),
            ("new_york", "America/New_York"),
            ("america/new york", "America/New_York"),
            ("Port-au-Prince", "America/Port-au-Prince"),
            ("São Paulo", "America/Sao_Paulo"),
            ("buenos aires", "America/Argentina/Buenos_Aires"),
            ("Singapore", "Asia/Singapore"),
            ("utc", "UTC"),
            ("GMT", "GMT"),
            ("UTC+3", "Etc/GMT-3"),
            ("utc -5", "Etc/GMT+5"),
            ("GMT−4", "Etc/GMT+4"),
            ("+3", "Etc/GMT-3"),
            ("UTC+03:00", "Etc/GMT-3"),
            ("UTC+0", "UTC"),
            ("UTC+14", "Etc/GMT-14"),
            ("Etc/GMT-3", "Etc/GMT-3"),
            ("Venezuela", "America/Caracas"),
            ("germany", "Europe/Berlin"),
        ],
    )
    def test_found(self, words, zone):
        assert find_zone(words) == zone

    @pytest.mark.parametrize(
        ("words", "suggestion"),
        [
            ("Berln", "Europe/Berlin"),
            ("Carracas", "America/Caracas"),
            ("Europe/Berlinn", "Europe/Berlin"),
            ("xyzzy", ""),
            ("", ""),
            ("UTC+5:30", ""),
            ("UTC+15", ""),
            ("UTC-13", ""),
            ("Factory", ""),
            ("localtime", ""),
            ("united states", ""),
        ],
    )
    def test_refused(self, words, suggestion):
        with pytest.raises(UserError) as error:
            find_zone(words)
        assert error.value.key == "unknown-zone"
        assert error.value.variables == {"text": words, "suggestion": suggestion}

    def test_a_fixed_offset_is_ahead_of_utc_for_plus(self):
        assert wall(find_zone("UTC+3"), "2026-01-01T03:00") == at("2026-01-01T00:00")

    @given(st.text(max_size=30))
    def test_anything_gives_a_zone_that_exists_or_a_user_error(self, words):
        try:
            zone = find_zone(words)
        except UserError:
            return
        assert ZoneInfo(zone).key == zone
