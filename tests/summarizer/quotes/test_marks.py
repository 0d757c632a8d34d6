import pytest
from hypothesis import given
from hypothesis import strategies as st

from summarizer.quotes.marks import paragraphs, scan, style

SIGNS = "“”„‟\"«»‹›‘’'「」『』"


@pytest.fixture
def quoted():
    """The contents of the pieces of a text."""

    def contents(text: str) -> list[str]:
        return [piece.content.of(text) for piece in scan(text, paragraphs(text))]

    return contents


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("He said “one two” and left.", ["one two"]),
        ('He said "one two" and left.', ["one two"]),
        ("Er sagte „eins zwei“ und ging.", ["eins zwei"]),
        ("Er sagte »eins zwei« und ging.", ["eins zwei"]),
        ("Elle dit « un deux » et part.", ["un deux"]),
        ("Elle dit «\u202fun deux\u202f» et part.", ["un deux"]),
        ("Dijo «uno dos» y se fue.", ["uno dos"]),
        ("Hon sa ”ett två” och gick.", ["ett två"]),
        ("Hän sanoi »yksi kaksi» ja lähti.", ["yksi kaksi"]),
        ("Powiedział „raz dwa” i wyszedł.", ["raz dwa"]),
        ("彼は「一二三」と言った。", ["一二三"]),
        ("他说：“一二三。”", ["一二三。"]),
        ("He said ``one two'' and left.", ["one two"]),
        ("『港の灯』の撮影は続く。", []),
    ],
)
def test_each_pair_of_marks(quoted, text, expected):
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“one two,“ he said. “three four,“ he said.", ["one two,", "three four,"]),
        ('“one two," he said. “three four,” he said.', ["one two,", "three four,"]),
        ("„eins zwei” sagte er.", ["eins zwei"]),
    ],
)
def test_mixed_pairs_close_each_other(quoted, text, expected):
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“She said ‘no way’ to me,” he said.", ["She said ‘no way’ to me,"]),
        ("“She said “no way” to me,” he said.", ["She said “no way” to me,"]),
        ('"Їдуть "чайки" й човни", – сказав він.', ['Їдуть "чайки" й човни']),
        ('"Цех "Завод-2" стоїть", – сказав він.', ['Цех "Завод-2" стоїть']),
        ("«Ha dicho “nunca” y “jamás”», dijo.", ["Ha dicho “nunca” y “jamás”"]),
        ("«Я сказала: «Решайте», — призналась она.", ["Я сказала: «Решайте"]),
        ("«Мы из фирмы «Нева», — сказал он. Он ушёл.", ["Мы из фирмы «Нева"]),
        ('"Пусть «Нева» играет", - сказал он.', ["Пусть «Нева» играет"]),
    ],
)
def test_nested_marks_stay_in_the_outer_quotation(quoted, text, expected):
    assert quoted(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("“Lost one. He left. “two three,” he said.", ["two three,"]),
        ("«Lost one, — said he. He left. «two three», he said.", ["two three"]),
        ('"Lost one. He left. "two three," he said. "four."', ["two three,", "four."]),
        ("lost one,” he said. “two three,” he said.", ["two three,"]),
        ("A stray » here. «two three», he said.", ["two three"]),
        ("“open for ever and ever\n\nNew paragraph “two three,” he said.", ["two three,"]),
    ],
)
def test_a_lost_mark_costs_its_own_quotation_only(quoted, text, expected):
    assert quoted(text) == expected


def test_inches_and_apostrophes_are_no_marks(quoted):
    assert quoted('The 36" pipe and the 12" pipe burst.') == []
    assert quoted('"The 36" pipe burst," he said.') == ['The 36" pipe burst,']
    assert quoted("It's the bakers' union and don't ask.") == []


def test_british_single_marks_with_apostrophes_inside(quoted):
    text = "'We've had it,' said Jo. 'My mum's dog is the bakers' pet,' she said. 'It isn't \"funny\".'"
    assert quoted(text) == ["We've had it,", "My mum's dog is the bakers' pet,", 'It isn\'t "funny".']


def test_a_quotation_running_over_paragraphs_is_one_piece_each():
    text = "“First part of it all.\n\n“Second part of it,” she said.\n\n“Third.”"
    pieces = list(scan(text, paragraphs(text)))
    assert [(p.content.of(text), p.goes_on) for p in pieces] == [
        ("First part of it all.", True),
        ("Second part of it,", False),
        ("Third.", False),
    ]


def test_a_forgotten_mark_does_not_swallow_the_attribution():
    text = "“First part, said Ann. “Second part,” she said.\n\n“Third part of it all.”"
    assert [p.content.of(text) for p in scan(text, paragraphs(text))] == [
        "Second part,",
        "Third part of it all.",
    ]


def test_lines_wrapped_by_hand_are_one_paragraph():
    line = "“this line was typed with a margin at about seventy characters and\nit goes on over the next line and the next until the thought is over,\nas people once did in letters,” he wrote and then he went on about it\n"
    text = (line * 3 + "\n") * 2
    blocks = paragraphs(text)
    assert len(blocks) == 2
    assert len(list(scan(text, blocks))) == 6


def test_style_tells_reversed_guillemets_by_the_whole_document():
    assert style("»so« und »so«").reversed_guillemets
    assert not style("«si» y «no»").reversed_guillemets
    assert style("»niin» ja »niin»").same_guillemets


@given(st.text(alphabet=SIGNS + "ab ,.\n", max_size=120))
def test_pieces_are_ordered_disjoint_and_within_the_text(text):
    pieces = list(scan(text, paragraphs(text)))
    position = 0
    for piece in pieces:
        assert (
            position
            <= piece.outer.start
            <= piece.content.start
            < piece.content.end
            <= piece.outer.end
            <= len(text)
        )
        assert piece.content.of(text) == piece.content.of(text).strip()
        position = piece.outer.end


@given(st.lists(st.sampled_from(["one two three", "four five", "six"]), min_size=1, max_size=6))
def test_clean_text_gives_back_what_was_quoted(parts):
    text = " ".join(f"“{part},” he said." for part in parts)
    assert [p.content.of(text) for p in scan(text, paragraphs(text))] == [f"{part}," for part in parts]
