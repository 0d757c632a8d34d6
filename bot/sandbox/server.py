"""The sandbox as one HTTP server: puts the Bot API, the control API and the page together; decides nothing else."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Self

from aiohttp import web

from bot.sandbox.bot_api import BotApi
from bot.sandbox.clock import Clock
from bot.sandbox.control import Control
from bot.sandbox.faults import Faults
from bot.sandbox.guard import PAGE_POLICY, refusal
from bot.sandbox.journal import Journal
from bot.sandbox.limits import Limits
from bot.sandbox.models import User
from bot.sandbox.people import People
from bot.sandbox.state import State

DEFAULT_TOKEN = "4242:sandbox"  # noqa: S105  a token of nobody, good for this server only
PAGE = Path(__file__).with_name("page")
LARGEST_REQUEST = 64 << 20  # bytes; above the largest upload of the Bot API, so that its own refusal is heard
STOP_SECONDS = 1.0  # for answers under way


class Sandbox:
    """A Bot API server for one bot, with people to talk to it.

    `privacy` True keeps plain talk in groups from the bot, as BotFather's /setprivacy does. The parts (`state`,
    `people`, `faults`, `limits`, `journal`, `clock`) may be used directly by a test in the same process.
    """

    def __init__(
        self, *, token: str = DEFAULT_TOKEN, clock: Clock | None = None, privacy: bool = False
    ) -> None:
        self.token = token
        self.clock = clock or Clock()
        bot = User(id=_bot_id(token), is_bot=True, first_name="Clipping", username="clipping_sandbox_bot")
        self.state = State(bot=bot, clock=self.clock, privacy=privacy)
        self.faults = Faults()
        self.limits = Limits(self.clock)
        self.journal = Journal()
        self._bot_api = BotApi(
            token=token, state=self.state, faults=self.faults, limits=self.limits, journal=self.journal
        )
        self._control = Control(
            state=self.state, faults=self.faults, limits=self.limits, journal=self.journal
        )
        self._runner: web.AppRunner | None = None
        self._url = ""

    @property
    def people(self) -> People:
        """What the control API does, without HTTP."""
        return self._control.people

    @property
    def url(self) -> str:
        """`http://host:port` while started."""
        return self._url

    async def start(self, host: str = "127.0.0.1", port: int = 0) -> None:
        """Listens; port 0 takes a free one. Raises OSError where the port is taken."""
        runner = web.AppRunner(self._app(), access_log=None, shutdown_timeout=STOP_SECONDS)
        await runner.setup()
        try:
            await web.TCPSite(runner, host, port).start()
        except BaseException:
            await runner.cleanup()
            raise
        self._runner = runner
        bound = runner.addresses[0]
        shown = f"[{bound[0]}]" if ":" in bound[0] else bound[0]
        self._url = f"http://{shown}:{bound[1]}"

    async def stop(self) -> None:
        """Ends polls, streams and pushes, and stops listening; what was kept stays in memory."""
        self.state.updates.release()
        self.state.events.close()
        await self._bot_api.webhook.stop()
        if self._runner is not None:
            await self._runner.cleanup()
            self._runner = None

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    def _app(self) -> web.Application:
        app = web.Application(client_max_size=LARGEST_REQUEST, middlewares=[_guarded])
        app.add_routes(self._bot_api.routes())
        app.add_routes(self._control.routes())
        app.router.add_get("/", _index)
        if PAGE.is_dir():
            app.router.add_static("/page/", PAGE)
            app.router.add_static("/", PAGE)
        return app


Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@web.middleware
async def _guarded(request: web.Request, handler: Handler) -> web.StreamResponse:
    """The Bot API is guarded by its token, everything else by where the request comes from."""
    if request.path.startswith(("/bot", "/file/bot")):
        return await handler(request)
    reason = refusal(request)
    if reason is not None:
        return web.json_response({"ok": False, "description": reason}, status=403)
    response = await handler(request)
    if not response.prepared:
        response.headers.setdefault("Content-Security-Policy", PAGE_POLICY)
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        response.headers.setdefault("Cache-Control", "no-store")
    return response


async def _index(_request: web.Request) -> web.StreamResponse:
    page = PAGE / "index.html"
    if not page.is_file():
        return web.Response(status=404, text="The sandbox runs; its page is not installed.")
    return web.FileResponse(page)


def _bot_id(token: str) -> int:
    """The number before the colon is the bot's id."""
    number = token.partition(":")[0]
    return int(number) if number.isdigit() else 4242
