"""Why an article has its tags, and its readers' corrections of them; knows who may correct, not for whom it holds.

Anybody may look. In a private chat its person corrects; in a group whoever sent the article there, and administrators.
Whom a correction reaches beyond the chat is said in `storage/corrections.py` and told in the panel.
"""

from collections.abc import Sequence
from typing import Final

from bot.chat import keyboards, panel
from bot.chat.callbacks import Correct, Tags, TurnTags
from bot.chat.desk import Desk, Page, Visit
from bot.digest import names
from bot.errors import UserError
from bot.messages import labels, reasons
from storage.models import Article, Correction, TagKind, Verdict
from summarizer import tags

# A reply longer than any name is something to read, not a tag.
LONGEST_REPLY: Final = 120
# Corrections of one article in one chat: more would be another article, and its line of tags has to stay a line.
MOST: Final = 10
_KINDS: Final = {letter: TagKind(kind) for kind, letter in panel.LETTERS.items()}


class Tagging:
    """Taps on the panel of an article's tags, and what is written in reply to it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def why(self, visit: Visit, tap: Tags) -> None:
        """Each tag of the article with the words that told it."""
        await self._say(visit, await self._desk.article(tap.article, visit.chat.id))

    async def turn(self, visit: Visit, tap: TurnTags) -> None:
        """Turn the panel to what can be added, or back."""
        article = await self._shown(visit, tap.article)
        if tap.adding:
            keyboard = panel.addable(article, owner=visit.owner, locale=visit.locale)
            await visit.redraw(reasons.adding(article, visit.locale), keyboard)
        else:
            await visit.redraw(*await self._page(visit, article))

    async def correct(self, visit: Visit, tap: Correct) -> str:
        """Take a tag away or add one, and show the panel as it is then; returns the toast."""
        article = await self._shown(visit, tap.article)
        kind = _KINDS.get(tap.kind)
        if kind is None:
            raise UserError("stale-button")
        await self._require_say(visit, article)
        for_all = await self._put(
            visit, article, [(kind, tap.value)], Verdict.ADDED if tap.on else Verdict.REMOVED
        )
        article = await self._desk.article(article.id, visit.chat.id)
        await visit.redraw(*await self._page(visit, article))
        return visit.plain("corrected-for-all" if for_all else "corrected-here")

    async def replied(self, visit: Visit) -> bool:
        """Add what a reply to a panel names; False where the message is no such reply.

        What is not understood is asked about, beside adding the rest. In groups people also just talk below a panel,
        so there what does not name tags from the first word to the last goes unanswered.
        """
        article_id = await self._asked(visit)
        if article_id is None:
            return False
        words = visit.message.text or ""
        said = names.named(words, locale=visit.written, enough=names.ENOUGH if visit.alone else 1)
        if not visit.alone and (said.unknown or not said.found):
            return True
        article = await self._desk.article(article_id, visit.chat.id)
        await self._require_say(visit, article)
        if any(each.kind != "region" for each in said.found):
            await self._add(visit, article, said.found)
        if said.unknown or not said.found:
            await self._guess(visit, article, " ".join(said.unknown) or words)
        regions = [each for each in said.found if each.kind == "region"]
        if regions:
            told = ", ".join(labels.tag(each.kind, each.value, visit.locale) for each in regions)
            raise UserError("region-is-no-tag", name=told)
        return True

    async def _asked(self, visit: Visit) -> int | None:
        """The id of the article whose panel this message replies to with something as short as a name."""
        target, words = visit.message.reply_to_message, visit.message.text
        forwarded = visit.message.forward_origin is not None
        if target is None or not words or len(words) > LONGEST_REPLY or forwarded:
            return None
        async with self._desk.store.snapshot() as tx:
            return await tx.articles.subject(visit.chat.id, target.message_id, panel=True)

    async def _add(self, visit: Visit, article: Article, found: Sequence[tags.Found]) -> None:
        named = [(TagKind(each.kind), each.value) for each in found if each.kind != "region"]
        await self._put(visit, article, named, Verdict.ADDED)
        await self._say(visit, await self._desk.article(article.id, visit.chat.id))

    async def _guess(self, visit: Visit, article: Article, words: str) -> None:
        """Ask what was meant, by buttons. Raises UserError unknown-tag where nothing is like it."""
        near = [each for each in tags.suggest(words) if each.kind != "region"]
        if not near:
            raise UserError("unknown-tag", text=words[:60])
        keyboard = panel.near(article, near, owner=visit.owner, locale=visit.locale)
        sent = await visit.say(visit.text("unknown-tag-near", text=words[:60]), keyboard)
        await self._remember(visit, sent.message_id, article)

    async def _put(
        self, visit: Visit, article: Article, named: Sequence[tuple[TagKind, str]], verdict: Verdict
    ) -> bool:
        """Keep the verdict on these tags; whether it holds for everybody. Raises UserError.

        What it is about must be known, or be or have been a tag of the article: taps can be forged.
        """
        async with self._desk.store.transaction() as tx:
            there = await tx.corrections.of_article(article.id, visit.chat.id)
            own = {(each.kind, each.value) for each in there if each.chat_id == visit.chat.id}
            tagged = {(each.kind, each.value) for each in article.tags}
            tagged |= {(each.kind, each.value) for each in reasons.removed(there)}
            for kind, value in named:
                if not keyboards.known(kind, value) and (kind, value) not in tagged:
                    raise UserError("stale-button")
                await tx.corrections.put(
                    Correction(
                        article_id=article.id,
                        chat_id=visit.chat.id,
                        user_id=visit.user_id,
                        kind=kind,
                        value=value,
                        verdict=verdict,
                        at=self._desk.clock(),
                    )
                )
                own.add((kind, value))
            if len(own) > MOST:
                raise UserError("too-many-corrections", limit=MOST)
            return await tx.corrections.hold_for_all(article.id, visit.chat.id)

    async def _require_say(self, visit: Visit, article: Article) -> None:
        """Whether this person may correct the article's tags in this chat. Raises UserError not-your-tags."""
        if visit.alone:
            return
        async with self._desk.store.snapshot() as tx:
            submission = await tx.articles.submission(article.id, visit.chat.id)
        # Telegram gives all who write in a channel's name one user id, so it proves nothing of them.
        if submission is not None and submission.user_id == visit.user_id and visit.sender_chat is None:
            return
        try:
            await visit.require_admin()
        except UserError:
            raise UserError("not-your-tags") from None

    async def _shown(self, visit: Visit, article_id: int) -> Article:
        """The article whose panel the tapped message is: no other message of ours is to be written over."""
        article = await self._desk.article_under(visit.message.message_id, visit.chat.id, panel=True)
        if article is None or article.id != article_id:
            raise UserError("stale-button")
        return article

    async def _page(self, visit: Visit, article: Article) -> Page:
        async with self._desk.store.snapshot() as tx:
            corrections = await tx.corrections.of_article(article.id, visit.chat.id)
            for_all = await tx.corrections.hold_for_all(article.id, visit.chat.id)
        words = reasons.render(
            article, corrections, chat_id=visit.chat.id, for_all=for_all, locale=visit.locale
        )
        return words, panel.correctable(article, corrections, owner=visit.owner, locale=visit.locale)

    async def _say(self, visit: Visit, article: Article) -> None:
        sent = await visit.say(*await self._page(visit, article))
        await self._remember(visit, sent.message_id, article)

    async def _remember(self, visit: Visit, message_id: int, article: Article) -> None:
        async with self._desk.store.transaction() as tx:
            await tx.articles.remember_message(visit.chat.id, message_id, article.id, panel=True)
