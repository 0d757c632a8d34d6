"""A few named ticks at fixed intervals; the only module that knows APScheduler, and it knows nothing of what a tick does.

APScheduler gets a handful of system ticks, never a job per user: state and due times live in the database.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial

from apscheduler.schedulers.asyncio import AsyncIOScheduler
from apscheduler.triggers.interval import IntervalTrigger

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Tick:
    """Something to do every so many seconds; `run` must be safe to repeat and may be cancelled when all stops."""

    seconds: float
    run: Callable[[], Awaitable[object]]


class Scheduler:
    """Runs ticks in the running event loop: each at the start and then at its interval, never twice at once.

    A tick that takes longer than its interval skips the turns it missed; one that raises is logged and has its next
    turn all the same.
    """

    def __init__(self, ticks: Mapping[str, Tick]) -> None:
        self._ticks = dict(ticks)
        self._running: set[asyncio.Future[object]] = set()
        self._scheduler: AsyncIOScheduler | None = None

    def start(self) -> None:
        """Begin ticking. Raises RuntimeError outside an event loop, or when started already."""
        if self._scheduler is not None:
            raise RuntimeError("the scheduler is started already")
        asyncio.get_running_loop()
        # It warns at each turn that a long tick skips, and repeats with its own words what is logged here.
        logging.getLogger("apscheduler").setLevel(logging.CRITICAL)
        self._scheduler = AsyncIOScheduler(
            timezone=UTC,
            # A turn that comes late is still due (the default drops it after one second), but only once.
            job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None},
        )
        for name, tick in self._ticks.items():
            self._scheduler.add_job(
                partial(self._turn, name, tick),
                IntervalTrigger(seconds=tick.seconds, timezone=UTC),
                id=name,
                next_run_time=datetime.now(UTC),
            )
        self._scheduler.start()

    async def stop(self, grace: float = 5.0) -> None:
        """No more turns; waits for the ticks that are running, and cancels them when `grace` seconds are over.

        When this returns no tick runs any more. Safe to repeat.
        """
        if self._scheduler is None:
            return
        scheduler, self._scheduler = self._scheduler, None
        scheduler.shutdown(wait=False)
        if self._running:
            _, late = await asyncio.wait(self._running, timeout=grace)
            for task in late:
                task.cancel()
        if self._running:
            await asyncio.wait(self._running)

    async def _turn(self, name: str, tick: Tick) -> None:
        # A task of its own, for APScheduler cancels what it runs when it shuts down.
        task = asyncio.ensure_future(tick.run())
        self._running.add(task)
        task.add_done_callback(partial(self._ended, name))
        await asyncio.wait({task})

    def _ended(self, name: str, task: asyncio.Future[object]) -> None:
        self._running.discard(task)
        if not task.cancelled() and (error := task.exception()) is not None:
            logger.error("tick_failed tick=%s", name, exc_info=error)
