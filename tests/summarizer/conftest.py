from pathlib import Path

import pytest

GOLDEN = Path(__file__).parent.parent / "golden"


@pytest.fixture(scope="session")
def seed() -> str:
    """An article as people paste it: headline twice, credit, quotation above the byline, link and source below."""
    return (GOLDEN / "venezuela-russia.txt").read_text(encoding="utf-8")
