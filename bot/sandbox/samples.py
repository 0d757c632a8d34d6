"""Articles to try: files `samples/<name>.<language>.txt`, the title in the first line; knows nothing else."""

from pathlib import Path

from bot.sandbox.models import Json

FOLDER = Path(__file__).with_name("samples")


def all_samples(folder: Path = FOLDER) -> list[Json]:
    """Name, title and language of each, by name."""
    return [_sample(path) for path in sorted(folder.glob("*.txt"))]


def sample(name: str, folder: Path = FOLDER) -> Json | None:
    """One sample with its text, by its name (the file's without `.txt`); None where there is none."""
    path = next((path for path in folder.glob("*.txt") if path.stem == name), None)
    return {**_sample(path), "text": path.read_text(encoding="utf-8")} if path else None


def _sample(path: Path) -> Json:
    lines = path.read_text(encoding="utf-8").splitlines()
    title = next((line.strip() for line in lines if line.strip()), path.stem)
    return {"name": path.stem, "title": title, "language": path.stem.rpartition(".")[2]}
