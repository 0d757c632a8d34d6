"""What an operator asks when something is wrong: token, clock, zones, topics, database, deliveries; changes none of it."""

import importlib.metadata
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo, available_timezones

import httpx

from bot import topics
from bot.settings import Settings, SettingsError
from storage import StorageError, look
from storage.models import Counts
from summarizer import tags

# A digest a minute early or late is noticed; Telegram's Date header has whole seconds.
CLOCK_TOLERANCE: Final = timedelta(seconds=30)
# A message waiting longer than this is not just under way.
DELIVERY_PATIENCE: Final = timedelta(minutes=15)

# What the Bot API says to a token that is wrong, and to one that cannot be a token.
_REFUSED: Final = (httpx.codes.UNAUTHORIZED, httpx.codes.NOT_FOUND)


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One line of the report: what was looked at, whether it is well, and what is the matter."""

    subject: str
    well: bool
    words: str


async def findings(settings: Settings, now: datetime) -> list[Finding]:
    """Look at everything; each look stands for itself, so one failure does not hide another."""
    return [*await _telegram(settings, now), _zones(), _topics(settings), *await _database(settings, now)]


async def _telegram(settings: Settings, now: datetime) -> list[Finding]:
    if settings.bot_token is None:
        words = "BOT_TOKEN is empty: get one from @BotFather, or try without by `clipping try`"
        return [Finding(subject="token", well=False, words=words)]
    url = f"{settings.api_base}/bot{settings.bot_token.get_secret_value()}/getMe"
    try:
        async with httpx.AsyncClient(timeout=10) as client:
            answer = await client.get(url)
    except httpx.HTTPError as error:
        words = f"cannot reach {settings.api_base} ({type(error).__name__}): check the network and TELEGRAM_API_URL"
        return [Finding(subject="telegram", well=False, words=words)]
    return [_token(answer), _clock(answer, now)]


def _token(answer: httpx.Response) -> Finding:
    try:
        said = answer.json()
        if said["ok"]:
            return Finding(subject="token", well=True, words=f"@{said['result']['username']}")
    except (ValueError, KeyError, TypeError):
        words = f"the answer ({answer.status_code}) is not the Bot API's: check TELEGRAM_API_URL"
        return Finding(subject="token", well=False, words=words)
    if answer.status_code in _REFUSED:
        words = f"BOT_TOKEN is refused ({answer.status_code}): paste the whole token from @BotFather"
    else:
        words = f"Telegram answered with an error ({answer.status_code}): try again in a minute"
    return Finding(subject="token", well=False, words=words)


def _clock(answer: httpx.Response, now: datetime) -> Finding:
    there = _date(answer.headers.get("Date", ""))
    if there is None:
        return Finding(subject="clock", well=True, words="Telegram told no time to compare with")
    off = abs(now - there)
    if off > CLOCK_TOLERANCE:
        words = f"off by {off.total_seconds():.0f} s: digests will be that much early or late; set up NTP"
        return Finding(subject="clock", well=False, words=words)
    return Finding(subject="clock", well=True, words=f"within {CLOCK_TOLERANCE.seconds} s of Telegram's")


def _date(stamp: str) -> datetime | None:
    try:
        found = parsedate_to_datetime(stamp)
    except ValueError:
        return None
    # "-0000" is UTC as told by somebody who does not know his own zone.
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _zones() -> Finding:
    try:
        known = len(available_timezones())
        ZoneInfo("America/Caracas").utcoffset(datetime.now(UTC))
    except (OSError, KeyError) as error:
        return Finding(subject="zones", well=False, words=f"no time zone data ({error}): install tzdata")
    version = importlib.metadata.version("tzdata")
    return Finding(subject="zones", well=True, words=f"{known} zones, tzdata {version}")


def _topics(settings: Settings) -> Finding:
    """How many topics there are, and what is wrong with the operator's own."""
    built_in = f"{len(tags.TOPICS)} built in"
    if settings.topics_file is None:
        return Finding(subject="topics", well=True, words=f"{built_in}, none added")
    try:
        text = topics.read(settings.topics_file)
        added = topics.add(text, settings.topics_file)
    except SettingsError as error:
        return Finding(subject="topics", well=False, words=str(error))
    words = f"{built_in}, {len(added)} added" + (f": {', '.join(added)}" if added else "")
    wrong = tags.check_topics(text)
    return Finding(subject="topics", well=not wrong, words="; ".join([words, *wrong]))


def _missing_file(url: str) -> str | None:
    path = url.partition(":///")[2]
    return path if path and not Path(path).exists() else None


async def _database(settings: Settings, now: datetime) -> list[Finding]:
    if (path := _missing_file(settings.database_url)) is not None:
        return [
            Finding(
                subject="database", well=True, words=f"{path} does not exist yet; the first start makes it"
            )
        ]
    try:
        current, head, counts = await look(settings.database_url)
    except StorageError as error:
        return [Finding(subject="database", well=False, words=str(error))]
    if counts is None:
        words = f"schema {current or 'none'}, this version needs {head}: `clipping migrate` or the next start migrates"
        return [Finding(subject="database", well=False, words=words)]
    words = f"schema {current}: {counts.articles} articles, {counts.chats} chats, {counts.subscriptions} subscriptions"
    return [Finding(subject="database", well=True, words=words), _deliveries(counts, now), _inbox(counts)]


def _deliveries(counts: Counts, now: datetime) -> Finding:
    waiting = sum(counts.deliveries.get(state, 0) for state in ("new", "claimed", "sending"))
    unknown, dead = counts.deliveries.get("unknown", 0), counts.deliveries.get("dead", 0)
    late = counts.oldest_pending_at is not None and now - counts.oldest_pending_at > DELIVERY_PATIENCE
    words = f"{waiting} waiting, {unknown} unknown, {dead} given up"
    if late and counts.oldest_pending_at is not None:
        words += (
            f"; the oldest waits since {counts.oldest_pending_at:%Y-%m-%d %H:%M} UTC: is the bot running?"
        )
    if unknown:
        words += "; unknown ones may have arrived, their answers were lost"
    return Finding(subject="deliveries", well=not late and not unknown and not dead, words=words)


def _inbox(counts: Counts) -> Finding:
    words = f"{counts.inbox} messages from people not answered yet"
    return Finding(subject="inbox", well=counts.inbox == 0, words=words)
