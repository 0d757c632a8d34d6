"""The heavy work of reading, done in processes of its own; knows processes and time limits, nothing of articles.

Analysis and extraction are CPU work that cannot be cancelled from inside, on input that anyone sends. In a process
they leave the event loop free, and a job that takes too long, or too much memory, is killed and nothing else with it.
"""

import asyncio
import logging
import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import TYPE_CHECKING, Final, Self, TypeVar

import summarizer
from bot.errors import UserError
from bot.ingest import extract
from bot.ingest.extract import Page
from summarizer import tags
from summarizer.models import Analysis

if TYPE_CHECKING:
    from multiprocessing.process import BaseProcess

logger = logging.getLogger(__name__)

EXTRACT_SECONDS: Final = 10.0
ANALYZE_SECONDS: Final = 20.0
START_SECONDS: Final = 120.0  # for a worker to import and warm everything, on a slow and busy machine
WAITING: Final = 32  # jobs that may queue for a worker; more would outwait the reader's patience
_RESET_EVERY: Final = 100  # pages after which the extractor's caches are emptied: they only grow

T = TypeVar("T")


class Analyst:
    """A few worker processes, one job at a time each. `start` before use, `close` after; or `async with`.

    `topics` is the text of the operator's topics, which each worker adds to its own; raises nothing, so check it first.
    All jobs raise UserError("busy") when too many wait, when a job outlives its limit or the caller's patience, when
    its worker dies twice, and when the analyst is closed.
    """

    def __init__(
        self,
        workers: int = 1,
        *,
        topics: str = "",
        waiting: int = WAITING,
        extract_seconds: float = EXTRACT_SECONDS,
        analyze_seconds: float = ANALYZE_SECONDS,
    ) -> None:
        self._workers = [_Worker(topics) for _ in range(workers)]
        self._idle: asyncio.LifoQueue[_Worker] = asyncio.LifoQueue()
        self._waiting = 0
        self._most_waiting = waiting
        self._extract_seconds = extract_seconds
        self._analyze_seconds = analyze_seconds
        self._open = False

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *exc: object) -> None:
        await self.close()

    async def start(self) -> None:
        """Start and warm the workers; returns when all can take a job. Raises TimeoutError, BrokenProcessPool."""
        try:
            await asyncio.gather(*(worker.start() for worker in self._workers))
        except BaseException:
            await self.close()
            raise
        self._idle = asyncio.LifoQueue()
        for worker in self._workers:
            self._idle.put_nowait(worker)
        self._open = True

    async def close(self) -> None:
        """End the workers, jobs and all."""
        self._open = False
        await asyncio.gather(*(worker.stop() for worker in self._workers))

    async def analyze(
        self,
        text: str,
        title: str | None = None,
        *,
        language: str | None = None,
        sentences: int = 3,
        method: str = summarizer.DEFAULT_METHOD,
        patience: float | None = None,
    ) -> Analysis:
        """What `summarizer.analyze` finds in a text; raises KeyError for a method that it does not know.

        `patience` is how many seconds to wait for a worker, as long as it takes if None.
        """
        job = (_analyze, text, title, language, sentences, method)
        return await self._run(self._analyze_seconds, *job, patience=patience)

    async def extract(self, data: bytes, url: str | None = None, charset: str | None = None) -> Page:
        """The article in the bytes of an HTML or text file, see `extract.page`."""
        return await self._run(self._extract_seconds, _extract, data, url, charset)

    async def _run(
        self, seconds: float, job: Callable[..., T], *args: object, patience: float | None = None
    ) -> T:
        if not self._open or (self._idle.empty() and self._waiting >= self._most_waiting):
            logger.warning("analyst_busy waiting=%d open=%s", self._waiting, self._open)
            raise UserError("busy")
        self._waiting += 1
        try:
            async with asyncio.timeout(patience):
                worker = await self._idle.get()
        except TimeoutError as error:
            raise UserError("busy") from error
        finally:
            self._waiting -= 1
        try:
            return await self._attempt(worker, seconds, job, args)
        finally:
            self._idle.put_nowait(worker)

    async def _attempt(
        self, worker: "_Worker", seconds: float, job: Callable[..., T], args: tuple[object, ...]
    ) -> T:
        for last in (False, True):
            if not self._open:
                raise UserError("busy")
            try:
                return await worker.run(seconds, job, *args)
            except TimeoutError as error:
                logger.warning("job_too_slow job=%s seconds=%s", job.__name__, seconds)
                raise UserError("busy") from error
            except BrokenProcessPool as error:
                logger.warning("worker_died job=%s last=%s", job.__name__, last)
                if last:
                    raise UserError("busy") from error
        raise AssertionError  # the second round returns or raises


