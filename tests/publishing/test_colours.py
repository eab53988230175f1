"""Colours a site may choose: all that readers have to read stays readable."""

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from publishing.colours import (
    DARK_CURTAIN,
    contrast,
    lightened,
    read,
    validate_beam,
    validate_colour,
    validate_house,
    validate_link,
)
from publishing.models.site_settings import BEAM, HOUSE, LINK

colours = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#ffffff", "#000000", 21), ("#777777", "#ffffff", 4.48), ("#101b33", "#ffffff", 17.12)],
)
def test_contrast_is_that_of_the_guidelines(one, other, ratio):
    assert contrast(one, other) == contrast(other, one) == pytest.approx(ratio, abs=0.005)


def test_the_house_styles_own_colours_pass():
    validate_house(HOUSE)
    validate_beam(BEAM)
    validate_link(LINK)


@pytest.mark.parametrize(
    ("check", "colour", "advice"),
    [
        (validate_house, "#7a828c", "White words on this colour have a contrast of 3.9 to 1"),
        (validate_house, "#ffffff", "Choose a darker one."),
        (validate_link, "#9db8ff", "Links of this colour have a contrast"),
        (validate_beam, "#101b33", "Choose a lighter one."),
    ],
)
def test_what_could_not_be_read_is_refused_with_its_contrast(check, colour, advice):
    with pytest.raises(ValidationError) as refusal:
        check(colour)

    assert advice in " ".join(refusal.value.messages)


@pytest.mark.parametrize(
    "words", ["", "red", "#fff", "#12345", "#1234567", "#12345g", "#123456\n", "#१२३४५६", "}x{"]
)
@pytest.mark.parametrize("check", [validate_colour, validate_house, validate_beam, validate_link])
def test_only_six_hexadecimal_digits_are_a_colour(check, words):
    with pytest.raises(ValidationError, match="Write a colour like #101b33"):
        check(words)


@given(colours)
def test_every_colour_can_be_lightened_until_it_is_readable_in_the_dark(colour):
    lighter = lightened(colour, DARK_CURTAIN)

    assert contrast(lighter, DARK_CURTAIN) >= 7
    assert read(lighter)
