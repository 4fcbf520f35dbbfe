import csv
import io

import pytest

from core.csv_file import csv_bytes, csv_file


def read_back(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))


@pytest.mark.parametrize("before", ["", " ", "\u00a0", "\t", "\r", "\n"])
@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_no_cell_and_no_heading_is_a_formula(before, sign):
    typed = f"{before}{sign}cmd|' /C calc'!A0"
    assert read_back(csv_bytes([typed], [[typed]])) == [[f"'{typed}"]] * 2


@pytest.mark.parametrize(
    "typed", ["Zoë Öztürk-Đặng", "d'Hondt; Jan", 'de "Baron"', "O'Neil", "x=1"]
)
def test_text_stays_as_it_was_typed(typed):
    assert read_back(csv_bytes(["Naam"], [[typed]])) == [["Naam"], [typed]]


def test_numbers_stay_numbers_and_nothing_is_empty():
    assert csv_bytes(["a", "b"], [[-5, None]]) == b"\xef\xbb\xbfa;b\r\n-5;\r\n"


def test_file_is_downloaded_and_kept_by_nobody():
    answer = csv_file("leden.csv", ["Naam"], [["Zoë"]])
    assert answer["Content-Disposition"] == 'attachment; filename="leden.csv"'
    assert answer["Cache-Control"] == "no-store"
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
