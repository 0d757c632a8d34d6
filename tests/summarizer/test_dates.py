from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer import dates

FOURTH = date(2022, 3, 4)


@pytest.mark.parametrize(
    "text",
    [
        "Mar 4, 2022",
        "March 4th, 2022",
        "Friday, 4 March 2022",
        "4 de marzo de 2022",
        "4 de março de 2022",
        "4 mars 2022",
        "4. März 2022",
        "4 marzo 2022",
        "4 maart 2022",
        "4 марта 2022 г.",
        "4 березня 2022",
        "4 marca 2022",
        "4 Mart 2022",
        "4 Μαρτίου 2022",
        "4 مارس 2022",
        "٤ مارس ٢٠٢٢",
        "4 मार्च 2022",
        "4 Maret 2022",
        "4 tháng 3, 2022",
        "2022. március 4.",
        "2022年3月4日",
        "2022년 3월 4일",
        "4 มีนาคม 2565",
        "2022-03-04",
        "2022-03-04T10:00:00Z",
        "04.03.2022",
        "2022/03/04",
    ],
)
def test_one_day_in_many_prints(text):
    found = dates.find(text)
    assert found is not None
    assert found.date == FOURTH


def test_months_that_begin_like_a_small_word():
    assert dates.find("4 December 2022").date == dates.find("4. Dezember 2022").date == date(2022, 12, 4)
    assert dates.find("4 d'agost de 2022").date == date(2022, 8, 4)


def test_a_slash_date_counts_only_when_it_has_one_reading():
    assert dates.find("4/3/2022") is None
    assert dates.find("25/3/2022").date == dates.find("3/25/2022").date == date(2022, 3, 25)
    assert dates.find("4/4/2022").date == date(2022, 4, 4)


def test_who_writes_it_tells_how_it_is_read():
    assert dates.find("4/3/2022", day_first=True).date == FOURTH
    assert dates.find("3/4/2022", day_first=False).date == FOURTH
    assert dates.find("25/3/2022", day_first=False).date == date(2022, 3, 25)
    assert dates.find("24/02/2022").date == dates.find("24.02.2022").date == date(2022, 2, 24)


@pytest.mark.parametrize(
    ("text", "language", "day_first"),
    [
        ("", "es", True),
        ("", "tl", False),
        ("", "en", None),
        ("", "hu", None),
        ("", None, None),
        ("", "und", None),
        ("", "nonsense", None),
        ("on 24/2/2022", "en", True),
        ("on 2/24/2022", "es", False),
        ("24/2/2022 and 2/24/2022", "es", None),
    ],
)
def test_habits(text, language, day_first):
    assert dates.habit(text, language) is day_first


def test_two_readings():
    assert dates.is_ambiguous("on 4/3/2022")
    assert not dates.is_ambiguous("on 4/4/2022, 24/3/2022, 4.3.2022 or 4-3-2022")


@pytest.mark.parametrize(
    "line",
    [
        "10:32",
        "3 min read",
        "Updated 2 hours ago",
        "Lesezeit: 3 Min.",
        "vor 2 Stunden",
        "Monday 4 March",
        "10.32 Uhr",
    ],
)
def test_stamps(line):
    assert dates.is_stamp(line)


@pytest.mark.parametrize("line", ["", "12", "1-2", "Ten past four", "3 roads closed", "May 4 roads"])
def test_no_stamps(line):
    assert not dates.is_stamp(line)


@pytest.mark.parametrize(
    "text",
    ["", "31 February 2022", "Mar 4, 1422", "listopada 2022", "5 listopada 2022", "10:30", "3 of 2022"],
)
def test_no_date(text):
    assert dates.find(text) is None


@pytest.mark.parametrize(
    "line",
    [
        "Published: 2022-03-04T10:00:00Z | Updated: March 5, 2022 10:30 AM EST",
        "Publicado el 4 de marzo de 2022 a las 10:30",
        "Caracas, 4 de marzo de 2022",
        "Freitag, 4. März 2022, 10:30 Uhr",
        "Le 4 mars 2022 à 10h30",
        "4 марта 2022, 10:30 мск",
        "2022年3月4日 10:30 新华社",
    ],
)
def test_lines_that_are_dates(line):
    assert dates.in_line(line) == FOURTH


@pytest.mark.parametrize(
    "line",
    [
        "The law took effect on March 4, 2022 and nobody noticed.",
        "On March 4, 2022 the road was closed.",
        "In 2022 everything changed",
        "March 4, 2022 " + "and so on " * 20,
    ],
)
def test_lines_that_only_hold_one(line):
    assert dates.in_line(line) is None


def test_names_of_days_and_months():
    assert dates.names_day_or_month("Monday")
    assert dates.names_day_or_month("octubre")
    assert not dates.names_day_or_month("Ommati")


@given(st.text(alphabet=st.sampled_from("0123456789 ./-,年月日tháng MarchMärz\u0664")), st.text())
def test_any_text(likely, unlikely):
    for text in (likely, unlikely):
        found = dates.find(text)
        assert found is None or 0 <= found.span.start < found.span.end <= len(text)
        dates.in_line(text)
        dates.is_stamp(text)
        dates.is_ambiguous(text)
        dates.habit(text, "de")
