"""What the library's errors mean for a message, met as the library raises them."""

from datetime import timedelta

import httpx
import pytest
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.chat import failures, replies
from bot.digest.outbox import Gone, Lost, Moved, Refused, TryLater, Unsent


def caused(error: TelegramError, cause: Exception) -> TelegramError:
    error.__cause__ = cause
    return error


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (ChatMigrated(-100), Moved),
        (Forbidden("Forbidden: bot was blocked by the user"), Gone),
        (Forbidden("Forbidden: bot was kicked from the group chat"), Gone),
        (BadRequest("Chat not found"), Gone),
        (BadRequest("Have no rights to send a message"), Gone),
        (BadRequest("Not enough rights to send text messages to the chat"), Gone),
        (BadRequest("PEER_ID_INVALID"), Gone),
        (BadRequest("Can't parse entities: unclosed tag"), Refused),
        (BadRequest("Message is too long"), Refused),
        (InvalidToken("Not Found"), Unsent),
        (caused(NetworkError("x"), httpx.ConnectError("refused")), Unsent),
        (caused(NetworkError("x"), httpx.ProxyError("no")), Unsent),
        (caused(TimedOut(), httpx.ConnectTimeout("slow")), Unsent),
        (caused(TimedOut(), httpx.PoolTimeout("full")), Unsent),
        (TimedOut("Pool timeout: All connections in the connection pool are occupied."), Unsent),
        (caused(TimedOut(), httpx.ReadTimeout("slow")), Lost),
        (caused(TimedOut(), httpx.WriteTimeout("slow")), Lost),
        (caused(NetworkError("x"), httpx.RemoteProtocolError("half an answer")), Lost),
        (caused(NetworkError("x"), httpx.ReadError("reset")), Lost),
        (NetworkError("Bad Gateway"), Lost),
        (Conflict("terminated by other getUpdates request"), Lost),
        (TelegramError("Internal Server Error"), Lost),
    ],
)
def test_what_an_error_means(error, kind):
    assert type(failures.delivery_error(error)) is kind


def test_where_a_group_went():
    assert failures.delivery_error(ChatMigrated(-1005)).chat_id == -1005


@pytest.mark.parametrize("given", [3, timedelta(seconds=3)])
@pytest.mark.parametrize("form", ["true", "1"])
def test_how_long_to_wait(monkeypatch, given, form):
    monkeypatch.setenv("PTB_TIMEDELTA", form)
    later = failures.delivery_error(RetryAfter(given))
    assert isinstance(later, TryLater)
    assert later.seconds == 3.0


@pytest.mark.filterwarnings("ignore:.*retry_after")
def test_how_long_to_wait_in_the_old_form(monkeypatch):
    monkeypatch.setenv("PTB_TIMEDELTA", "false")
    assert failures.delivery_error(RetryAfter(timedelta(seconds=2.5))).seconds == 2.5


# --- patience ------------------------------------------------------------------------------------------------------


@pytest.fixture
def pauses(monkeypatch):
    """The pauses that are made, none of which is waited for."""
    made = []

    async def pause(seconds):
        made.append(seconds)

    monkeypatch.setattr(replies.asyncio, "sleep", pause)
    return made


def failing(*errors):
    left = list(errors)

    async def call():
        if left:
            raise left.pop(0)
        return "sent"

    return call


async def test_what_was_not_sent_is_sent_again(pauses):
    refused = [caused(NetworkError("x"), httpx.ConnectError("refused")) for _ in range(3)]
    assert await replies._patiently(failing(*refused)) == "sent"
    assert pauses == [1.0, 2.0, 4.0]


async def test_patience_ends(pauses):
    refused = [caused(NetworkError("x"), httpx.ConnectError("refused")) for _ in range(4)]
    with pytest.raises(NetworkError):
        await replies._patiently(failing(*refused))
    assert len(pauses) == 3


@pytest.mark.parametrize(
    "error",
    [RetryAfter(61), caused(TimedOut(), httpx.ReadTimeout("slow")), BadRequest("no"), Forbidden("no")],
)
async def test_what_is_not_repeated(pauses, error):
    with pytest.raises(type(error)):
        await replies._patiently(failing(error))
    assert pauses == []


async def test_a_flood_is_waited_out(pauses):
    assert await replies._patiently(failing(RetryAfter(7))) == "sent"
    assert pauses == [7.0]
