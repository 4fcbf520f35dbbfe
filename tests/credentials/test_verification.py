import json
from datetime import timedelta
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from core.clock import now
from core.codes import new_code, spaced
from credentials import limits, services
from credentials.enums import RevocationReason
from credentials.models import CertificateHolder
from design import dates
from tests.factories.accounts import SubjectFactory
from tests.factories.credentials import AchievementFactory, CertificateFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def certificate(work):
    made = services.issue(
        subject_id=SubjectFactory().pk,
        holder_name="Zoë Öztürk",
        achievement=AchievementFactory(),
        now=now(),
    )
    work()
    made.refresh_from_db()
    return made


def wrong(code):
    return code[:3] + ("A" if code[3] != "A" else "B") + code[4:]


def own_queries(captured):
    return [query["sql"] for query in captured if "credentials_" in query["sql"]]


def test_page_shows_the_facts(client, certificate):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(certificate.get_absolute_url())
    assert len(own_queries(captured)) == 1
    page = response.content.decode()
    assert response.status_code == 200
    for shown in (
        "Zoë Öztürk",
        "Intrafamiliaal geweld herkennen en doorverwijzen",
        "Hoe gaat het met u?",
        certificate.spaced_code,
        certificate.pdf_sha256,
    ):
        assert shown in page
    assert 'class="certificate certificate--valid"' in page


def test_page_leaves_nothing_with_the_reader(client, certificate):
    response = client.get(certificate.get_absolute_url())
    assert not response.cookies
    assert response["Referrer-Policy"] == "no-referrer"
    assert response["Cache-Control"] == "no-store"
    assert "csrfmiddlewaretoken" not in response.content.decode()


def test_page_is_never_kept_by_the_server(client, certificate):
    client.get(certificate.get_absolute_url())
    services.revoke(
        certificate=certificate,
        reason=RevocationReason.ISSUED_IN_ERROR,
        revoked_by_id=SubjectFactory().pk,
        now=now(),
    )
    assert "certificate--revoked" in client.get(certificate.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({}, "valid"),
        ({"expires_at": now() - timedelta(days=1)}, "expired"),
        ({"superseded_at": now()}, "superseded"),
        ({"revoked_at": now(), "revocation_reason": RevocationReason.NOT_EARNED}, "revoked"),
    ],
)
def test_page_and_json_say_what_it_is_worth(client, fields, status):
    certificate = CertificateFactory(**fields)
    address = certificate.get_absolute_url()
    assert f"certificate--{status}" in client.get(address).content.decode()
    facts = client.get(address, headers={"Accept": "application/json"}).json()
    assert facts["status"] == status


def test_page_of_a_revoked_certificate_gives_day_and_reason(client):
    moment = now()
    certificate = CertificateFactory(
        revoked_at=moment, revocation_reason=RevocationReason.OTHER_PERSON
    )
    response = client.get(f"/en/certificaat/{certificate.code}/")
    page = response.content.decode()
    assert response.status_code == 200
    assert "Revoked on" in page
    assert "The work was done by somebody else." in page


def test_page_after_erasure_says_so(client, certificate):
    CertificateHolder.objects.all().delete()
    page = client.get(f"/en/certificaat/{certificate.code}/").content.decode()
    assert "Zoë" not in page
    assert "The holder's name was erased on request." in page.replace("&#x27;", "'")
    assert certificate.title in page


def test_json_holds_the_same_facts(client, certificate):
    response = client.get(
        certificate.get_absolute_url(), headers={"Accept": "application/json, text/html;q=0.5"}
    )
    assert response["Content-Type"] == "application/json"
    assert "Accept" in response["Vary"]
    facts = json.loads(response.content)
    assert facts["holder"] == "Zoë Öztürk"
    assert facts["holder_erased"] is False
    assert facts["pdf_sha256"] == certificate.pdf_sha256
    assert (facts["minutes"], facts["version"], facts["status"]) == (240, 1, "valid")
    assert facts["code"] == certificate.spaced_code


def test_page_says_quietly_that_software_gets_the_facts_at_the_same_address(client, certificate):
    address = certificate.get_absolute_url()

    page = " ".join(client.get(address).content.decode().split())

    assert f'<link rel="alternate" type="application/json" href="{address}">' in page
    said = page.partition('<p class="small muted">Voor software:')[2].partition("</p>")[0]
    assert f'href="{address}"' in said
    assert "<code>Accept: application/json</code>" in said


