"""XML for machines: whatever is written can be read again."""

from xml.etree import ElementTree

import pytest

from publishing.xml_writer import XMLWriter

WORDS = {
    "markup": "<a href='x'>&amp;</a>",
    "end of a section": "]]>",
    "instruction": "?><?xml version='2'?>",
    "quotes": "“it’s” \"'",
    "Korean": "봉준호",
    "emoji": "\U0001f3ac",
}
UNWRITABLE = {
    "null": "\x00",
    "controls": "".join(map(chr, (*range(1, 9), 11, 12, *range(14, 32)))),
    "more controls": "".join(map(chr, range(0x80, 0x85))),
    "noncharacters": "\ufffe\uffff",
    "surrogate": "\ud800",
}


def written(words: str) -> ElementTree.Element:
    xml = XMLWriter()
    with xml.inside("root", xmlns__a="urn:a"):
        xml.write("a:text", words, told=words)
    return ElementTree.fromstring(xml.take().encode())[0]


@pytest.mark.parametrize("words", WORDS.values(), ids=WORDS)
def test_words_come_out_as_they_went_in(words):
    element = written(words)

    assert element.tag == "{urn:a}text"
    assert (element.text, element.attrib) == (words, {"told": words})


@pytest.mark.parametrize("words", UNWRITABLE.values(), ids=UNWRITABLE)
def test_what_xml_cannot_hold_is_left_out(words):
    element = written(f"a{words}b")

    assert (element.text, element.attrib) == ("ab", {"told": "ab"})


def test_a_document_can_be_taken_in_parts():
    xml = XMLWriter()

    with xml.inside("root"):
        xml.write("a")
        first = xml.take()
        xml.write("b")

    assert [child.tag for child in ElementTree.fromstring(f"{first}{xml.take()}".encode())] == [
        *("a", "b"),
    ]
