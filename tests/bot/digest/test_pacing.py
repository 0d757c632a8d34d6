import asyncio
from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.digest.pacing import CHAT_INTERVAL, GROUP_LIMIT, RATE, Pacer


@pytest.fixture
def pacer(time):
    return Pacer(clock=time.clock, sleep=time.sleep)


def most_within(times, window):
    """The most of the times that lie in one half-open window of so many seconds."""
    ordered = sorted(times)
    return max(sum(start <= each < start + window - 1e-9 for each in ordered) for start in ordered)


async def take(pacer, time, chat_id, *, group=False, given=None, **more):
    if await pacer.slot(chat_id, group=group, **more):
        (given if given is not None else []).append(time.clock())
        return time.clock()
    return None


async def test_the_first_slot_comes_at_once(pacer, time):
    assert await pacer.slot(1, group=False)
    assert time.clock() == 1000.0


async def test_many_chats_get_28_a_second_and_never_a_burst(pacer, time):
    given = await time.run(*(take(pacer, time, chat) for chat in range(200)))
    assert most_within(given, 1.0) <= 28
    assert max(given) - min(given) == pytest.approx(199 / RATE)
    assert all(later - earlier >= 1 / RATE - 1e-9 for earlier, later in pairwise(sorted(given)))


async def test_a_quiet_time_is_not_saved_up_for_a_burst(pacer, time):
    await pacer.slot(0, group=False)
    time.seconds += 3600
    given = await time.run(*(take(pacer, time, chat) for chat in range(1, 60)))
    assert most_within(given, 1.0) <= 28


async def test_a_late_wake_up_is_not_made_up_for(time):
    async def oversleep(seconds):
        await time.sleep(seconds + 0.5)

    pacer = Pacer(clock=time.clock, sleep=oversleep)
    given = await time.run(*(take(pacer, time, chat) for chat in range(20)))
    assert all(later - earlier >= 1 / RATE - 1e-9 for earlier, later in pairwise(sorted(given)))


async def test_an_early_wake_up_waits_again(time):
    async def wake_early(seconds):
        await time.sleep(seconds * 0.9 if seconds > 0.001 else seconds)

    pacer = Pacer(clock=time.clock, sleep=wake_early)
    given = await time.run(*(take(pacer, time, 1) for _ in range(4)))
    assert most_within(given, CHAT_INTERVAL) == 1


async def test_one_private_chat_gets_one_a_second_in_the_order_asked(pacer, time):
    order = []

    async def ask(name):
        await pacer.slot(7, group=False)
        order.append((name, time.clock()))

    await time.run(*(ask(name) for name in "abcd"))
    assert [name for name, _ in order] == list("abcd")
    assert [at for _, at in order] == pytest.approx([1000, 1001, 1002, 1003])


async def test_a_group_gets_20_a_minute(pacer, time):
    given = await time.run(*(take(pacer, time, -100, group=True) for _ in range(45)))
    assert most_within(given, 60.0) == GROUP_LIMIT
    assert most_within(given, 1.0) == 1
    assert max(given) - min(given) == pytest.approx(124.0)


async def test_a_busy_chat_does_not_hold_up_the_others(pacer, time):
    busy = [take(pacer, time, 1) for _ in range(10)]
    others = [take(pacer, time, chat) for chat in range(2, 12)]
    given = await time.run(*busy, *others)
    assert max(given[10:]) < 1001


async def test_a_pause_stops_the_whole_token(pacer, time):
    pacer.pause(30)
    assert pacer.paused() == 30
    given = await time.run(*(take(pacer, time, chat) for chat in range(3)))
    assert min(given) == 1030
    assert pacer.paused() == 0


async def test_a_pause_reaches_those_who_wait_already_and_is_never_shortened(pacer, time):
    await pacer.slot(1, group=False)
    waiting = asyncio.ensure_future(take(pacer, time, 1))
    await time.pass_by(0.5)
    pacer.pause(60)
    pacer.pause(5)
    await time.run(waiting)
    assert waiting.result() == pytest.approx(1060.5)


async def test_who_cannot_wait_is_told_so_at_once(pacer, time):
    pacer.pause(30)
    assert not await pacer.slot(1, group=False, within=29)
    assert time.clock() == 1000.0
    pacer.pause(0)
    assert await time.run(take(pacer, time, 1, within=31)) == [1030.0]


async def test_who_gives_up_later_uses_nothing_up(pacer, time):
    await pacer.slot(1, group=False)
    waiting = asyncio.ensure_future(take(pacer, time, 1, within=10))
    await time.pass_by(0.5)
    pacer.pause(60)
    await time.run(waiting)
    assert waiting.result() is None
    assert time.clock() < 1010
    (given,) = await time.run(take(pacer, time, 1))
    assert given == 1060.5


async def test_a_cancelled_waiter_leaves_its_place(pacer, time):
    await pacer.slot(1, group=False)
    first = asyncio.ensure_future(take(pacer, time, 1))
    second = asyncio.ensure_future(take(pacer, time, 1))
    await time.pass_by(0.2)
    first.cancel()
    await time.run(second)
    assert second.result() == 1001.0
    with pytest.raises(asyncio.CancelledError):
        await first


async def test_idle_chats_are_forgotten_and_waiting_ones_are_not(pacer, time):
    await time.run(*(take(pacer, time, chat) for chat in range(500)))
    time.seconds += 61
    pacer.pause(120)
    waiting = [asyncio.ensure_future(take(pacer, time, 7)) for _ in range(2)]
    await time.pass_by(61)
    later = asyncio.ensure_future(take(pacer, time, 8))
    await time.pass_by(0.1)
    assert set(pacer._lanes) == {7, 8}
    assert len(await time.run(*waiting, later)) == 3
    assert most_within([task.result() for task in waiting], 1.0) == 1


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    asks=st.lists(st.tuples(st.integers(-3, 8).filter(bool), st.floats(0, 20)), min_size=1, max_size=60),
    pauses=st.lists(st.tuples(st.floats(0, 30), st.floats(0, 15)), max_size=3),
)
def test_no_limit_is_ever_broken(request, asks, pauses):
    time = type(request.getfixturevalue("time"))()
    pacer = Pacer(clock=time.clock, sleep=time.sleep)
    given: dict[int, list[float]] = {}

    async def ask(chat, after):
        await time.sleep(after)
        await take(pacer, time, chat, group=chat < 0, given=given.setdefault(chat, []))

    async def pause(after, seconds):
        await time.sleep(after)
        pacer.pause(seconds)

    async def main():
        await time.run(*(ask(*each) for each in asks), *(pause(*each) for each in pauses))

    asyncio.run(main())
    everything = [at for times in given.values() for at in times]
    assert len(everything) == len(asks)
    assert most_within(everything, 1.0) <= 28
    for chat, times in given.items():
        assert most_within(times, 1.0) == 1
        assert chat > 0 or most_within(times, 60.0) <= GROUP_LIMIT
    for after, seconds in pauses:
        assert not any(1000 + after < at < 1000 + after + seconds - 1e-9 for at in everything)
