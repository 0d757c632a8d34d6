import re
from pathlib import Path

import pytest
from dotenv import dotenv_values

from bot import settings
from bot.settings import Settings, SettingsError, load
from summarizer import METHODS

EXAMPLE = Path(__file__).parents[2] / ".env.example"
TOKEN = "123456789:AAH-realistic_secret_of_35_letters_"


@pytest.fixture(autouse=True)
def nothing_set(monkeypatch, tmp_path):
    """No variable of this machine and no .env of this folder."""
    monkeypatch.chdir(tmp_path)
    for name in Settings.model_fields:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)


def test_the_example_names_every_setting_and_no_other():
    assert list(dotenv_values(EXAMPLE)) == [name.upper() for name in Settings.model_fields]


def test_the_example_shows_the_defaults(tmp_path):
    defaults = load()
    (tmp_path / ".env").write_bytes(EXAMPLE.read_bytes())
    assert load() == defaults
    for name, written in dotenv_values(EXAMPLE).items():
        if written:
            assert str(getattr(defaults, name.lower())).removesuffix(".0") == written, name


def test_every_setting_of_the_example_is_explained():
    above = ""
    for line in EXAMPLE.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            assert above.startswith("# "), line
        above = line


def test_every_setting_has_a_fix():
    assert set(settings._FIXES) == set(Settings.model_fields)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BOT_TOKEN", "AAH-only-the-secret-half-of-a-token"),
        ("BOT_TOKEN", "123456789:AAH with spaces in it, pasted"),
        ("BOT_TOKEN", f"{TOKEN} {TOKEN}"),
        ("TELEGRAM_API_URL", "api.telegram.example"),
        ("TELEGRAM_API_URL", "ftp://files.example"),
        ("DATABASE_URL", "postgresql://user:password@db/clipping"),
        ("DATABASE_URL", "here.sqlite3"),
        ("DEFAULT_ZONE", "Mars/Olympus"),
        ("DEFAULT_ZONE", "../../etc/passwd"),
        ("DEFAULT_ZONE", ""),
        ("SUMMARY_METHOD", "chatgpt"),
        ("SUMMARY_METHOD", ""),
        ("SUMMARY_METHOD", "lead editor"),
        ("LOG_LEVEL", "LOUD"),
        ("ANALYSIS_WORKERS", "0"),
        ("ANALYSIS_WORKERS", "17"),
        ("ANALYSIS_WORKERS", "some"),
        ("MESSAGES_PER_SECOND", "0"),
        ("MESSAGES_PER_SECOND", "31"),
        ("MESSAGES_PER_SECOND", "nan"),
        ("FETCH_ALLOWED_NETWORKS", "10.0.0.0/99"),
        ("FETCH_ALLOWED_NETWORKS", "10.0.0.0/8, intranet"),
        ("FETCH_USER_AGENT", "Clipping\r\nX-Evil: 1"),
        ("TRY_PORT", "65536"),
        ("TRY_PORT", "http"),
    ],
)
def test_a_wrong_value_is_named_with_its_fix_and_never_repeated(monkeypatch, name, value):
    monkeypatch.setenv(name, value)
    with pytest.raises(SettingsError) as caught:
        load()
    words = str(caught.value)
    fix = settings._FIXES[name.lower()]
    assert words == f"{name} is not usable: {fix}"
    if len(value) > 2:
        assert value not in words
    assert caught.value.__cause__ is None
    # What a traceback would show, too.
    assert name != "BOT_TOKEN" or value not in repr(caught.value.__context__)


def test_all_wrong_settings_are_told_at_once(monkeypatch):
    monkeypatch.setenv("LOG_LEVEL", "LOUD")
    monkeypatch.setenv("TRY_PORT", "-1")
    with pytest.raises(SettingsError) as caught:
        load()
    assert [line.split()[0] for line in str(caught.value).splitlines()] == ["LOG_LEVEL", "TRY_PORT"]


@pytest.mark.parametrize("method", METHODS)
def test_every_method_can_be_set_and_is_named_in_the_example(method):
    assert load(summary_method=method).summary_method == method
    assert load(summary_method=f" {method.upper()} ").summary_method == method
    above = EXAMPLE.read_text(encoding="utf-8").partition("SUMMARY_METHOD=")[0].rpartition("\n\n")[2]
    assert re.search(rf"\b{method}\b", above)


def test_a_wrong_method_is_answered_with_those_there_are():
    with pytest.raises(SettingsError) as caught:
        load(summary_method="chatgpt")
    assert str(caught.value) == f"SUMMARY_METHOD is not usable: use one of {', '.join(METHODS)}"


@pytest.mark.parametrize("value", ["", "   "])
def test_an_empty_token_is_none(monkeypatch, value):
    monkeypatch.setenv("BOT_TOKEN", value)
    assert load().bot_token is None


def test_a_token_is_kept_without_the_blanks_around_it_and_hidden(monkeypatch):
    monkeypatch.setenv("BOT_TOKEN", f" {TOKEN}\n")
    found = load()
    assert found.bot_token.get_secret_value() == TOKEN
    assert TOKEN not in repr(found)
    assert TOKEN.partition(":")[2] not in f"{found} {found.bot_token}"


def test_the_environment_wins_over_the_file_and_an_override_over_both(monkeypatch, tmp_path):
    (tmp_path / ".env").write_text("LOG_LEVEL=ERROR\nTRY_PORT=1\nDEFAULT_ZONE=Europe/Berlin\n")
    monkeypatch.setenv("LOG_LEVEL", "debug")
    monkeypatch.setenv("TRY_PORT", "2")
    found = load(try_port=3)
    assert (found.default_zone, found.log_level, found.try_port) == ("Europe/Berlin", "DEBUG", 3)


def test_a_file_with_a_byte_order_mark_is_read(tmp_path):
    (tmp_path / ".env").write_text(f"BOT_TOKEN={TOKEN}\n", encoding="utf-8-sig")
    assert load().bot_token is not None


def test_a_file_in_another_encoding_is_told_kindly(tmp_path):
    (tmp_path / ".env").write_text(f"BOT_TOKEN={TOKEN}\n", encoding="utf-16")
    with pytest.raises(SettingsError, match="UTF-8"):
        load()


def test_networks_are_read_with_and_without_blanks():
    found = load(fetch_allowed_networks="10.1.0.0/16 ,fd00::/8,").fetch_allowed_networks
    assert [str(each) for each in found] == ["10.1.0.0/16", "fd00::/8"]


def test_the_address_of_the_api_has_no_closing_slash():
    assert load().api_base == "https://api.telegram.org"
    assert load(telegram_api_url="http://127.0.0.1:8081/").api_base == "http://127.0.0.1:8081"


def test_settings_do_not_change():
    with pytest.raises(ValueError, match="frozen"):
        load().try_port = 1
