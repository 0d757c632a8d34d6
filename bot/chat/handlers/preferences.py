"""The chat's own choices and the bot's manners: welcome, help, time zone, settings, privacy, forgetting."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.chat import commands, keyboards
from bot.chat.callbacks import OPERATORS, Forget, Menu, SetLength, SetMethod, SetPrivate, SetZone
from bot.chat.desk import Desk, Page, Visit
from bot.chat.handlers.subscriptions import Subscriptions
from bot.digest import schedule
from bot.errors import UserError
from bot.messages import labels
from summarizer import METHODS


class Preferences:
    """Commands and taps about the chat itself."""

    def __init__(self, desk: Desk, subscriptions: Subscriptions) -> None:
        self._desk = desk
        self._subscriptions = subscriptions

    async def start(self, visit: Visit, words: str) -> None:  # noqa: ARG002 - every command takes its words
        """/start: what this is and what to do first."""
        await visit.say(visit.text("welcome"))

    async def help(self, visit: Visit, words: str) -> None:  # noqa: ARG002 - every command takes its words
        """/help: what can be sent, and every command."""
        await visit.say(visit.text("help") + "\n\n" + commands.listed(visit.locale))

    async def timezone(self, visit: Visit, words: str) -> None:
        """/timezone with a zone or city, or the menu."""
        await visit.require_admin()
        if words:
            await self._set_zone(visit, schedule.find_zone(words))
        else:
            await self._zones(visit)

    async def set_zone(self, visit: Visit, tap: SetZone) -> None:
        """A zone's button."""
        await visit.require_admin()
        await self._set_zone(visit, schedule.find_zone(tap.zone))

    async def settings(self, visit: Visit, words: str = "") -> None:  # noqa: ARG002 - every command takes its words
        """/settings: length, method, privacy, zone."""
        await visit.say(*self._settings(visit))

    async def set_length(self, visit: Visit, tap: SetLength) -> None:
        """How long summaries are here."""
        await visit.require_admin()
        if tap.sentences not in keyboards.LENGTHS:
            raise UserError("stale-button")
        await self._save(visit, sentences=tap.sentences)

    async def set_method(self, visit: Visit, tap: SetMethod) -> None:
        """How summaries are chosen here: by a method of the chat's own, or again as the operator says."""
        await visit.require_admin()
        if tap.method == OPERATORS:
            await self._save(visit, method=None)
        elif tap.method in METHODS:
            await self._save(visit, method=tap.method)
        else:
            raise UserError("stale-button")

    async def set_private(self, visit: Visit, tap: SetPrivate) -> None:
        """Whether what is sent here stays here."""
        await visit.require_admin()
        await self._save(visit, private=bool(tap.on))

    async def privacy(self, visit: Visit, words: str) -> None:  # noqa: ARG002 - every command takes its words
        """/privacy: what is kept, who sees it, how to delete it."""
        await visit.say(visit.text("privacy"))

    async def forget(self, visit: Visit, words: str) -> None:  # noqa: ARG002 - every command takes its words
        """/forget: asks before deleting."""
        await visit.require_admin()
        await visit.say(visit.text("forget-sure"), keyboards.forget(owner=visit.owner, locale=visit.locale))

    async def forget_now(self, visit: Visit, tap: Forget) -> None:
        """The answer to that question."""
        await visit.require_admin()
        if tap.sure:
            async with self._desk.store.transaction() as tx:
                await tx.chats.forget(visit.chat.id)
        text = visit.text("forgotten" if tap.sure else "kept")
        await visit.redraw(text)

    async def menu(self, visit: Visit, tap: Menu) -> None:
        """A button that opens a page of choices."""
        match tap.page:
            case "topics":
                keyboard = keyboards.topics(owner=visit.owner, locale=visit.locale)
                await visit.say(visit.text("subscribe-how"), keyboard)
            case "countries":
                keyboard = keyboards.countries(owner=visit.owner, locale=visit.locale)
                await visit.say(visit.text("subscribe-how"), keyboard)
            case "regions":
                keyboard = keyboards.regions(owner=visit.owner, locale=visit.locale)
                await visit.say(visit.text("subscribe-how"), keyboard)
            case "zones":
                await self._zones(visit)
            case "methods":
                await self._turn(visit, self._methods(visit))
            case "settings":
                await self._turn(visit, self._settings(visit))
            case "subscriptions":
                await self._subscriptions.listed(visit)
            case _:
                raise UserError("stale-button")

    async def _zones(self, visit: Visit) -> None:
        now = self._desk.clock()
        labelled = [
            (zone, f"{now.astimezone(ZoneInfo(zone)):%H:%M} · {zone.rpartition('/')[2].replace('_', ' ')}")
            for zone in keyboards.ZONES
        ]
        await visit.say(
            visit.text("zone-which", zone=visit.zone), keyboards.zones(owner=visit.owner, labelled=labelled)
        )

    async def _set_zone(self, visit: Visit, zone: str) -> None:
        async with self._desk.store.transaction() as tx:
            await tx.chats.save(replace(visit.chat, zone=zone))
        moved = await self._subscriptions.move_zone(visit, zone)
        lines = [
            visit.text("zone-set", zone=zone, when=labels.moment(self._desk.clock(), zone, visit.locale))
        ]
        if moved:
            soonest = min(each.next_due_at for each in moved)
            lines.append(visit.text("next-digest-only", when=labels.moment(soonest, zone, visit.locale)))
        await visit.say("\n".join(lines))

    async def _save(self, visit: Visit, **choices: int | bool | str | None) -> None:
        chat = replace(visit.chat, **choices)  # type: ignore[arg-type]  # the callers name fields of their types
        async with self._desk.store.transaction() as tx:
            await tx.chats.save(chat)
        await visit.redraw(*self._settings(replace(visit, chat=chat)))

    async def _turn(self, visit: Visit, page: Page) -> None:
        """Show another page in the same message; for administrators, as any message of ours could be named."""
        await visit.require_admin()
        await visit.redraw(*page)

    def _settings(self, visit: Visit) -> Page:
        key = "settings-private" if visit.chat.private else "settings-shared"
        html = visit.text("settings", zone=visit.zone, count=visit.chat.sentences) + "\n" + visit.text(key)
        return html, keyboards.settings(visit.chat, method=visit.method, owner=visit.owner)

    def _methods(self, visit: Visit) -> Page:
        offered = keyboards.offered_methods(visit.method)
        lines = [labels.method_line(name, visit.locale) for name in offered]
        keyboard = keyboards.methods(
            chosen=visit.own_method,
            default=self._desk.default_method,
            owner=visit.owner,
            locale=visit.locale,
        )
        return "\n".join([visit.text("methods"), "", *lines]), keyboard
