"""Classes of wrong names, each by the plainest text that shows it: who is spoken to, quoted, owned, only near."""

import tomllib
from pathlib import Path

import pytest

from summarizer.models import Certainty

CASES = tomllib.loads((Path(__file__).parent / "wrong_names.toml").read_text(encoding="utf-8"))["case"]


def named(quote) -> str | None:
    """The name that is shown: a resolved pronoun's is kept in the record only."""
    return quote.speaker if quote.certainty in (Certainty.EXPLICIT, Certainty.CARRIED) else None


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['language']} {case['what']}")
def test_the_quotation_has_its_speaker_or_nobody(case, found):
    quotes = [q for q in found(case["text"], case["language"]) if q.text.startswith(case["quote"])]

    assert quotes or case.get("shown") == "", "the quotation is not found"
    for quote in quotes:
        if "shown" in case:
            assert named(quote) == (case["shown"] or None)
        else:
            assert quote.speaker in (case.get("speaker"), case.get("or"))


def test_each_class_has_a_reason_and_languages_are_many():
    assert len({case["what"] for case in CASES}) >= 20
    assert len({case["language"] for case in CASES}) >= 12
