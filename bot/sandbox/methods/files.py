"""Downloads for the bot; knows files, not how they came."""

from bot.sandbox.errors import bad_request
from bot.sandbox.methods.kinds import Method
from bot.sandbox.models import Json
from bot.sandbox.params import Params
from bot.sandbox.state import State

LARGEST_DOWNLOAD = 20 << 20  # bytes; Client.cpp of tdlib/telegram-bot-api, MAX_DOWNLOAD_FILE_SIZE


def get_file(state: State, params: Params) -> Json:
    """Bot API getFile."""
    if not params.text("file_id"):
        raise bad_request("file_id not specified")
    file = state.files.get(params.text("file_id"))
    if file is None:
        raise bad_request("invalid file_id")
    if len(file.data) > LARGEST_DOWNLOAD:
        raise bad_request("file is too big")
    return {
        "file_id": file.id,
        "file_unique_id": file.unique_id,
        "file_size": len(file.data),
        "file_path": state.download_path(file),
    }


METHODS: dict[str, Method] = {"getFile": get_file}
