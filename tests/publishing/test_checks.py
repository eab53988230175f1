"""What the checks say about settings that would poison later pages."""

import pytest

from publishing.checks import file_addresses_are_whole


@pytest.mark.parametrize("name", ["STATIC_URL", "MEDIA_URL"])
@pytest.mark.parametrize(
    ("address", "is_told"),
    [
        ("static/", True),
        ("../static/", True),
        ("/static/", False),
        ("https://cdn.example.org/static/", False),
    ],
)
def test_a_relative_address_of_files_is_refused(settings, name, address, is_told):
    setattr(settings, name, address)

    told = [message.id for message in file_addresses_are_whole()]

    assert told == (["publishing.E001"] if is_told else [])


def test_ours_are_whole():
    assert file_addresses_are_whole() == []
