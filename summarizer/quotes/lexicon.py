"""What one language says about quoting: the `[quotes]` of `summarizer/languages/<code>.toml`; never an article.

Who adds the table has added the language. Every field may be left out. Word lists are strings of words between white
space; a trailing `*` stands for any ending. What goes for every language stands in `und.toml`.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

import regex

from summarizer import languages
from summarizer.quotes.characters import Characters, characters

_TABLE: Final = "quotes"
_SHARED: Final = "und"  # the language whose words hold for every language


class Words:
    """A set of lower-case words, some of them given by their beginning only."""

    __slots__ = ("exact", "lengths", "stems")

    def __init__(self, words: Iterable[str] = ()) -> None:
        listed = tuple(words)
        self.exact = frozenset(word for word in listed if not word.endswith("*"))
        self.stems = frozenset(word[:-1] for word in listed if word.endswith("*"))
        self.lengths = tuple(sorted({len(stem) for stem in self.stems}))

    def __contains__(self, word: str) -> bool:
        # Asked for every word of a clause: a generator would take twice as long.
        return word in self.exact or not self.stems.isdisjoint([word[:length] for length in self.lengths])


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The quoting habits of one language.

    `verbs` report speech, `no_verbs` only begin alike; of these `participles` take the subject from the head of their clause, `addressees` are
    followed by the person spoken to, `continuing` go on with what the same person said before, `quoting` pass on
    somebody else's words, also those of a person in one of the `quoted_pronouns` ("quoted him"). `resuming` are such phrases with an infinitive. `sources` are phrases followed by the speaker, `sources_behind` those that are so only right
    behind a quotation; `sayings` are nouns for what was said, with the speaker between one of the `agents` and them. `phrases` are verbs of several words; in a language written without spaces it finds every verb.

    `titles` stand before a name and are no part of it, those of `honorifics` ("Mr") without saying what one is; `short_titles` gives the full word of "Gov.", and
    `definite_endings` come off one that carries its article. `persons` and `person_endings` tell a noun about people or
    a body of them, `no_persons` those that only end like one; `organisations` and compounds with one of the
    `organisation_endings` are bodies, whose names are no person's; `anaphors` stand for somebody just named.

    `repeated_names` are patterns that find a name only where the article prints it twice, `known_names` one only that
    another pattern found elsewhere; `surname_first` names are shortened to what they begin with. A pattern may name a
    list of words in braces: {titles}, {surnames}, {no_names}, {trades} (titles before a name), {foreign} (syllables).

    `verb_first` languages may close a reporting clause with its subject. `conjunctive` words open another clause,
    `datives` and, in words of their own, `dative_endings` the person spoken to, `topics` a sentence about somebody; `subject_articles` are prepositions that are a
    subject's article before a title of that sex. `roles` find nameless speakers where nobody writes capitals;
    `subordinate_marks` close a clause of its own there, unless its subject has one of the `topic_marks`; one of the
    `object_marks` says that no subject is marked. A sentence with one of the `taken_up` phrases tells who said the
    quotation that stands before it as a sentence; one of `spoken_behind` makes it speech whatever noun is in it. Behind a comma somebody else may
    be the subject, unless one of the `same_subject` endings stands before it; `interviews` are verbs that tell who is asked. `verb_prefixes` are written together with their verb ("and").

    `passives` turn a verb around, at most `passive_reach` words before it; whoever does it then follows one of the
    `agents`. `answering` verbs reply to one of the `asking` ones. `negations`
    near a verb say that nobody spoke; `writings` are things that words stand on; a word with one of the
    `participle_endings` takes the name behind it as its object. `oblique_endings` and, by the ending of the subject's form,
    `oblique_pairs` and `object_articles` tell forms of a name that are no subject; `feminine_verbs`, `masculine_verbs` and `plural_verbs`
    are endings that tell whose a verb without subject is; where there are `adverb_endings`, another word right behind
    a verb is its subject. `adjective_endings` keep an adjective with its noun where there are no articles. `impersonal` verbs have no person as their subject ("it reads");
    `onward` phrases ("it says") with one of the `further` words, or on one of the `writings`, go on with whose words
    stood above; `relatives` open a clause about the name before them ("who"); outside of
    marks only who speaks says words of the `first_person`, only who asks those of the `second_person`, and a verb among the `subjunctives` passes on what was said; `verb_endings` tell a verb
    that is not listed where nothing but one can stand, behind the `clitics` that may lean on it; `infinitive_endings` one that
    has no subject behind a preposition at the head of its clause.

    `latter` are words that mean, behind one of the `demonstratives`, whoever was named last. With `article_nouns` an article alone is somebody just named (el de
    Altea). `takes_up` gives the titles that a wider word may stand for ("the lawmaker"), `article_sexes` the sex of whoever an
    article stands before.

    A name behind one of the `organisations` is that body's, unless one of the `demonstratives` stands before it.
    `first_names` begin a name where nothing else does (`bare_names`), and behind
    `subject_openers` the subject stands before its verb though it usually follows. `genitives` tie an office to what it is for; `kin` before a name is somebody else. `woman_endings` and
    `man_endings` are those of surnames, `given_woman_endings` and `given_man_endings` those of first names.
    `demonym_endings` tell where somebody is from, before the noun, `house_endings` whose office is held, between it and
    the name. `given_names` are first names that end like an occupation or a name of the other sex, `verb_names` like a verb.
    `oblique_titles` are the other cases of `titles`, by `oblique_pairs`.

    `characters` are the lists of a language that writes neither spaces nor capitals nor particles, None elsewhere.
    """

    code: str
    verbs: Words
    phrases: "regex.Pattern[str] | None"
    resuming: "regex.Pattern[str] | None"
    sources: "regex.Pattern[str] | None"
    sources_behind: Words
    no_verbs: Words
    sayings: Words
    subject_openers: Words
    participles: Words
    addressees: Words
    continuing: Words
    titles: Words
    honorifics: Words
    title_endings: tuple[str, ...]
    occupation_endings: tuple[str, ...]
    given_names: Words
    first_names: Words
    verb_names: Words
    title_prefix: str
    verb_prefixes: tuple[str, ...]
    feminine: Words
    masculine: Words
    feminine_endings: tuple[str, ...]
    masculine_endings: tuple[str, ...]
    pronouns: Mapping[str, str]
    quoted_pronouns: Mapping[str, str]
    articles: Words
    indefinites: Words
    demonstratives: Words
    determiners: Words
    prepositions: Words
    circumstances: Words
    conjunctions: Words
    breaks: Words
    stopwords: Words
    conjunctive: Words
    works: Words
    particles: Words
    abbreviations: Words
    organisations: Words
    organisation_endings: tuple[str, ...]
    persons: Words
    person_endings: tuple[str, ...]
    no_persons: Words
    quoting: Words
    datives: Words
    genitives: Words
    clitics: Words
    impersonal: Words
    onward: Words
    further: Words
    relatives: Words
    first_person: Words
    second_person: Words
    subjunctives: Words
    kin: Words
    object_articles: Words
    passives: Words
    agents: Words
    answering: Words
    asking: Words
    negations: Words
    writings: Words
    oblique_endings: tuple[str, ...]
    oblique_pairs: Mapping[str, tuple[str, ...]]
    oblique_titles: frozenset[str]
    feminine_verbs: tuple[str, ...]
    masculine_verbs: tuple[str, ...]
    plural_verbs: tuple[str, ...]
    verb_endings: tuple[str, ...]
    infinitive_endings: tuple[str, ...]
    woman_endings: tuple[str, ...]
    man_endings: tuple[str, ...]
    given_woman_endings: tuple[str, ...]
    given_man_endings: tuple[str, ...]
    participle_endings: tuple[str, ...]
    adverb_endings: tuple[str, ...]
    adjective_endings: tuple[str, ...]
    dative_endings: tuple[str, ...]
    demonym_endings: tuple[str, ...]
    house_endings: tuple[str, ...]
    passive_reach: int
    topics: Words
    anaphors: Words
    anaphor_endings: tuple[str, ...]
    definite_endings: tuple[str, ...]
    possessives: Words
    short_titles: Mapping[str, str]
    subject_articles: Mapping[str, str]
    article_sexes: Mapping[str, str]
    takes_up: Mapping[str, tuple[str, ...]]
    latter: Mapping[str, str]
    common_nouns: Words
    noun_endings: tuple[str, ...]
    elisions: Words
    outlets: frozenset[str]
    names: "tuple[regex.Pattern[str], ...]"
    repeated_names: "tuple[regex.Pattern[str], ...]"
    known_names: "tuple[regex.Pattern[str], ...]"
    roles: "tuple[regex.Pattern[str], ...]"
    closing_words: tuple[str, ...]
    closing_excludes: tuple[str, ...]
    spoken_behind: tuple[str, ...]
    taken_up: tuple[str, ...]
    same_subject: tuple[str, ...]
    interviews: tuple[str, ...]
    subject_marks: tuple[str, ...]
    subordinate_marks: tuple[str, ...]
    object_marks: tuple[str, ...]
    topic_marks: tuple[str, ...]
    subject_reach: int
    verb_first: bool
    genitive_s: bool
    possessive_works: bool
    nouns_capitalised: bool
    split_hyphens: bool
    apostrophe_suffixes: bool
    dialogue_dash: bool
    attribution_inside: bool
    prodrop: bool
    article_free: bool
    article_nouns: bool
    verb_final: bool
    bare_names: bool
    cased: bool
    spaced: bool
    surname_first: bool

    characters: Characters | None

    def is_title(self, word: str) -> bool:
        """Whether a lower-case word is a title or an office; of a compound the last part decides."""
        if word in self.titles or word.endswith(self.title_endings):
            return True
        return "-" in word and word.rsplit("-", 1)[1] in self.titles

    def is_organisation(self, word: str) -> bool:
        """Whether a lower-case word tells a body of people; of a compound the last part decides."""
        return word in self.organisations or word.endswith(self.organisation_endings)

    def indefinite(self, word: str) -> list[str]:
        """What a noun may be without the article that closes it: bageren is bager, læreren lærer."""
        return [
            word.removesuffix(end)
            for end in self.definite_endings
            if word.endswith(end) and len(word) > len(end) + 2
        ]

    def is_occupation(self, word: str) -> bool:
        """Whether a word before two or more of a name looks like its bearer's occupation: Reeder Claas Petersen."""
        return word.endswith(self.occupation_endings) and word not in self.given_names

    def is_person(self, word: str) -> bool:
        """Whether a noun is about people or a body of them."""
        if word in self.persons or any(bare in self.persons for bare in self.indefinite(word)):
            return True
        known = word in self.stopwords or word in self.no_persons or word in self.circumstances
        return word.endswith(self.person_endings) and not known

    def is_anaphor(self, word: str) -> bool:
        """Whether a noun stands for somebody just named: the 36-year-old, the Briton."""
        return word in self.anaphors or word.endswith(self.anaphor_endings)

    def sex_of(self, word: str) -> str:
        """Give "m" or "f" for a title that tells, else empty; a short one's last letter tells nothing ("prof")."""
        whole = word not in self.abbreviations
        if word in self.feminine or (whole and word.endswith(self.feminine_endings)):
            return "f"
        if word in self.masculine or (whole and word.endswith(self.masculine_endings)):
            return "m"
        return ""

    def sex_of_pronoun(self, word: str) -> str:
        """Give "m" or "f" for a pronoun, empty for one that may be either's."""
        return next(
            (table[word] for table in (self.latter, self.pronouns, self.quoted_pronouns) if table.get(word)),
            "",
        )

    def sex_of_phrase(self, words: Sequence[str]) -> str:
        """Give "m" or "f" for a noun phrase whose nouns or article tell, else empty."""
        told = next((sex for word in words if (sex := self.sex_of(word))), "")
        return told or (self.article_sexes.get(words[0], "") if words else "")


