import pytest
from django.core.mail import EmailMessage, get_connection

from core.clock import now
from outbox import services
from outbox.services import Attachment

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.outbox.urls_with_debug")]


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path
    return tmp_path


def sent(work, title="Bevestig je adres", attachments=()):
    services.write(
        to="zoe@example.org",
        title=title,
        text="Dag Zoë\n\nhttp://127.0.0.1:8000/accounts/confirm-email/abc/\n",
        html="<p>Dag Zoë</p><script>alert(1)</script>",
        language="nl",
        subject_id=None,
        attachments=attachments,
        now=now(),
    )
    work()


def test_list_shows_every_mail(client, work):
    sent(work, "Eerste")
    sent(work, "Tweede")
    page = client.get("/dev/mail/").content.decode()
    assert "Eerste" in page
    assert "Tweede" in page
    assert page.count("zoe@example.org") == 2


def test_two_mails_of_one_file_are_both_shown(client, folder):
    connection = get_connection()
    connection.send_messages(
        [EmailMessage(title, "Dag Zoë", to=["zoe@example.org"]) for title in ("Eerste", "Tweede")]
    )
    [path] = folder.iterdir()
    page = client.get("/dev/mail/").content.decode()
    assert page.index("Tweede") < page.index("Eerste")
    assert "Eerste" in client.get(f"/dev/mail/{path.stem}-1/").content.decode()
    assert "Tweede" in client.get(f"/dev/mail/{path.stem}-2/").content.decode()


def test_list_without_mails_says_so(client):
    assert client.get("/dev/mail/").context["mails"] == []


def test_mail_has_a_link_to_click_and_no_html(client, work, folder):
    sent(work)
    [path] = folder.iterdir()
    page = client.get(f"/dev/mail/{path.stem}-1/").content.decode()
    assert '<a href="http://127.0.0.1:8000/accounts/confirm-email/abc/"' in page
    assert "Dag Zoë" in page
    assert "alert(1)" not in page


def test_attachment_is_downloaded(client, work, folder):
    sent(work, attachments=[Attachment.of("sessie.ics", "text/calendar", b"BEGIN:VCALENDAR\r\n")])
    [path] = folder.iterdir()
    assert "sessie.ics" in client.get(f"/dev/mail/{path.stem}-1/").content.decode()
    response = client.get(f"/dev/mail/{path.stem}-1/0")
    assert response["Content-Type"] == "text/calendar"
    assert response["Content-Disposition"] == "attachment"
    assert b"BEGIN:VCALENDAR" in response.content


@pytest.mark.parametrize("address", ["/dev/mail/nothing/", "/dev/mail/..%2F..%2Fpasswd/"])
def test_unknown_mail_is_not_found(client, address):
    assert client.get(address).status_code == 404


@pytest.mark.urls("config.urls")
def test_without_debug_the_addresses_do_not_exist(client):
    assert client.get("/dev/mail/").status_code == 404
