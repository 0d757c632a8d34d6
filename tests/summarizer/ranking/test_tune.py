import sys

import pytest

from summarizer.ranking import editor, tune

ARTICLE = '''language = "en"
title = "A new bridge for Arna"
text = """
Rain fell on the valley all week.

The council of Arna approved a new bridge over the river on Tuesday. It will open in 2031.

Nobody voted against it.
"""
summaries = ["The council of Arna has approved a new bridge.", "Arna gets a new bridge. It opens in 2031. Nobody was against."]
'''


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "en-01.toml").write_text(ARTICLE)
    return tmp_path


def test_rouge():
    assert tune.rouge("The bridge opens.", ["The bridge opens."]) == pytest.approx(100)
    assert tune.rouge("The bridge opens.", []) == 0
    assert tune.rouge("桥 开 放", ["桥开了"]) > 0


def test_a_lesson(folder):
    [lesson] = tune.read(folder)
    assert tune.lead(lesson, 1) == ["Rain fell on the valley all week."]
    better = tune.editors(editor.weights())
    assert better(lesson, 1) == ["The council of Arna approved a new bridge over the river on Tuesday."]
    assert lesson.value(better) > lesson.value(tune.lead)


def test_a_file_without_references(folder):
    (folder / "en-02.toml").write_text('language = "en"\ntitle = "x"\ntext = "y"\n')
    with pytest.raises(KeyError):
        tune.read(folder)


def test_the_command(folder, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["tune", str(folder)])
    tune.main()
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith("1 articles")
    assert len(lines) == 2 + len(editor.weights())
