"""Whatever people send to be read: text, links, files, forwards in pieces; answers with the article's summary."""

import logging
from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from telegram import Document, InlineKeyboardMarkup, Message, MessageEntity

from bot.chat import keyboards
from bot.chat.desk import Desk, Visit
from bot.errors import UserError
from bot.ingest import joining
from bot.messages import labels, summary
from storage.models import Article, Draft

logger = logging.getLogger(__name__)

# Pieces of one paste arrive within a second of each other; a person sees this as the time it takes to read.
HOLD: Final = timedelta(seconds=1.5)
LINKS_AT_ONCE: Final = 3
# More pieces than the longest accepted article has; what comes after them waits for the next one.
MOST_PIECES: Final = 120
# Telegram lets bots download files up to 20 MB (https://core.telegram.org/bots/api#getfile).
LARGEST_DOWNLOAD: Final = 20 * 1024 * 1024


class Articles:
    """Takes in what a visit brings and shows it."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    async def message(self, visit: Visit) -> None:
        """A message that is no command. In groups people talk to each other, so there only commands count."""
        if visit.alone:
            await self.take(visit, visit.message)

    async def summarize(self, visit: Visit, words: str) -> None:
        """/summarize with a text or link, or as a reply to a message."""
        target = visit.message.reply_to_message
        if words:
            # The client cuts a long text behind the command as well; in groups its rest cannot be told from talk.
            if not (
                visit.alone and joining.may_continue(words) and await self._hold(visit, visit.message, words)
            ):
                await self._read(visit, words, _links(visit.message), visit.message.message_id)
        elif target is not None:
            await self._summarize_reply(visit, target)
        else:
            raise UserError("nothing-to-summarize")

    async def _summarize_reply(self, visit: Visit, target: Message) -> None:
        """The replied message as an article; what the bot said itself is never one."""
        known = await self._desk.article_under(target.message_id, visit.chat.id)
        if known is not None:
            await self.show(visit, known, reply_to=target.message_id)
        elif target.from_user is not None and target.from_user.id == self._desk.bot.id:
            raise UserError("not-an-article-of-mine")
        else:
            await self.take(visit, target, at_once=True)

    async def take(self, visit: Visit, message: Message, *, at_once: bool = False) -> None:
        """Read what `message` carries; pieces of a longer text are held back a moment for the rest."""
        words = message.text or message.caption or ""
        if message.document is not None:
            await self.settle(visit)
            await self._file(visit, message.document, message.message_id)
        elif not words:
            raise UserError("not-readable")
        elif not at_once and await self._hold(visit, message, words):
            return
        else:
            await self.settle(visit)
            await self._read(visit, words, _links(message), message.message_id)

    async def settle(self, visit: Visit) -> None:
        """Read now what was held back in this chat: something else has come."""
        async with self._desk.store.snapshot() as tx:
            draft = await tx.drafts.of_chat(visit.chat.id)
        if draft is not None:
            await self._finish(visit, draft)

    async def resume(self, visit: Visit) -> None:
        """Read what was held back in this chat if its time has come."""
        async with self._desk.store.snapshot() as tx:
            draft = await tx.drafts.of_chat(visit.chat.id)
        if draft is not None and draft.due_at <= self._desk.clock():
            await self._finish(visit, draft)

    async def show(self, visit: Visit, article: Article, *, reply_to: int | None = None) -> None:
        """Send the summary with its buttons, and remember which article both messages are about."""
        if reply_to is not None:  # before anything can fail: it is kept, so it can be asked about
            await self._remember(visit, reply_to, article)
        html, keyboard = await self.view(visit, article, visit.chat.sentences)
        sent = await visit.say(html, keyboard, reply_to=reply_to)
        await self._remember(visit, sent.message_id, article)

    async def view(self, visit: Visit, article: Article, sentences: int) -> tuple[str, InlineKeyboardMarkup]:
        """The summary with so many sentences, as HTML, and the buttons under it.

        The sentences are those of the chat's own method if it chose one; where the article cannot be read by it now,
        they are the kept ones, and the message says so.
        """
        article, note = await self._chosen(visit, article)
        async with self._desk.store.snapshot() as tx:
            submission = await tx.articles.submission(article.id, visit.chat.id)
        keyboard = keyboards.article(
            article,
            owner=visit.owner,
            sentences=sentences,
            private=submission.private if submission else None,
            locale=visit.locale,
        )
        return summary.render(article, sentences=sentences, locale=visit.locale, note=note), keyboard

    async def _chosen(self, visit: Visit, article: Article) -> tuple[Article, str]:
        """The article with the sentences to show in this chat, and a word, as HTML, where they are not by its method."""
        method = visit.own_method
        if method is None:
            return article, ""
        try:
            return await self._desk.ingest.resummarize(article, method), ""
        except UserError as error:
            logger.info("kept_sentences_shown article=%d method=%s cause=%s", article.id, method, error.key)
            return article, visit.text("not-by-method", method=labels.method(method, visit.locale))

    async def _remember(self, visit: Visit, message_id: int, article: Article) -> None:
        async with self._desk.store.transaction() as tx:
            await tx.articles.remember_message(visit.chat.id, message_id, article.id)

    async def _read(self, visit: Visit, words: str, links: Sequence[str], message_id: int) -> None:
        await self._desk.replies.typing(visit.chat.id, visit.thread)
        now = self._desk.clock()
        if not links or not joining.is_pointer(words):
            article = await self._desk.ingest.text(words, source=visit.source, now=now)
            await self.show(visit, article, reply_to=message_id)
            return
        for link in links[:LINKS_AT_ONCE]:
            try:
                article = await self._desk.ingest.link(link, source=visit.source, now=now)
                await self.show(visit, article, reply_to=message_id)
            except UserError as error:
                await visit.refuse(error)
        if len(links) > LINKS_AT_ONCE:
            await visit.say(visit.text("too-many-links", limit=LINKS_AT_ONCE))

    async def _file(self, visit: Visit, document: Document, message_id: int) -> None:
        name = document.file_name or "file"
        if (document.file_size or 0) > LARGEST_DOWNLOAD:
            raise UserError("file-too-big", name=name)
        await self._desk.replies.typing(visit.chat.id, visit.thread)
        file = await document.get_file()
        data = bytes(await file.download_as_bytearray())
        article = await self._desk.ingest.file(name, data, source=visit.source, now=self._desk.clock())
        await self.show(visit, article, reply_to=message_id)

    async def _hold(self, visit: Visit, message: Message, words: str) -> bool:
        """Keep the message as a piece of an article if it looks like one; False if it stands for itself."""
        origin = _origin(message)
        async with self._desk.store.snapshot() as tx:
            draft = await tx.drafts.of_chat(visit.chat.id)
        goes_on = draft is not None and draft.origin == origin and len(draft.parts) < MOST_PIECES
        if draft is not None and not goes_on:
            await self._finish(visit, draft)
        forwarded = message.forward_origin is not None
        if not goes_on and not forwarded and not joining.may_continue(words):
            return False
        if joining.is_pointer(words) and _links(message):
            return False
        async with self._desk.store.transaction() as tx:
            await tx.drafts.append(
                chat_id=visit.chat.id,
                user_id=visit.user_id,
                message_thread_id=visit.thread,
                origin=origin,
                message_id=message.message_id,
                text=words,
                due_at=self._desk.clock() + HOLD,
            )
        return True

    async def _finish(self, visit: Visit, draft: Draft) -> None:
        """Read a draft's articles and let go of it once each is answered, so a crash in between repeats, not loses."""
        texts = [text for _, text in draft.parts]
        for group in joining.grouped(texts):
            anchor = draft.parts[group[-1]][0]
            try:
                await self._read(visit, joining.join([texts[number] for number in group]), (), anchor)
            except UserError as error:
                await visit.refuse(error)
        async with self._desk.store.transaction() as tx:
            await tx.drafts.delete(draft.chat_id)


def _links(message: Message) -> list[str]:
    """The web addresses of a message in order, written out or behind words, each once."""
    found = {
        **message.parse_entities([MessageEntity.URL, MessageEntity.TEXT_LINK]),
        **message.parse_caption_entities([MessageEntity.URL, MessageEntity.TEXT_LINK]),
    }
    in_order = sorted(found.items(), key=lambda each: each[0].offset)
    return list(dict.fromkeys(entity.url or words for entity, words in in_order))


def _origin(message: Message) -> str:
    """What pieces of one article have in common: who wrote them first."""
    origin = message.forward_origin
    if origin is None:
        return "typed"
    for name in ("chat", "sender_chat", "sender_user"):
        if (source := getattr(origin, name, None)) is not None:
            return f"{origin.type}:{source.id}"
    return f"{origin.type}:{getattr(origin, 'sender_user_name', '')}"
