"""Jobs run in processes of their own: what is slow is killed, what dies is replaced, and the loop never waits."""

import asyncio
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import AsyncIterator
from concurrent.futures.process import BrokenProcessPool

import pytest
import pytest_asyncio

from bot.errors import UserError
from bot.ingest import analyst as module
from bot.ingest.analyst import Analyst

pytestmark = pytest.mark.asyncio(loop_scope="module")

TEXT = (
    "The harbour of Porto Azul in Portugal reopened on Tuesday after three days of storm, the authority said.\n\n"
    "“We have checked every quay,” harbour master Inês Duarte told reporters. “Ships may come in again.”\n\n"
    "Forty vessels had been waiting outside the breakwater since Saturday, among them two ferries."
)


async def until(happened) -> None:
    while not happened():
        await asyncio.sleep(0)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def analyst() -> AsyncIterator[Analyst]:
    async with Analyst(extract_seconds=30, analyze_seconds=30) as one:
        yield one


@pytest.fixture
def bare(monkeypatch) -> None:
    """Workers that load nothing: they start at once, for jobs of the standard library."""
    monkeypatch.setattr(module, "_prepare", len)


async def test_a_text_is_analysed_in_another_process(analyst):
    found = await analyst.analyze(TEXT, "Harbour reopens", sentences=2)
    assert found.title == "Harbour reopens"
    assert found.language == "en"
    assert 1 <= len(found.summary) <= 2
    assert all(sentence.span.of(TEXT) == sentence.text for sentence in found.summary)
    assert await analyst._run(30, os.getpid) != os.getpid()


async def test_method_and_language_go_along(analyst):
    first = await analyst.analyze(TEXT, sentences=1, method="lead")
    assert [sentence.text for sentence in first.summary] == [TEXT.partition("\n")[0]]
    assert (await analyst.analyze(TEXT, language="pt")).language == "pt"
    with pytest.raises(KeyError):
        await analyst.analyze(TEXT, method="no such method")


async def test_workers_know_the_topics_they_are_given():
    topics = """
        [[topic]]
        slug = "harbours"
        emoji = "⚓"
        names.en = "Harbours"
        words.en = ["harbour*", "breakwater", "quay*", "ferries"]
    """
    async with Analyst(topics=textwrap.dedent(topics)) as own:
        found = await own.analyze(TEXT)
        os.kill(await own._run(30, os.getpid), signal.SIGKILL)
        again = await own.analyze(TEXT)
    assert "harbours" in [each.slug for each in found.topics]
    assert again == found


async def test_a_page_is_extracted_in_another_process(analyst):
    data = f"<html><title>Harbour</title><body><p>{TEXT}</p></body></html>".encode()
    page = await analyst.extract(data, "https://example.com/x", "utf-8")
    assert page.text == " ".join(TEXT.split())


async def test_a_worker_that_was_killed_is_replaced_by_a_warm_one(analyst):
    os.kill(await analyst._run(30, os.getpid), signal.SIGKILL)
    assert (await analyst.analyze(TEXT)).language == "en"


async def test_an_error_of_a_job_is_the_callers_and_the_worker_stays(bare):
    async with Analyst() as analyst:
        pid = await analyst._run(30, os.getpid)
        with pytest.raises(ZeroDivisionError):
            await analyst._run(30, divmod, 1, 0)
        assert await analyst._run(30, os.getpid) == pid


async def test_a_job_that_outlives_its_limit_is_killed(bare, refusal):
    async with Analyst() as analyst:
        pid = await analyst._run(30, os.getpid)
        assert await refusal(analyst._run(0.05, time.sleep, 600)) == ("busy", {})
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)
        assert await analyst._run(30, os.getpid) != pid


async def test_a_job_whose_worker_dies_is_tried_again(bare, tmp_path):
    code = textwrap.dedent(f"""
        import os, pathlib
        mark = pathlib.Path({str(tmp_path / "mark")!r})
        if not mark.exists():
            mark.write_text("died here")
            os._exit(1)
    """)
    async with Analyst() as analyst:
        assert await analyst._run(30, exec, code, {}) is None
    assert (tmp_path / "mark").exists()


