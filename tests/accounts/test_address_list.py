"""Lists of addresses, as people have them."""

import pytest

from accounts.address_list import MOST_LINES, decoded, read_addresses
from accounts.errors import ListEmpty, ListTooLong, ListUnreadable


def emails(text):
    return [line.email for line in read_addresses(text)]


@pytest.mark.parametrize(
    "text",
    [
        "ann@example.org\nbob@example.org",
        "Naam;E-mail\nAnn;ann@example.org\nBob;bob@example.org\n",
        "Ann,ann@example.org\r\n\r\nBob,BOB@example.org\r\n",
        "e-mail\tnaam\nann@example.org\tAnn\nbob@example.org\tBob",
        '"Peeters; Ann";ann@example.org\n"Bob";bob@example.org',
    ],
)
def test_address_is_found_in_whatever_column_it_stands(text):
    assert emails(text) == ["ann@example.org", "bob@example.org"]


def test_line_without_an_address_keeps_its_number_and_words():
    lines = read_addresses("Naam;E-mail\nAnn;ann@example.org\n\nBob;bob at example\n")

    assert [(line.number, line.typed, line.email) for line in lines] == [
        (2, "Ann ann@example.org", "ann@example.org"),
        (4, "Bob bob at example", None),
    ]


def test_address_that_stands_there_twice_is_named_the_second_time():
    lines = read_addresses("ann@example.org\nAnn@Example.org")

    assert [line.is_repeated for line in lines] == [False, True]


@pytest.mark.parametrize("text", ["", " \n\n", "e-mail\n"])
def test_empty_list_is_refused(text):
    with pytest.raises(ListEmpty):
        read_addresses(text)


def test_list_that_is_too_long_is_refused():
    with pytest.raises(ListTooLong):
        read_addresses("\n".join(f"p{number}@example.org" for number in range(MOST_LINES + 1)))


def test_file_of_a_spreadsheet_is_read_in_either_encoding():
    text = "Zoë;zoe@example.org"

    assert decoded(text.encode("utf-8-sig")) == text
    assert decoded(text.encode("cp1252")) == text


def test_what_is_no_text_is_refused():
    with pytest.raises(ListUnreadable):
        decoded(b"PK\x03\x04\0\0")
