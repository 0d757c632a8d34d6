import asyncio
import logging

import pytest

from bot.scheduler import Scheduler, Tick


class Counted:
    """A tick that counts its runs, tells of each, and does what it is given."""

    def __init__(self, work=None):
        self.runs = 0
        self.work = work
        self.inside = self.most_inside = 0
        self._news = asyncio.Condition()

    async def __call__(self):
        self.inside += 1
        self.most_inside = max(self.most_inside, self.inside)
        try:
            self.runs += 1
            async with self._news:
                self._news.notify_all()
            if self.work is not None:
                await self.work()
        finally:
            self.inside -= 1

    async def reached(self, runs):
        async with self._news:
            await self._news.wait_for(lambda: self.runs >= runs)


@pytest.fixture
async def started():
    """Starts a scheduler over ticks, and stops it at the end."""
    schedulers = []

    def start(**ticks):
        scheduler = Scheduler({name: Tick(seconds, run) for name, (seconds, run) in ticks.items()})
        scheduler.start()
        schedulers.append(scheduler)
        return scheduler

    yield start
    for each in schedulers:
        await each.stop(grace=0)


async def test_each_tick_runs_at_once_and_again_at_its_interval(started):
    often, seldom = Counted(), Counted()
    started(often=(0.01, often), seldom=(3600, seldom))
    await often.reached(3)
    await seldom.reached(1)
    assert seldom.runs == 1


async def test_a_tick_that_raises_is_logged_and_goes_on(started, caplog):
    async def fail():
        raise ZeroDivisionError

    broken, sound = Counted(fail), Counted()
    started(broken=(0.01, broken), sound=(0.01, sound))
    await broken.reached(3)
    await sound.reached(3)
    errors = [record for record in caplog.records if record.name == "bot.scheduler"]
    assert {record.getMessage() for record in errors} == {"tick_failed tick=broken"}
    assert errors[0].exc_info[0] is ZeroDivisionError


async def test_a_tick_never_runs_twice_at_once_nor_makes_up_for_missed_turns(started, caplog):
    caplog.set_level(logging.DEBUG)
    go_on = asyncio.Event()
    slow, quick = Counted(go_on.wait), Counted()
    started(slow=(0.005, slow), quick=(0.005, quick))
    await quick.reached(10)
    assert slow.runs == 1
    go_on.set()
    await slow.reached(3)
    assert slow.most_inside == 1
    assert not [record for record in caplog.records if record.levelno >= logging.WARNING]


async def test_a_stalled_loop_loses_no_turn_for_good(started):
    import time

    tick = Counted()
    started(tick=(0.05, tick))
    await tick.reached(1)
    time.sleep(1.2)  # noqa: ASYNC251 - longer than APScheduler forgives by default
    await tick.reached(2)


async def test_stop_waits_for_what_runs(started):
    go_on = asyncio.Event()
    ended = []

    async def work():
        await go_on.wait()
        ended.append(True)

    tick = Counted(work)
    scheduler = started(tick=(0.01, tick))
    await tick.reached(1)
    stopping = asyncio.create_task(scheduler.stop(grace=60))
    await asyncio.sleep(0)
    assert not stopping.done()
    go_on.set()
    await stopping
    assert ended == [True]
    assert tick.runs == 1


async def test_stop_cancels_what_does_not_end_in_time_and_waits_for_its_last_words(started, caplog):
    last_words = []

    async def work():
        try:
            await asyncio.Event().wait()
        finally:
            await asyncio.sleep(0.01)
            last_words.append("given back")

    tick = Counted(work)
    scheduler = started(tick=(0.01, tick))
    await tick.reached(1)
    await scheduler.stop(grace=0.01)
    assert last_words == ["given back"]
    assert not caplog.records


async def test_after_stop_nothing_runs_and_stopping_again_is_fine(started):
    tick = Counted()
    scheduler = started(tick=(0.01, tick))
    await tick.reached(1)
    await scheduler.stop()
    runs = tick.runs
    await asyncio.sleep(0.05)
    assert tick.runs == runs
    await scheduler.stop()


async def test_starting_twice_is_a_bug(started):
    scheduler = started(tick=(3600, Counted()))
    with pytest.raises(RuntimeError, match="started already"):
        scheduler.start()


def test_without_a_loop_it_does_not_start():
    with pytest.raises(RuntimeError, match="event loop"):
        Scheduler({}).start()
