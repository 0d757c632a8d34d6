"""Standing orders for digests: made, listed, moved, ended; and the digest on demand."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from typing import Final

from bot.chat import keyboards
from bot.chat.callbacks import FollowTag, SetTime, Unsubscribe
from bot.chat.desk import Desk, Visit, error_text
from bot.digest import request, schedule
from bot.digest.request import Request
from bot.errors import UserError
from bot.messages import html, labels
from storage.models import Rule, Subscription
from summarizer import tags

DEFAULT_TIME: Final = "08:00"
EVERY_DAY: Final = (1, 2, 3, 4, 5, 6, 7)
# A first digest has something to show: it looks back as far as a daily one would.
FIRST_WINDOW: Final = timedelta(days=1)
# Enough for any reader; each is work at every due time.
MOST: Final = 20


class Subscriptions:
    """Commands and taps about subscriptions."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def subscribe(self, visit: Visit, words: str) -> None:
        """/subscribe with wishes, or the menu to choose from."""
        await visit.require_admin()
        if not words:
            await visit.say(
                visit.text("subscribe-how"), keyboards.topics(owner=visit.owner, locale=visit.locale)
            )
            return
        try:
            wish = request.parse(words, locale=visit.written)
        except UserError as error:
            near = tags.suggest(words)
            # A button can carry one name, so it would lose what else was asked for.
            if not near or error.variables.get("text") != " ".join(words.split()):
                raise
            keyboard = keyboards.follow_any(near, owner=visit.owner, locale=visit.locale)
            await visit.say(error_text(error, visit.locale), keyboard)
            return
        if wish.empty:
            raise UserError("subscribe-to-what")
        await self._add(visit, wish)

    async def follow_tag(self, visit: Visit, tap: FollowTag) -> None:
        """A country's, topic's or region's button."""
        await visit.require_admin()
        if tap.kind == "country" and tap.value in tags.COUNTRIES:
            await self._add(visit, Request(countries=(tap.value,)))
        elif tap.kind == "topic" and tap.value in tags.topic_slugs():
            await self._add(visit, Request(topics=(tap.value,)))
        elif tap.kind == "region" and tap.value in tags.REGIONS:
            await self._add(visit, Request(regions=(tap.value,)))
        else:
            raise UserError("stale-button")

    async def listed(self, visit: Visit, words: str = "") -> None:  # noqa: ARG002 - every command takes its words
        """/subscriptions: each with its next digest and a way out."""
        async with self._desk.store.snapshot() as tx:
            found = await tx.subscriptions.of_chat(visit.chat.id)
        keyboard = keyboards.subscriptions(found, owner=visit.owner, locale=visit.locale)
        if not found:
            await visit.say(visit.text("no-subscriptions"), keyboard)
            return
        lines = [self._line(each, visit) for each in found]
        pieces = html.fill([visit.text("subscriptions-head"), *lines])
        await visit.say_all(pieces, keyboard)

    async def unsubscribe(self, visit: Visit, words: str) -> None:
        """/unsubscribe from what is named, from the only one, or choose.

        What is named is taken out of digests that are about more; they end where nothing would be left of their places
        or of their topics, for less of what they ask must not become more.
        """
        await visit.require_admin()
        async with self._desk.store.snapshot() as tx:
            found = await tx.subscriptions.of_chat(visit.chat.id)
        if not words and len(found) != 1:
            await self.listed(visit)
            return
        wish = _unwanted(words, visit.written, found) if words else Request(everything=True)
        left = [(each, None if wish.everything else _without(each.rule, wish)) for each in found]
        left = [(each, rule) for each, rule in left if rule != each.rule]
        if not left:
            raise UserError("not-subscribed")
        for each, rule in left:
            if rule is None:
                await self._end(visit, each)
            else:
                await self._narrow(visit, each, rule)

    async def end(self, visit: Visit, tap: Unsubscribe) -> str | None:
        """The way out under a subscription; a second tap is told so, quietly."""
        await visit.require_admin()
        subscription = await self._find(visit, tap.subscription)
        if subscription is None:
            return visit.plain("already-ended")
        await self._end(visit, subscription)
        return None

    async def set_time(self, visit: Visit, tap: SetTime) -> None:
        """Move a digest to another hour; the confirmation above the button is redrawn."""
        await visit.require_admin()
        subscription = await self._find(visit, tap.subscription)
        if subscription is None:
            raise UserError("stale-button")
        rule = replace(subscription.rule, times=(schedule.parse_time(tap.time),))
        due = schedule.next_due(rule, self._desk.clock())
        async with self._desk.store.transaction() as tx:
            await tx.subscriptions.set_rule(subscription.id, rule, due)
            moved = await tx.subscriptions.get(subscription.id)
        if moved is None:
            raise UserError("stale-button")
        await visit.redraw(
            self._confirmation(moved, visit, new=True),
            keyboards.subscribed(moved, owner=visit.owner, locale=visit.locale),
        )

    async def digest(self, visit: Visit, words: str) -> None:  # noqa: ARG002 - every command takes its words
        """/digest: what is new for this chat's subscriptions, now; it comes through the outbox like any other."""
        async with self._desk.store.snapshot() as tx:
            found = await tx.subscriptions.of_chat(visit.chat.id)
        if not found:
            raise UserError("no-subscription-yet")
        if await self._desk.composer.for_chat(visit.chat.id, self._desk.clock()) == 0:
            soonest = min(found, key=lambda each: each.next_due_at)
            when = labels.moment(soonest.next_due_at, soonest.rule.zone, visit.locale)
            await visit.say(visit.text("nothing-new", when=when))

    async def move_zone(self, visit: Visit, zone: str) -> list[Subscription]:
        """Give all the chat's subscriptions another zone, keeping their wall times; returns them as they are now."""
        now = self._desk.clock()
        async with self._desk.store.transaction() as tx:
            for each in await tx.subscriptions.of_chat(visit.chat.id):
                rule = replace(each.rule, zone=zone)
                await tx.subscriptions.set_rule(each.id, rule, schedule.next_due(rule, now))
            return await tx.subscriptions.of_chat(visit.chat.id)

    async def _add(self, visit: Visit, wish: Request) -> None:
        now = self._desk.clock()
        rule = Rule(
            topics=wish.topics,
            countries=wish.countries,
            regions=wish.regions,
            times=wish.times or (DEFAULT_TIME,),
            days=wish.days or EVERY_DAY,
            zone=wish.zone or visit.zone,
        )
        async with self._desk.store.transaction() as tx:
            there = await tx.subscriptions.of_chat(visit.chat.id)
            # The same wish again, be it a second tap or an update taken up after a crash, is not a second digest.
            same = next((each for each in there if _same(each, rule, visit.thread)), None)
            if same is None and len(there) >= MOST:
                raise UserError("too-many-subscriptions", limit=MOST)
            subscription = same or await tx.subscriptions.add(
                chat_id=visit.chat.id,
                message_thread_id=visit.thread,
                user_id=visit.user_id,
                rule=rule,
                cut_seq=await tx.articles.seq_before(now - FIRST_WINDOW),
                now=now,
                next_due_at=schedule.next_due(rule, now),
            )
        await visit.say(
            self._confirmation(subscription, visit, new=same is None),
            keyboards.subscribed(subscription, owner=visit.owner, locale=visit.locale),
        )

    async def _find(self, visit: Visit, subscription_id: int) -> Subscription | None:
        """The chat's subscription, None where it has ended. Raises UserError stale-button for another chat's."""
        async with self._desk.store.snapshot() as tx:
            subscription = await tx.subscriptions.get(subscription_id)
        if subscription is not None and subscription.chat_id != visit.chat.id:
            raise UserError("stale-button")
        return subscription

    async def _end(self, visit: Visit, subscription: Subscription) -> None:
        async with self._desk.store.transaction() as tx:
            await tx.subscriptions.delete(subscription.id)
        await visit.say(visit.text("unsubscribed", wishes=labels.wishes(subscription.rule, visit.locale)))

    async def _narrow(self, visit: Visit, subscription: Subscription, rule: Rule) -> None:
        """Let the digest go on with less."""
        async with self._desk.store.transaction() as tx:
            await tx.subscriptions.set_rule(subscription.id, rule, subscription.next_due_at)
            narrower = await tx.subscriptions.get(subscription.id)
        assert narrower is not None
        keyboard = keyboards.subscribed(narrower, owner=visit.owner, locale=visit.locale)
        gone = labels.wishes(_difference(subscription.rule, rule), visit.locale)
        await visit.say(
            visit.text("unsubscribed-from", gone=gone, wishes=labels.wishes(rule, visit.locale)), keyboard
        )

    def _confirmation(self, subscription: Subscription, visit: Visit, *, new: bool) -> str:
        rule = subscription.rule
        lines = [
            visit.text(
                "subscribed" if new else "subscribed-already", wishes=labels.wishes(rule, visit.locale)
            ),
            visit.text(
                "next-digest",
                hours=labels.hours(rule, visit.locale),
                when=labels.moment(subscription.next_due_at, rule.zone, visit.locale),
            ),
        ]
        if visit.chat.zone is None and rule.zone == self._desk.default_zone:
            lines.append(visit.text("zone-not-chosen", zone=rule.zone))
        return "\n".join(lines)

    def _line(self, subscription: Subscription, visit: Visit) -> str:
        rule = subscription.rule
        return visit.text(
            "subscription-line",
            wishes=labels.wishes(rule, visit.locale),
            hours=labels.hours(rule, visit.locale),
            when=labels.moment(subscription.next_due_at, rule.zone, visit.locale),
        )


