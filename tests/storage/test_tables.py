from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storage import tables
from storage.errors import NaiveTime
from storage.tables import Moment


@given(st.datetimes(timezones=st.timezones() | st.just(UTC)))
def test_a_time_comes_back_as_the_same_instant_in_utc(moment):
    try:
        expected = moment.astimezone(UTC)
    except OverflowError:  # a local time at the very end of the calendar
        return
    column = Moment()
    kept = column.process_bind_param(moment, None)
    assert isinstance(kept, int)
    back = column.process_result_value(kept, None)
    assert (back, back.tzinfo) == (expected, UTC)


@given(st.datetimes())
def test_a_naive_time_is_refused(moment):
    with pytest.raises(NaiveTime):
        Moment().process_bind_param(moment, None)


def test_no_time_is_no_time_and_zones_do_not_matter():
    column = Moment()
    assert column.process_bind_param(None, None) is None
    assert column.process_result_value(None, None) is None
    noon = datetime(2026, 1, 1, 12, tzinfo=UTC)
    kyiv = noon.astimezone(timezone(timedelta(hours=2)))
    assert column.process_bind_param(kyiv, None) == column.process_bind_param(noon, None)


def test_every_table_of_a_chat_is_emptied_with_it():
    for table in tables.metadata.tables.values():
        if "chat_id" in table.c:
            [key] = table.c.chat_id.foreign_keys
            assert key.ondelete == "CASCADE", table.name


def test_every_foreign_key_has_an_index():
    """Or a deletion reads the whole table that refers to it."""
    for table in tables.metadata.tables.values():
        leading = {next(iter(index.columns)).name for index in table.indexes}
        leading |= {next(iter(each.columns)).name for each in table.constraints if list(each.columns)}
        for column in table.c:
            if column.foreign_keys:
                assert column.name in leading | {next(iter(table.primary_key.columns)).name}, column