class _Worker:
    """One process behind an executor of its own, so that killing it disturbs no other job."""

    def __init__(self, topics: str = "") -> None:
        self._topics = topics
        self._executor: ProcessPoolExecutor | None = None
        self._process: BaseProcess | None = None

    async def start(self) -> None:
        """Start the process unless it is there, and wait until it is warm."""
        if self._executor is not None:
            return
        # spawn: a fork would copy the event loop, the database's threads and the open sockets.
        context = multiprocessing.get_context("spawn")
        self._executor = ProcessPoolExecutor(
            max_workers=1, mp_context=context, initializer=_prepare, initargs=(self._topics,)
        )
        others = set(multiprocessing.active_children())
        warm = self._executor.submit(os.getpid)  # the executor starts its process here and does not name it
        self._process = next(iter(set(multiprocessing.active_children()) - others), None)
        try:
            async with asyncio.timeout(START_SECONDS):
                await asyncio.wrap_future(warm)
        except BaseException:
            await self.stop()
            raise

    async def run(self, seconds: float, job: Callable[..., T], *args: object) -> T:
        """The result of a job; TimeoutError or BrokenProcessPool when there is none, and the process is gone then."""
        await self.start()
        assert self._executor is not None
        try:
            async with asyncio.timeout(seconds):
                return await asyncio.wrap_future(self._executor.submit(job, *args))
        except (TimeoutError, BrokenProcessPool):
            await self.stop()
            raise
        except asyncio.CancelledError as error:
            await self.stop()
            task = asyncio.current_task()
            if task is None or task.cancelling():
                raise
            # Nobody cancelled us: the executor was shut down before it began the job.
            raise BrokenProcessPool from error

    async def stop(self) -> None:
        """Kill the process, whatever it is doing, and wait for its end."""
        executor, self._executor = self._executor, None
        if executor is None:
            return
        process, self._process = self._process, None
        if process is not None:
            process.kill()
        # In a thread and shielded: joining blocks, and a cancelled caller must not leave the process half ended.
        await asyncio.shield(asyncio.to_thread(executor.shutdown, wait=True, cancel_futures=True))


def _prepare(topics: str) -> None:
    """Make a worker ready, with these topics beside the built-in ones; runs in its main thread before its first job."""
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # Ctrl+C goes to the whole group; the parent decides what it means
    threading.Thread(target=_leave_with_parent, name="leave-with-parent", daemon=True).start()
    tags.add_topics(topics)
    summarizer.warm()


def _leave_with_parent() -> None:
    """End the worker when the parent was killed: its queue would keep it waiting for ever."""
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _analyze(text: str, title: str | None, language: str | None, sentences: int, method: str) -> Analysis:
    return summarizer.analyze(text, title=title, language=language, sentences=sentences, method=method)


_pages_read = 0


def _extract(data: bytes, url: str | None, charset: str | None) -> Page:
    global _pages_read  # noqa: PLW0603 - a count of the process, which runs one job at a time
    _pages_read += 1
    if _pages_read % _RESET_EVERY == 0:
        extract.reset()
    return extract.page(data, url, charset)
