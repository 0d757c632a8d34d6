"""Everything an operator can set; the only reader of the environment, knows of other rooms only the methods' names.

Each field is documented in `.env.example` under the same name in capitals; a test holds the two together.
"""

import re
from ipaddress import IPv4Network, IPv6Network, ip_network
from pathlib import Path
from typing import Annotated, Final, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, Field, HttpUrl, SecretStr, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from summarizer import DEFAULT_METHOD, METHODS

Network = IPv4Network | IPv6Network

# A token is the bot's numeric id, a colon and a secret (https://core.telegram.org/bots/api#authorizing-your-bot).
# Telegram's are 35 characters long, other servers' may be shorter.
_NUMBER_COLON_LETTERS: Final = r"^\d+:[A-Za-z0-9_-]{5,}$"

# What to do about a wrong value, by field; the value itself is never repeated, it may be the token.
_FIXES: Final = {
    "bot_token": "paste the whole token from @BotFather: digits, a colon, letters (or leave it empty to try without)",
    "telegram_api_url": "write the address with its scheme, such as https://api.telegram.org",
    "database_url": "write sqlite+aiosqlite:///path/to/clipping.sqlite3",
    "default_zone": "use an IANA name such as Europe/Berlin or America/Caracas",
    "summary_method": f"use one of {', '.join(METHODS)}",
    "topics_file": "write the path of a TOML file with topics, or leave it empty",
    "log_level": "use DEBUG, INFO, WARNING or ERROR",
    "analysis_workers": "use a whole number from 1 to 16",
    "messages_per_second": "use a number above 0 and at most 30, Telegram's limit for bots",
    "fetch_allowed_networks": "use comma-separated networks such as 10.1.0.0/16, or leave it empty",
    "fetch_user_agent": "use one line of text",
    "try_port": "use a port from 0 to 65535",
}


class SettingsError(Exception):
    """One or more settings are wrong; the message has a line for each, naming the variable and the fix."""


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError("unknown time zone") from error
    return name


def _known_method(name: str) -> str:
    if name not in METHODS:
        raise ValueError("unknown method")
    return name


def _supported_database(url: str) -> str:
    if not url.startswith("sqlite+aiosqlite://"):
        raise ValueError("unsupported database")
    return url


class Settings(BaseSettings):
    """The operator's choices, from the environment or a `.env` file; the environment wins."""

    # utf-8-sig: some editors put a mark before the first name, which would then be another one.
    model_config = SettingsConfigDict(
        env_file=".env",
        env_file_encoding="utf-8-sig",
        extra="ignore",
        frozen=True,
        hide_input_in_errors=True,
    )

    bot_token: SecretStr | None = None
    telegram_api_url: HttpUrl = HttpUrl("https://api.telegram.org")
    database_url: Annotated[str, AfterValidator(_supported_database)] = (
        "sqlite+aiosqlite:///data/clipping.sqlite3"
    )
    default_zone: Annotated[str, AfterValidator(_known_zone)] = "UTC"
    summary_method: Annotated[str, AfterValidator(_known_method)] = DEFAULT_METHOD
    topics_file: Path | None = None
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"
    analysis_workers: int = Field(default=1, ge=1, le=16)
    messages_per_second: float = Field(default=28, gt=0, le=30)
    fetch_allowed_networks: Annotated[tuple[Network, ...], NoDecode] = ()
    fetch_user_agent: str = Field(
        default="Clipping/0.1 (press clippings; one page at a reader's request)", pattern=r"^[\x20-\x7e]+$"
    )
    try_port: int = Field(default=8080, ge=0, le=65535)

    @field_validator("bot_token", mode="before")
    @classmethod
    def _token(cls, value: object) -> object:
        if value is None or (isinstance(value, str) and not value.strip()):
            return None
        if isinstance(value, str) and not re.match(_NUMBER_COLON_LETTERS, value.strip()):
            raise ValueError("not a bot token")
        return value.strip() if isinstance(value, str) else value

    @field_validator("topics_file", mode="before")
    @classmethod
    def _path(cls, value: object) -> object:
        return value.strip() or None if isinstance(value, str) else value

    @field_validator("log_level", mode="before")
    @classmethod
    def _upper(cls, value: object) -> object:
        return value.upper() if isinstance(value, str) else value

    @field_validator("summary_method", mode="before")
    @classmethod
    def _lower(cls, value: object) -> object:
        return value.strip().lower() if isinstance(value, str) else value

    @field_validator("fetch_allowed_networks", mode="before")
    @classmethod
    def _networks(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(ip_network(part.strip()) for part in value.split(",") if part.strip())
        return value

    @property
    def api_base(self) -> str:
        """The Bot API's address without a closing slash."""
        return str(self.telegram_api_url).rstrip("/")


def load(**overrides: object) -> Settings:
    """The settings in force; `overrides` replace single fields.

    Raises SettingsError naming every wrong variable and how to mend it, never the value.
    """
    try:
        return Settings(**overrides)  # type: ignore[arg-type]  # pydantic checks the values
    except ValidationError as error:
        wrong = dict.fromkeys(str(each["loc"][0]) for each in error.errors())
        lines = [f"{name.upper()} is not usable: {_FIXES.get(name, 'see .env.example')}" for name in wrong]
        raise SettingsError("\n".join(lines)) from None
    except UnicodeDecodeError:
        raise SettingsError(".env is not readable as text: save it as UTF-8") from None
