"""Content packages: what is read of them, and what they may not do."""

import io
import zipfile

import pytest

from quizzes.exchange import limits
from quizzes.exchange.errors import FileRefused
from quizzes.exchange.formats import read_file
from quizzes.exchange.reasons import Reason

from .test_qti import ORDER, SEVERAL, SINGLE, as_three

MANIFEST = """\
<manifest xmlns:imsmd="http://ltsc.ieee.org/xsd/LOM"><resources>
  <resource type="imsqti_item_xmlv2p2" href="items/two.xml"><metadata><imsmd:lom><imsmd:general>
    <imsmd:keyword><imsmd:string>signalen</imsmd:string></imsmd:keyword>
  </imsmd:general></imsmd:lom></metadata></resource>
  <resource type="imsqti_item_xmlv3p0" href="./items/one.xml"/>
  <resource type="imsqti_test_xmlv2p2" href="test.xml"/>
  <resource type="imsqti_item_xmlv2p2" href="items/gone.xml"/>
</resources></manifest>
"""


def package(files, compression=zipfile.ZIP_DEFLATED):
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", compression) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return content.getvalue()


def refusal(content):
    with pytest.raises(FileRefused) as refused:
        read_file(content)
    return refused.value.code


def test_items_of_the_manifest_are_read_in_its_order_with_keywords_as_tags():
    files = {
        "imsmanifest.xml": MANIFEST,
        "items/one.xml": as_three(SINGLE),
        "items/two.xml": ORDER,
        "items/unlisted.xml": SEVERAL,
    }
    first, second, gone = read_file(package(files)).findings
    assert (first.question.kind, first.question.tags) == ("ordering", {"signalen"})
    assert (second.question.kind, second.place.file) == ("single_choice", "items/one.xml")
    assert (gone.place.number, gone.refused.code) == (3, Reason.OUTSIDE)


def test_package_without_a_manifest_is_searched():
    files = {"b.xml": SINGLE, "a.xml": ORDER, "style.xml": "<style/>", "readme.txt": "hello"}
    assert [each.place.file for each in read_file(package(files)).findings] == ["a.xml", "b.xml"]


def test_broken_item_is_named_with_its_line_and_keeps_no_other_out():
    files = {"a.xml": SINGLE, "b.xml": "<assessmentItem>\n<itemBody></assessmentItem>"}
    fine, broken = read_file(package(files)).findings
    assert fine.refused is None
    assert (broken.refused.code, broken.place.line) == (Reason.NOT_XML, 2)


@pytest.mark.parametrize(
    "name", ["../out.xml", "/etc/out.xml", "a/../../out.xml", "a\\..\\out.xml", "C:/out.xml"]
)
def test_name_that_leaves_the_package_is_refused(name):
    assert refusal(package({"a.xml": SINGLE, name: SINGLE})) == Reason.ZIP_PATH


def test_link_inside_the_package_is_refused():
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        entry = zipfile.ZipInfo("link.xml")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/secret.txt")
    assert refusal(content.getvalue()) == Reason.ZIP_PATH


def test_bomb_is_refused_before_it_is_unpacked():
    assert refusal(package({"a.xml": "<a>" + " " * 20_000_000 + "</a>"})) == Reason.ZIP_BOMB
    many = {f"{number}.xml": "" for number in range(limits.PACKAGE_FILES + 1)}
    assert refusal(package(many)) == Reason.ZIP_BOMB


def test_bomb_that_lies_about_its_size_is_refused(monkeypatch):
    content = package({"a.xml": SINGLE, "b.xml": "<a>" + "x" * 100_000 + "</a>"})
    size = (100_007).to_bytes(4, "little")
    lying = content.replace(size, (7).to_bytes(4, "little"))
    assert lying != content
    assert refusal(lying) in {Reason.NOT_A_ZIP, Reason.ZIP_BOMB}


def test_locked_package_is_refused():
    content = bytearray(package({"a.xml": SINGLE}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + offset] |= 1
    assert refusal(bytes(content)) == Reason.ZIP_LOCKED


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"PK\x03\x04 and then nothing", Reason.NOT_A_ZIP),
        (package({"readme.txt": "hello"}), Reason.ZIP_EMPTY),
        (package({"g1/g1.xml": "<questestinterop/>"}), Reason.QTI_ONE),
        (b"<?xml version='1.0'?><questestinterop/>", Reason.QTI_ONE),
        (package({"a.xml": SINGLE})[:-40], Reason.NOT_A_ZIP),
        (package({"imsmanifest.xml": "<manifest>"}), Reason.NOT_XML),
    ],
)
def test_package_without_a_question_or_damaged_is_refused(content, reason):
    assert refusal(content) == reason


@pytest.mark.parametrize("compression", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_damaged_packing_of_every_kind_is_refused(compression):
    content = bytearray(package({"one.xml": SINGLE * 50}, compression))
    start = content.index(b"one.xml") + len("one.xml")
    content[start + 20 : start + 60] = b"\x00" * 40

    assert refusal(bytes(content)) == Reason.NOT_A_ZIP
