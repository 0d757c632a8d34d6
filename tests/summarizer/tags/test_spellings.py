"""What people type is understood as they meant it: own names in eleven languages, aliases, misspellings; and no more."""

import random

import pytest

from summarizer.languages import stop_words
from summarizer.tags import (
    COUNTRIES,
    REGIONS,
    TOPICS,
    Found,
    country_name,
    find,
    region_name,
    suggest,
    topic_name,
)
from summarizer.tags.names import SERVED

LONG = 7  # letters from which a single slip must be understood
EVERY = 6  # so many names are tried, by one slip each: all take a minute and a half
RIGHT, WRONG = 0.97, 0.005
KEYBOARDS = ("qwertyuiop", "asdfghjkl", "zxcvbnm", "йцукенгшщзхъ", "фывапролджэ", "ячсмитьбю")


def named(locale):
    """Every tag with the name its menu shows."""
    for code in COUNTRIES:
        yield country_name(code, locale), Found(kind="country", value=code)
    for slug in TOPICS:
        yield topic_name(slug, locale), Found(kind="topic", value=slug)
    for slug in REGIONS:
        yield region_name(slug, locale), Found(kind="region", value=slug)


def neighbours(letter):
    row = next((row for row in KEYBOARDS if letter in row), "")
    at = row.find(letter)
    return row[max(0, at - 1) : at] + row[at + 1 : at + 2]


def slip(name, chance):
    """The name with one slip of the fingers inside: letters swapped, one dropped, doubled, or its neighbour's."""
    at = chance.randrange(1, len(name) - 2)
    before, letter, after = name[:at], name[at], name[at + 1 :]
    slips = [before + after, before + letter + letter + after]
    if letter != after[0] and " " not in letter + after[0]:
        slips.append(before + after[0] + letter + after[1:])
    slips += [before + other + after for other in neighbours(letter.lower())]
    return chance.choice(slips)


def slips(locale):
    chance = random.Random(locale)
    long = [(name, tag) for name, tag in named(locale) if len(name) >= LONG]
    for name, tag in chance.sample(long, len(long) // EVERY):
        yield slip(name, chance), tag


def test_slips_are_understood_or_suggested_and_rarely_taken_for_another():
    right = wrong = total = 0
    missed = []
    for locale in SERVED:
        for typed, tag in slips(locale):
            found = find(typed, locale=locale)
            total += 1
            wrong += found is not None and found != tag
            if found == tag or (found is None and tag in suggest(typed, limit=3)):
                right += 1
            else:
                missed.append((locale, typed, tag.value, found))
    assert total > 300
    assert right >= RIGHT * total, missed
    assert wrong < WRONG * total + 1, missed


@pytest.mark.parametrize("locale", SERVED)
def test_every_name_of_every_tag_is_found_exactly(locale):
    assert [(name, tag) for name, tag in named(locale) if find(name, locale=locale) != tag] == []
    shouted = [name for name, tag in named(locale) if find(f" {name.upper()} ", locale=locale) != tag]
    assert shouted == []


# Words that are a tag's name and a small word alike: what they mean to a reader who types nothing else.
MEANT = {"россия", "русский", "советский", "того", "usa", "usas", "irá"}


@pytest.mark.parametrize("locale", SERVED)
def test_small_words_mean_no_country(locale):
    taken = {
        word
        for word in stop_words(locale)
        if len(word) > 2 and (found := find(word, locale=locale)) and found.kind != "topic"
    }
    assert taken <= MEANT


@pytest.mark.parametrize(
    ("locale", "words"),
    [
        ("en", "table window garden monday water bread yellow mother running beautiful seven house"),
        ("es", "mesa ventana jardín lunes agua amarillo madre corriendo hermosa siete casa zapato"),
        ("pt", "mesa janela jardim segunda água amarelo mãe correndo bonita sete casa sapato"),
        ("fr", "table fenêtre jardin lundi eau jaune mère courir belle sept maison chaussure"),
        ("de", "Tisch Fenster Garten Montag Wasser gelb Mutter laufen schön sieben Haus Schuh"),
        ("it", "tavolo finestra giardino lunedì acqua giallo madre correre bella sette casa scarpa"),
        ("ru", "стол окно сад понедельник вода жёлтый мать бежать красивая семь дом башмак"),
        ("uk", "стіл вікно садок понеділок вода жовтий мати бігти гарна сім дім черевик"),
        ("ar", "طاولة نافذة حديقة خبز أصفر أم سبعة بيت حذاء"),
        ("zh", "桌子 窗户 花园 星期一 水 面包 黄色 母亲 七 鞋子"),
        ("hi", "मेज़ खिड़की बगीचा सोमवार रोटी पीला माँ सात मकान जूता"),
    ],
)
def test_ordinary_words_mean_nothing(locale, words):
    assert [(word, find(word, locale=locale)) for word in words.split() if find(word, locale=locale)] == []


@pytest.mark.parametrize(
    ("locale", "words", "value"),
    [
        ("es", "defensa", "defence"),
        ("ru", "Штаты", "US"),
        ("en", "UK", "GB"),
        ("en", "🇻🇪", "VE"),
        ("en", "Venezuala", "VE"),
        ("es", "Rusia", "RU"),
        ("de", "Deutshland", "DE"),
        ("ru", "Алжыр", "DZ"),
        ("uk", "Бразілія", "BR"),
        ("de", "Großbritanien", "GB"),
        ("es", "Inglaterra", "GB"),
        ("fr", "Pays Bas", "NL"),
        ("tr", "Hollanda", "NL"),
        ("de", "Birma", "MM"),
        ("en", "Côte d'Ivoire", "CI"),
        ("en", "Ivory Coast", "CI"),
        ("de", "Türkei", "TR"),
        ("de", "Tuerkei", "TR"),
        ("de", "Oesterreich", "AT"),
        ("en", "Turkiye", "TR"),
        ("en", "Swaziland", "SZ"),
        ("en", "Czechia", "CZ"),
        ("ru", "Белоруссия", "BY"),
        ("uk", "Вкраїна", "UA"),
        ("en", "U.S.A.", "US"),
        ("en", "Untied States", "US"),
        ("pt", "Polónia", "PL"),
        ("pt", "Polônia", "PL"),
        ("pt", "Vietname", "VN"),
        ("zh", "烏克蘭", "UA"),
        ("zh", "臺灣", "TW"),
        ("zh", "俄國", "RU"),
        ("ar", "ايران", "IR"),
        ("hi", "चाइना", "CN"),
        ("en", "Persia", "IR"),
        ("en", "Magyarország", "HU"),
        ("en", "Ελλάδα", "GR"),
        ("en", "ישראל", "IL"),
        ("en", "საქართველო", "GE"),
        ("en", "Oʻzbekiston", "UZ"),
        ("nl", "Verenigde Staten", "US"),
        ("ko", "북한", "KP"),
        ("ja", "アメリカ", "US"),
        ("pl", "Niemcy", "DE"),
    ],
)
def test_aliases_and_common_misspellings(locale, words, value):
    found = find(words, locale=locale)
    assert found is not None
    assert found.value == value
