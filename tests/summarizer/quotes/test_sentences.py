import tomllib
from pathlib import Path

import pytest

from summarizer.models import Certainty

CASES = tomllib.loads((Path(__file__).parent / "sentences.toml").read_text(encoding="utf-8"))["case"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['language']}: {case['text'][:40]}")
def test_the_last_quotation_has_its_name_or_its_role_or_nobody(case, found):
    quote = found(case["text"], case["language"])[-1]

    assert quote.speaker == case.get("speaker")
    if "role" in case or not quote.speaker:
        assert quote.role == case.get("role")
    assert (quote.certainty is Certainty.NONE) == (quote.speaker is None)