def test_page_says_on_paper_when_it_was_looked_up_and_where_to_look_again(
    client, certificate, settings
):
    settings.SITE_URL = "https://example.org"

    page = " ".join(client.get(certificate.get_absolute_url()).content.decode().split())
    said = page.partition('<p class="only-print">')[2].partition("</p>")[0]

    assert dates.weekday_and_clock(now()).partition(" om ")[0] in said
    assert said.endswith(f"https://example.org{certificate.get_absolute_url()}")
    assert '<div class="certificate-ways no-print">' in page


def test_browser_gets_the_page(client, certificate):
    accept = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    response = client.get(certificate.get_absolute_url(), headers={"Accept": accept})
    assert response["Content-Type"].startswith("text/html")


def test_code_in_another_spelling_leads_to_the_one_address(client, certificate):
    typed = certificate.spaced_code.lower()
    response = client.get(reverse("credentials:verify", args=[typed]))
    assert response.status_code == 302
    assert response["Location"] == certificate.get_absolute_url()


def test_typing_error_is_named_without_a_query(client):
    with CaptureQueriesContext(connection) as captured:
        response = client.get(f"/en/certificaat/{wrong(new_code())}/")
    assert own_queries(captured) == []
    assert response.status_code == 404
    assert "There is a typing error in this code." in response.content.decode()


def test_code_with_a_typing_error_stays_in_the_form_to_be_mended(client):
    typed = wrong(new_code())

    page = client.get(f"/certificaat/{typed}/").content.decode()

    assert f'value="{typed}"' in page
    assert "Vergelijk hem met het certificaat" in page


def test_unknown_code_is_told_from_a_typing_error(client):
    response = client.get(f"/en/certificaat/{new_code()}/")
    assert response.status_code == 404
    assert "No certificate has this code." in response.content.decode()
    facts = client.get(f"/certificaat/{new_code()}/", headers={"Accept": "application/json"})
    assert (facts.status_code, facts.json()["error"]) == (404, "unknown")


def test_unknown_codes_share_one_limit(client, certificate, monkeypatch):
    monkeypatch.setattr(limits, "UNKNOWN_CODES_A_MINUTE", 2)
    answers = [client.get(f"/certificaat/{new_code()}/").status_code for _ in range(4)]
    # A minute may turn between two of them.
    assert answers[:2] == [404, 404]
    assert 429 in answers
    assert client.get(certificate.get_absolute_url()).status_code == 200


def test_comparing_a_file_finds_out_no_more_codes_than_looking_them_up(
    client, certificate, monkeypatch
):
    monkeypatch.setattr(limits, "UNKNOWN_CODES_A_MINUTE", 2)

    def compared(code):
        return client.post(f"/certificaat/{code}/nakijken/", {"document": BytesIO(b"x")})

    answers = [compared(new_code()).status_code for _ in range(4)]
    assert answers[:2] == [404, 404]
    assert 429 in answers
    assert compared(certificate.code).status_code == 200


def test_limit_says_when_to_try_again(client, monkeypatch):
    monkeypatch.setattr(limits, "UNKNOWN_CODES_A_MINUTE", 0)
    response = client.get(f"/certificaat/{new_code()}/")
    assert response.status_code == 429
    assert response["Retry-After"] == "60"


def test_typed_code_leads_to_its_page(client, certificate):
    response = client.get("/certificaat/", {"code": certificate.spaced_code.lower()})
    assert response.status_code == 302
    assert response["Location"] == certificate.get_absolute_url()


@pytest.mark.parametrize("typed", ["", "abc", "x" * 80])
def test_mistyped_code_is_refused_on_the_form(client, typed):
    response = client.get("/certificaat/", {"code": typed})
    assert response.status_code == 400
    assert 'aria-invalid="true"' in response.content.decode()


def test_form_is_a_reading_page(client):
    response = client.get("/certificaat/")
    assert response.status_code == 200
    assert not response.cookies


def test_every_check_symbol_makes_an_address(client):
    for symbol in "*~$=U":
        code = new_code()
        while code[-1] != symbol:
            code = new_code()
        certificate = CertificateFactory(code=code)
        assert client.get(certificate.get_absolute_url()).status_code == 200
        assert spaced(code) == certificate.spaced_code


def test_demonstration_is_never_called_valid(client):
    certificate = CertificateFactory(demonstration=True)
    page = client.get(f"/en/certificaat/{certificate.code}/").content.decode()
    assert "Valid certificate" not in page
    assert "certificate--demonstration" in page
    assert "proves nothing" in page
    facts = client.get(certificate.get_absolute_url(), headers={"Accept": "application/json"})
    assert facts.json()["demonstration"] is True


def test_answer_about_a_file_leads_to_the_certificate_in_another_language(client):
    code = CertificateFactory().code

    answer = client.get(f"/fr/certificaat/{code}/nakijken/")

    assert answer.url == f"/fr/certificaat/{code}/"