def _same(subscription: Subscription, rule: Rule, thread: int | None) -> bool:
    return subscription.rule == rule and subscription.message_thread_id == thread


def _unwanted(words: str, locale: str, found: Sequence[Subscription]) -> Request:
    """What to hear no more of; digests are asked about topics, too, that only they still name. Raises UserError."""
    slugs = {slug for each in found for slug in each.rule.topics}.difference(tags.topic_slugs())
    try:
        return request.parse(words, locale=locale, slugs=slugs)
    except UserError as error:
        if error.key != "unknown-topic":
            raise
        raise UserError("unknown-subscription", text=error.variables["text"]) from error


def _without(rule: Rule, wish: Request) -> Rule | None:
    """The rule without what is named; None where of its places or its topics none is left."""
    less = _difference(rule, wish)
    places_gone = (rule.countries or rule.regions) and not (less.countries or less.regions)
    return None if places_gone or (rule.topics and not less.topics) else less


def _difference(rule: Rule, other: Rule | Request) -> Rule:
    """The rule without the topics, countries and regions of another."""
    return replace(
        rule,
        topics=tuple(slug for slug in rule.topics if slug not in other.topics),
        countries=tuple(code for code in rule.countries if code not in other.countries),
        regions=tuple(slug for slug in rule.regions if slug not in other.regions),
    )
