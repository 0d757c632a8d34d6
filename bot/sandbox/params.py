"""The parameters of one Bot API request, however they came (query, form, JSON, multipart); knows no method."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from aiohttp import web

from bot.sandbox.errors import ApiError, bad_request


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """A file that came with a request."""

    name: str
    data: bytes
    content_type: str


class Params:
    """Values by name, read leniently as Telegram's server does: numbers may be text, objects may be JSON text."""

    def __init__(self, values: Mapping[str, Any], files: Mapping[str, Upload] | None = None) -> None:
        self._values = {name: value for name, value in values.items() if value is not None}
        self._files = dict(files or {})

    def __contains__(self, name: str) -> bool:
        return name in self._values or name in self._files

    def raw(self, name: str) -> Any:
        """The value as it came, or None."""
        return self._values.get(name)

    def text(self, name: str) -> str:
        """The value as text; empty when it did not come."""
        value = self._values.get(name, "")
        if isinstance(value, str):
            return value
        return json.dumps(value, ensure_ascii=False)

    def integer(self, name: str, default: int = 0) -> int:
        """The value as a whole number; `default` when it did not come or is none."""
        try:
            return int(self._values.get(name, default))
        except (TypeError, ValueError):
            return default

    def flag(self, name: str) -> bool:
        """The value as yes or no; no when it did not come."""
        return self.text(name).lower() in {"true", "yes", "1"}

    def structure(self, name: str, what: str) -> Any:
        """A JSON value, given as such or as JSON text; None when it did not come.

        Raises ApiError 400 `can't parse {what} JSON object`.
        """
        value = self._values.get(name)
        if not isinstance(value, str):
            return value
        if not value.strip():
            return None
        try:
            return json.loads(value)
        except ValueError as error:
            raise bad_request(f"can't parse {what} JSON object") from error

    def upload(self, name: str) -> Upload | str | None:
        """The file sent under this name or attached as `attach://…`; else the text (a file id or a URL)."""
        if name in self._files:
            return self._files[name]
        value = self.text(name)
        if value.startswith("attach://"):
            return self._files.get(value.removeprefix("attach://"))
        return value or None


async def read(request: web.Request) -> Params:
    """The parameters of a request; those of the body win over the query's.

    Raises ApiError 400 for a body that cannot be read and 413 for one that is too long.
    """
    values: dict[str, Any] = dict(request.query)
    files: dict[str, Upload] = {}
    try:
        if request.content_type == "application/json":
            values.update(_json_object(await request.text()))
        elif request.can_read_body:
            for name, value in (await request.post()).items():
                if isinstance(value, web.FileField):
                    files[name] = Upload(
                        name=value.filename, data=value.file.read(), content_type=value.content_type
                    )
                else:
                    values[name] = value if isinstance(value, str) else bytes(value).decode()
    except web.HTTPRequestEntityTooLarge as error:
        raise ApiError(413, "Request Entity Too Large") from error
    except UnicodeDecodeError as error:
        raise bad_request("strings must be encoded in UTF-8") from error
    return Params(values, files)


def _json_object(body: str) -> dict[str, Any]:
    if not body.strip():
        return {}
    try:
        value = json.loads(body)
    except ValueError as error:
        raise bad_request("can't parse request as JSON object") from error
    if not isinstance(value, dict):
        raise bad_request("request must be a JSON object")
    return value
