import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from core.clock import now
from core.codes import new_code, spaced
from credentials import limits
from credentials.listing import lines_of
from tests.factories.credentials import CertificateFactory, CertificateHolderFactory

pytestmark = pytest.mark.django_db
ADDRESS = "/en/certificaat/lijst/"


def mistyped(code):
    return code[:3] + ("A" if code[3] != "A" else "B") + code[4:]


def looked_up(client, codes, **fields):
    return client.post(ADDRESS, {"codes": "\n".join(codes), **fields})


@pytest.mark.parametrize(
    "template",
    [
        "{code}",
        "  {spaced}  ",
        "https://leren.example.org/fr/certificaat/{code}/",
        "Jan Peeters;{spaced};2026",
        '"Peeters, Jan",{code}',
        "Jan\t{code}\tpolitie",
    ],
)
def test_code_is_found_however_the_line_was_written(template):
    code = new_code()
    [line] = lines_of(template.format(code=code, spaced=spaced(code).lower()))
    assert line.code == code


def test_heading_and_empty_lines_are_left_out():
    codes = [new_code(), new_code()]
    text = "Naam;Certificaat\r\n\r\n" + "\r\n".join(f"Jan;{code}" for code in codes) + "\r\n\r\n"
    assert [line.code for line in lines_of(text)] == codes


def test_typing_error_is_shown_as_it_was_typed():
    wrong = mistyped(new_code())
    [line] = lines_of(f"Jan Peeters;{wrong};2026")
    assert (line.typed, line.code) == (wrong, None)


def test_table_says_what_each_code_stands_for(client):
    valid = CertificateHolderFactory(name="Zoë Öztürk").certificate
    revoked = CertificateFactory(revoked_at=now(), revocation_reason="not_earned")
    page = looked_up(
        client, [valid.code, revoked.code, new_code(), mistyped(new_code())]
    ).content.decode()
    for shown in (
        "Zoë Öztürk",
        "Valid certificate",
        "Revoked on",
        "No certificate has this code",
        "Typing error in the code",
    ):
        assert shown in page
    counts = re.findall(r"<li class=\"batch__row[^>]*>.*?</svg>\s*(.*?)\s*</li>", page, re.DOTALL)
    assert counts == ["1 revoked", "1 unknown", "1 with a typing error", "1 valid"]


@pytest.mark.parametrize("count", [1, 3])
def test_list_is_answered_with_one_query(client, count):
    codes = [CertificateHolderFactory().certificate.code for _ in range(count)]
    with CaptureQueriesContext(connection) as captured:
        looked_up(client, codes)
    assert len([q for q in captured if "credentials_" in q["sql"]]) == 1


def test_typing_errors_cost_no_query(client):
    with CaptureQueriesContext(connection) as captured:
        looked_up(client, [mistyped(new_code())])
    assert not [q for q in captured if "credentials_" in q["sql"]]


def test_unknown_codes_share_the_limit_of_the_whole_site(client, monkeypatch):
    monkeypatch.setattr(limits, "UNKNOWN_CODES_A_MINUTE", 2)
    known = CertificateHolderFactory(name="Zoë Öztürk").certificate.code
    unknown = [new_code() for _ in range(3)]
    response = looked_up(client, [*unknown, known])
    page = response.content.decode()
    assert "Zoë Öztürk" in page
    # As many as the minute has room for are answered; the next time the others come first.
    assert page.count("No certificate has this code") == 2
    assert page.count("Not looked up") == 1
    again = response.context["form"].initial["codes"].splitlines()
    assert again == [spaced(code) for code in (unknown[2], *unknown[:2], known)]


def test_file_of_a_spreadsheet_is_read(client):
    certificate = CertificateHolderFactory(name="Zoë Öztürk").certificate
    content = f"Naam;Code\r\nZoë;{certificate.spaced_code}\r\n".encode("cp1252")
    response = client.post(ADDRESS, {"codes": "", "file": SimpleUploadedFile("lijst.csv", content)})
    assert "Zoë Öztürk" in response.content.decode()


def test_table_is_taken_as_csv_that_runs_nothing(client):
    certificate = CertificateHolderFactory(name="=cmd|' /C calc'!A0").certificate
    response = looked_up(client, [certificate.code], **{"as": "csv"})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    assert "attachment" in response["Content-Disposition"]
    text = response.content.decode("utf-8-sig")
    assert certificate.spaced_code in text
    assert "'=cmd" in text


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"codes": ""}, 400),
        ({"codes": "\n".join(new_code() for _ in range(501))}, 400),
        ({"file": SimpleUploadedFile("x.xlsx", b"PK\x03\x04\0\0")}, 400),
        ({"file": SimpleUploadedFile("x.csv", b"a" * 200_001)}, 400),
        ({"file": SimpleUploadedFile("x.csv", b"a" * 1_100_000)}, 413),
        ({"codes": '"' + "a" * 150_000}, 400),
    ],
)
def test_what_cannot_be_a_list_is_refused(client, fields, status):
    response = client.post(ADDRESS, fields)
    assert response.status_code == status
    assert "error" in response.content.decode()


def test_one_of_the_two_is_asked_for_and_missed(client):
    asked = client.get(ADDRESS).content.decode()
    assert "(optional)" not in asked
    assert "Leave this empty if you choose a file" in asked

    missed = client.post(ADDRESS, {"codes": " "})

    assert missed.status_code == 400
    assert list(missed.context["form"].errors) == ["codes"]
    assert "one of the two is needed" in missed.content.decode()
    assert 'aria-invalid="true"' in missed.content.decode()


def test_it_needs_no_token_and_leaves_no_cookie():
    client = Client(enforce_csrf_checks=True)
    response = looked_up(client, [new_code()])
    assert response.status_code == 200
    assert not response.cookies
    assert response["Cache-Control"] == "private, no-store"
    assert not client.get(ADDRESS).cookies
