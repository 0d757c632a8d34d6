"""Looking again at what is kept: quotes, lists, longer and shorter summaries, private or shared."""

from bot.chat import keyboards
from bot.chat.callbacks import Follow, Length, Private, Quotes, Read
from bot.chat.desk import Desk, Visit
from bot.chat.handlers.articles import Articles
from bot.digest import matching, request
from bot.errors import UserError
from bot.messages import html, labels, summary
from storage.models import Article, Rule

LATEST = 5


class Reading:
    """Commands and taps about kept articles."""

    def __init__(self, desk: Desk, articles: Articles) -> None:
        self._desk = desk
        self._articles = articles

    async def quotes(self, visit: Visit, words: str) -> None:  # noqa: ARG002 - every command takes its words
        """/quotes: of the article of the replied message, else of the last one sent here."""
        target = visit.message.reply_to_message
        if target is not None:
            article = await self._desk.article_under(target.message_id, visit.chat.id)
        else:
            async with self._desk.store.snapshot() as tx:
                article = await tx.articles.last_of(visit.chat.id)
        if article is None:
            raise UserError("not-an-article-of-mine" if target is not None else "no-article-yet")
        await self._say_quotes(visit, article)

    async def latest(self, visit: Visit, words: str) -> None:
        """/latest, of everything or of a topic, country or region."""
        wish = request.parse(words, locale=visit.written)
        rule = Rule(topics=wish.topics, countries=wish.countries, regions=wish.regions)
        async with self._desk.store.snapshot() as tx:
            found = await tx.articles.latest(
                visit.chat.id, topics=matching.topics(rule), countries=matching.countries(rule), limit=LATEST
            )
        if not found:
            empty = "latest-none-about" if rule != Rule() else "latest-empty"
            await visit.say(visit.text(empty, wishes=labels.wishes(rule, visit.locale)))
            return
        head = visit.text("latest-head", count=len(found))
        pieces = html.fill([head, *summary.listed(found, visit.locale)])
        await visit.say_all(pieces, keyboards.reading([each.id for each in found]))

    async def read(self, visit: Visit, tap: Read) -> None:
        """A numbered button of a list or digest: the article as a message of its own."""
        article = await self._desk.article(tap.article, visit.chat.id)
        await self._articles.show(visit, article)

    async def length(self, visit: Visit, tap: Length) -> None:
        """Shorter or longer: the same message with another number of sentences."""
        if tap.sentences not in keyboards.LENGTHS:
            raise UserError("stale-button")
        article = await self._desk.article(tap.article, visit.chat.id)
        await self._redraw(visit, article, tap.sentences)

    async def all_quotes(self, visit: Visit, tap: Quotes) -> None:
        """All quotes of the article."""
        await self._say_quotes(visit, await self._desk.article(tap.article, visit.chat.id))

    async def private(self, visit: Visit, tap: Private) -> str:
        """Keep the chat's own article to itself, or share it; returns the toast."""
        article = await self._desk.article(tap.article, visit.chat.id)
        async with self._desk.store.snapshot() as tx:
            submission = await tx.articles.submission(tap.article, visit.chat.id)
        if submission is None:
            raise UserError("stale-article")
        if submission.user_id != visit.user_id:
            await visit.require_admin()
        async with self._desk.store.transaction() as tx:
            await tx.articles.set_private(tap.article, visit.chat.id, bool(tap.on), self._desk.clock())
        await self._redraw(visit, article, tap.sentences)
        return visit.plain("now-private" if tap.on else "now-shared")

    async def follow(self, visit: Visit, tap: Follow) -> None:
        """Offer the article's countries and topics to subscribe to."""
        article = await self._desk.article(tap.article, visit.chat.id)
        keyboard = keyboards.follow(article, owner=visit.owner, locale=visit.locale)
        if not keyboard.inline_keyboard:  # what there was to follow has been taken away since
            raise UserError("stale-button")
        await visit.say(visit.text("follow-what"), keyboard)

    async def _redraw(self, visit: Visit, article: Article, sentences: int) -> None:
        text, keyboard = await self._articles.view(visit, article, sentences)
        await visit.redraw(text, keyboard)

    async def _say_quotes(self, visit: Visit, article: Article) -> None:
        await visit.say_all(summary.all_quotes(article, visit.locale))
