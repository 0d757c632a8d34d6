"""How the Bot API says no; knows codes and words, not who says them.

ApiError
├─ 400 bad_request(words)       the words as TDLib writes them; the first letter becomes small
├─ 403 forbidden(words)
├─ 404 not_found()
├─ 409 conflict(words)
└─ 429 too_many_requests(seconds)
"""

from typing import Any


class ApiError(Exception):
    """An answer `{"ok": false, …}` with this code, description and parameters."""

    def __init__(self, code: int, description: str, parameters: dict[str, Any] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters

    def envelope(self) -> dict[str, Any]:
        """The body of the answer."""
        body: dict[str, Any] = {"ok": False, "error_code": self.code, "description": self.description}
        if self.parameters:
            body["parameters"] = self.parameters
        return body


class ControlError(Exception):
    """A refusal of the control API, in words for the person at the page or the author of a test."""


def _small(words: str) -> str:
    """A sentence's first letter made small, unless its first word is a CODE_LIKE_THIS, as Telegram's server does."""
    if words[1:2].isupper() or words[1:2] == "_":
        return words
    return words[:1].lower() + words[1:]


def bad_request(words: str, parameters: dict[str, Any] | None = None) -> ApiError:
    """400."""
    return ApiError(400, f"Bad Request: {_small(words)}", parameters)


def forbidden(words: str) -> ApiError:
    """403."""
    return ApiError(403, f"Forbidden: {words}")


def not_found() -> ApiError:
    """404, for a method that does not exist."""
    return ApiError(404, "Not Found")


def conflict(words: str) -> ApiError:
    """409."""
    return ApiError(409, f"Conflict: {words}")


def too_many_requests(seconds: int) -> ApiError:
    """429 with the seconds to wait, in the words and in the parameters."""
    return ApiError(429, f"Too Many Requests: retry after {seconds}", {"retry_after": seconds})
