"""Where pictures are cut, for every shape, size and focal point."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pictures.shapes import SHAPES

sides = st.integers(1, 2_560)
per_cent = st.integers(0, 100)
shapes = st.sampled_from(list(SHAPES.values()))


@given(shapes, st.tuples(sides, sides), st.tuples(per_cent, per_cent))
def test_a_cut_lies_inside_has_its_ratio_and_keeps_the_focal_point_where_it_was(shape, size, focal):
    left, upper, right, lower = shape.box(size, focal)

    width, height = right - left, lower - upper
    assert left >= -1e-6
    assert upper >= -1e-6
    assert right <= size[0] + 1e-6
    assert lower <= size[1] + 1e-6
    assert width / height == pytest.approx(shape.ratio or size[0] / size[1])
    assert (size[0] * focal[0] / 100 - left) / width == pytest.approx(focal[0] / 100, abs=1e-6)
    assert (size[1] * focal[1] / 100 - upper) / height == pytest.approx(focal[1] / 100, abs=1e-6)


@given(shapes, st.tuples(sides, sides))
def test_nothing_is_blown_up_and_there_is_always_one(shape, size):
    sizes = shape.sizes(size)

    left, upper, right, lower = shape.box(size, (50, 50))
    assert sizes
    assert sizes == sorted(sizes)
    for width, height in sizes:
        assert 1 <= width <= max(1, right - left + 0.5)
        assert 1 <= height <= max(1, lower - upper + 1)