async def test_a_job_that_kills_its_worker_twice_is_given_up(bare, refusal):
    async with Analyst() as analyst:
        assert await refusal(analyst._run(30, os._exit, 1)) == ("busy", {})
        assert await analyst._run(30, abs, -1) == 1


async def test_a_cancelled_job_does_not_keep_its_worker(bare):
    async with Analyst() as analyst:
        job = asyncio.create_task(analyst._run(600, time.sleep, 600))
        await until(analyst._idle.empty)
        job.cancel()
        with pytest.raises(asyncio.CancelledError):
            await job
        assert await analyst._run(30, abs, -1) == 1


async def test_the_loop_goes_on_while_a_worker_works(bare):
    async with Analyst() as analyst:
        job, turns = asyncio.create_task(analyst._run(30, time.sleep, 0.2)), 0
        while not job.done():
            await asyncio.sleep(0)
            turns += 1
        assert turns > 10


async def test_at_most_so_many_jobs_wait(bare, refusal):
    async with Analyst(waiting=2) as small:
        running = asyncio.create_task(small._run(600, time.sleep, 600))
        await until(small._idle.empty)
        waiting = [asyncio.create_task(small._run(30, abs, -1)) for _ in range(2)]
        await until(lambda: small._waiting == 2)
        assert await refusal(small._run(30, abs, -1)) == ("busy", {})
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        assert [await job for job in waiting] == [1, 1]


async def test_who_has_no_patience_takes_no_workers_place(bare, refusal):
    async with Analyst() as small:
        running = asyncio.create_task(small._run(600, time.sleep, 600))
        await until(small._idle.empty)
        assert await refusal(small.analyze(TEXT, patience=0)) == ("busy", {})
        assert small._waiting == 0
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)
        assert await small._run(30, abs, -1, patience=0) == 1


async def test_closing_ends_running_and_waiting_jobs_and_all_later_ones(bare, refusal):
    closing = Analyst()
    await closing.start()
    pid = await closing._run(30, os.getpid)
    jobs = [asyncio.create_task(closing._run(600, time.sleep, 600)) for _ in range(3)]
    await until(lambda: closing._waiting == 2)
    await closing.close()
    assert [type(end) for end in await asyncio.gather(*jobs, return_exceptions=True)] == [UserError] * 3
    assert await refusal(closing.analyze(TEXT)) == ("busy", {})
    with pytest.raises(ProcessLookupError):
        os.kill(pid, 0)
    await closing.close()


async def test_before_the_start_nothing_runs(refusal):
    assert await refusal(Analyst().extract(b"x")) == ("busy", {})


async def test_two_workers_work_side_by_side_and_fall_alone(bare, refusal):
    async with Analyst(workers=2) as pair:
        slow = asyncio.create_task(pair._run(30, time.sleep, 0.5))
        assert await refusal(pair._run(30, os._exit, 1)) == ("busy", {})
        assert await slow is None


async def test_a_worker_that_cannot_start_is_told_at_the_start(monkeypatch):
    monkeypatch.setattr(module, "_prepare", exit)  # what a missing data file would come to
    with pytest.raises(BrokenProcessPool):
        await Analyst().start()


async def test_workers_end_with_a_parent_that_was_killed():
    code = """
        import asyncio, os, signal
        from bot.ingest.analyst import Analyst
        async def main():
            analyst = Analyst()
            await analyst.start()
            print(await analyst._run(30, os.getpid), flush=True)
            os.kill(os.getpid(), signal.SIGKILL)
        if __name__ == "__main__":
            asyncio.run(main())
    """
    script = textwrap.dedent(code)
    parent = await asyncio.create_subprocess_exec(sys.executable, "-c", script, stdout=subprocess.PIPE)
    (
        out,
        _,
    ) = (
        await parent.communicate()
    )  # ends when the worker, which holds the other end of the pipe too, has ended
    assert parent.returncode == -signal.SIGKILL
    for _ in range(500):
        try:
            os.kill(int(out), 0)
        except ProcessLookupError:
            return
        await asyncio.sleep(0.01)  # a zombie until its new parent has taken note
    pytest.fail("the worker lives on")
