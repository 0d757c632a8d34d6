"""`python -m bot.sandbox`: the server as a process of its own; knows the command line only."""

import argparse
import asyncio
import contextlib
import signal
import sys

from bot.sandbox.server import DEFAULT_TOKEN, Sandbox


def main() -> None:
    """Serves until SIGINT or SIGTERM."""
    parser = argparse.ArgumentParser(
        prog="python -m bot.sandbox", description="A Bot API server on this machine."
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (default: %(default)s)")
    parser.add_argument(
        "--port", type=int, default=8081, help="port, 0 for a free one (default: %(default)s)"
    )
    parser.add_argument("--token", default=DEFAULT_TOKEN, help="the bot's token (default: %(default)s)")
    arguments = parser.parse_args()
    with contextlib.suppress(KeyboardInterrupt):
        asyncio.run(serve(arguments.host, arguments.port, arguments.token))


async def serve(host: str, port: int, token: str) -> None:
    """Starts, says where, and waits for the end."""
    sandbox = Sandbox(token=token)
    await sandbox.start(host, port)
    sys.stdout.write(f"{sandbox.url}\n")
    sys.stdout.flush()
    stopped = asyncio.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    await stopped.wait()
    await sandbox.stop()


if __name__ == "__main__":
    main()
