import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from summarizer.ranking import bags

SENTENCES = st.lists(st.lists(st.sampled_from("abcdefgh"), max_size=6), max_size=12)


def dense(found):
    matrix = np.zeros(found.size)
    matrix[found.rows, found.columns] = found.values
    return matrix


def test_counting():
    found, columns = bags.count([["b", "a", "b"], [], ["a"]])
    assert columns == {"b": 0, "a": 1}
    assert dense(found).tolist() == [[2, 1], [0, 0], [0, 1]]
    assert found.sums().tolist() == [3, 0, 1]
    assert found.norms() == pytest.approx([5**0.5, 0, 1])
    assert found.times(np.array([10.0, 1.0])).tolist() == [21, 0, 1]
    assert dense(found.weighted(np.array([1.0, 0.5]))).tolist() == [[2, 0.5], [0, 0], [0, 0.5]]


def test_nothing_to_count():
    for sentences in ([], [[]], [[], []]):
        found, columns = bags.count(sentences)
        assert columns == {}
        assert found.products().shape == (len(sentences), len(sentences))
        assert not found.products().any()


@given(SENTENCES, st.data())
def test_products_are_those_of_the_dense_matrix(sentences, data):
    found, columns = bags.count(sentences)
    weights = data.draw(arrays.arrays(float, len(columns), elements=st.floats(-4, 4)))
    weighted = found.weighted(weights)
    matrix = dense(weighted)
    assert weighted.products() == pytest.approx(matrix @ matrix.T)
    assert weighted.norms() == pytest.approx(np.linalg.norm(matrix, axis=1))


def test_many_equal_words_take_the_dense_way(monkeypatch):
    found, _ = bags.count([["a", "b"]] * 20)
    sparse = found.products()
    monkeypatch.setattr(bags, "_MOST_PAIRS", 10)
    assert (found.products() == sparse).all()