_WORDS: Final = [
    "no_verbs",
    "sayings",
    "subject_openers",
    "participles",
    "addressees",
    "continuing",
    "titles",
    "honorifics",
    "given_names",
    "first_names",
    "verb_names",
    "feminine",
    "masculine",
    "articles",
    "indefinites",
    "demonstratives",
    "determiners",
    "prepositions",
    "circumstances",
    "conjunctions",
    "breaks",
    "stopwords",
    "conjunctive",
    "works",
    "particles",
    "abbreviations",
    "organisations",
    "persons",
    "no_persons",
    "quoting",
    "datives",
    "genitives",
    "clitics",
    "impersonal",
    "onward",
    "further",
    "relatives",
    "first_person",
    "second_person",
    "subjunctives",
    "kin",
    "object_articles",
    "passives",
    "agents",
    "answering",
    "asking",
    "negations",
    "writings",
    "topics",
    "anaphors",
    "possessives",
    "common_nouns",
    "elisions",
]
_ENDINGS: Final = (
    "title_endings",
    "organisation_endings",
    "occupation_endings",
    "feminine_endings",
    "masculine_endings",
    "noun_endings",
    "person_endings",
    "anaphor_endings",
    "definite_endings",
    "oblique_endings",
    "feminine_verbs",
    "masculine_verbs",
    "plural_verbs",
    "verb_endings",
    "infinitive_endings",
    "woman_endings",
    "man_endings",
    "given_woman_endings",
    "given_man_endings",
    "participle_endings",
    "adverb_endings",
    "adjective_endings",
    "dative_endings",
    "demonym_endings",
    "house_endings",
)
_IN_PATTERNS: Final = ("titles", "surnames", "no_names", "trades", "foreign")
_FLAGS: Final = [
    "verb_first",
    "genitive_s",
    "possessive_works",
    "nouns_capitalised",
    "split_hyphens",
    "apostrophe_suffixes",
    "dialogue_dash",
    "attribution_inside",
    "prodrop",
    "article_free",
    "article_nouns",
    "verb_final",
    "bare_names",
]


def _alternatives(phrases: Iterable[str], *, spaced: bool) -> "regex.Pattern[str] | None":
    longest_first = sorted(phrases, key=len, reverse=True)
    if not longest_first:
        return None
    body = "|".join(regex.escape(phrase) for phrase in longest_first)
    return regex.compile(rf"(?<!\w)(?:{body})(?!\w)" if spaced else f"(?:{body})", regex.IGNORECASE)


def _resuming(data: Mapping[str, Any]) -> "regex.Pattern[str] | None":
    """What goes on reporting in the infinitive: « Et d’ajouter »."""
    leads, verbs = data.get("resuming", ()), data.get("infinitives", "").split()
    if not leads or not verbs:
        return None
    heads, tails = ("|".join(map(regex.escape, words)) for words in (leads, verbs))
    return regex.compile(rf"(?<!\w)(?:{heads})(?:{tails})(?!\w)", regex.IGNORECASE)


def _with_article(words: Words, article: str) -> Words:
    """Nouns bare and with the article that is written together with them."""
    return Words([*words.exact, *(article + word for word in words.exact if not word.startswith(article))])


def _patterns(sources: Iterable[str], data: Mapping[str, Any]) -> "tuple[regex.Pattern[str], ...]":
    """The patterns of a list, each with the words of the lists that it names in braces: {titles}."""
    found = []
    for source in sources:
        lists = {name: data.get(name, "").split() for name in _IN_PATTERNS if f"{{{name}}}" in source}
        for name in lists:
            source = source.replace(f"{{{name}}}", rf"\L<{name}>")  # noqa: PLW2901 -- filled in step by step
        found.append(regex.compile(source, **lists))
    return tuple(found)


def _unspaced_verbs(data: Mapping[str, Any], verbs: Iterable[str]) -> "regex.Pattern[str] | None":
    """Verbs where nobody writes spaces: not within one of the `no_verbs`, the `final_verbs` only where a clause ends."""

    def longest_first(key: Iterable[str]) -> str:
        return "|".join(regex.escape(word) for word in sorted(key, key=len, reverse=True))

    final, excluded = data.get("final_verbs", "").split(), data.get("no_verbs", "").split()
    if not (final or excluded):
        return _alternatives(verbs, spaced=False)
    body = rf"(?P<verb>{longest_first(verbs)}|(?:{longest_first(final)})(?=\W|$))"
    return regex.compile(f"(?:{longest_first(excluded)})|{body}" if excluded else body)


def _pronouns(table: Mapping[str, str]) -> dict[str, str]:
    sexes = {"masculine": "m", "feminine": "f", "any": ""}
    return {word: sexes[sex] for sex, words in table.items() for word in words.split()}


def _declined(words: Iterable[str], pairs: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    """The other cases of words, as far as the endings of names make them: prezesa, prezesowi."""
    return frozenset(
        word.removesuffix(ending) + form
        for word in words
        for ending, forms in pairs.items()
        if word.endswith(ending)
        for form in forms
    )


def _build(code: str, data: Mapping[str, Any], shared: Mapping[str, Any]) -> Lexicon:
    spaced = data.get("spaced", True)
    verbs = f"{data.get('verbs', '')} {data.get('impersonal', '')}".split()
    verbs += [prefix + verb for prefix in data.get("verb_prefixes", "").split() for verb in verbs]
    verbs += data.get("sayings", "").split()
    words: dict[str, Any] = {
        name: Words(f"{data.get(name, '')} {shared.get(name, '')}".split()) for name in _WORDS
    }
    if article := data.get("title_prefix", ""):
        words |= {
            name: _with_article(words[name], article) for name in ("titles", "persons", "organisations")
        }
    endings: dict[str, Any] = {name: tuple(data.get(name, "").split()) for name in _ENDINGS}
    flags: dict[str, Any] = {name: bool(data.get(name, False)) for name in _FLAGS}
    pairs = {ending: tuple(forms.split()) for ending, forms in data.get("oblique_pairs", {}).items()}
    return Lexicon(
        code=code,
        verbs=Words(verbs if spaced else ()),
        phrases=_alternatives(data.get("phrases", ()), spaced=True)
        if spaced
        else _unspaced_verbs(data, verbs),
        resuming=_resuming(data),
        sources=_alternatives([*data.get("sources", ()), *data.get("sources_behind", ())], spaced=spaced),
        sources_behind=Words(data.get("sources_behind", ())),
        title_prefix=data.get("title_prefix", ""),
        verb_prefixes=tuple(data.get("verb_prefixes", "").split()),
        subject_articles=_pronouns(data.get("subject_articles", {})),
        latter=_pronouns(data.get("latter", {})),
        article_sexes=_pronouns(data.get("article_sexes", {})),
        takes_up={wide: tuple(titles.split()) for wide, titles in data.get("takes_up", {}).items()},
        short_titles=data.get("short_titles", {}),
        pronouns=_pronouns(data.get("pronouns", {})),
        quoted_pronouns=_pronouns(data.get("quoted_pronouns", {})),
        outlets=frozenset(shared["outlets"]),
        names=_patterns(data.get("names", ()), data),
        repeated_names=_patterns(data.get("repeated_names", ()), data),
        known_names=_patterns(data.get("known_names", ()), data),
        roles=_patterns(data.get("roles", ()), data),
        surname_first=bool(data.get("surname_first", not spaced)),
        closing_words=tuple(data.get("closing_words", ())),
        interviews=tuple(data.get("interviews", ())),
        same_subject=tuple(data.get("same_subject", ())),
        taken_up=tuple(data.get("taken_up", ())),
        spoken_behind=tuple(data.get("spoken_behind", ())),
        closing_excludes=tuple(data.get("closing_excludes", ())),
        topic_marks=tuple(data.get("topic_marks", ())),
        subordinate_marks=tuple(data.get("subordinate_marks", ())),
        object_marks=tuple(data.get("object_marks", ())),
        subject_marks=tuple(data.get("subject_marks", ())),
        subject_reach=data.get("subject_reach", 1),
        passive_reach=data.get("passive_reach", 2),
        oblique_pairs=pairs,
        oblique_titles=_declined(words["titles"].exact, pairs) - words["titles"].exact,
        cased=bool(data.get("cased", True)),
        spaced=spaced,
        characters=characters(data),
        **words,
        **endings,
        **flags,
    )


def served() -> tuple[str, ...]:
    """The languages whose file has words for quoting, ISO 639-1, sorted."""
    return languages.having(_TABLE)


@cache
def load(code: str | None) -> Lexicon:
    """The lexicon of a language; one without words, that still knows marks and capitals, if it has none."""
    known = code if code in served() else ""
    data = languages.section(known, _TABLE) if known else None
    return _build(known or "", data or {}, languages.section(_SHARED, _TABLE) or {})


_WORD: Final = regex.compile(r"[^\W\d_]+")
_SAMPLE: Final = 20_000  # characters that are enough to tell which lexicon speaks this text's language


def guess(text: str) -> str | None:
    """The served language whose little words this text uses most, None when none is at home in it."""
    found = [word.lower() for word in _WORD.findall(text, endpos=_SAMPLE)]
    best, most = None, max(2, len(found) // 10)
    for code in served():
        stopwords = load(code).stopwords
        hits = sum(word in stopwords.exact for word in found)
        if hits > most:
            best, most = code, hits
    return best
