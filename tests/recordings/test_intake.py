"""The screen on which files come in, and the tus protocol behind it."""

from base64 import b64encode

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from accounts.roles import COORDINATORS, EDITORS, ensure_roles
from tests.factories.accounts import UserFactory
from tests.factories.recordings import RecordingFactory, SlideDeckFactory, SlideFactory, StepFactory
from tests.recordings import files
from webinar.recordings import errors
from webinar.recordings.enums import StepKind, StepState, UploadState
from webinar.recordings.intake import message_of
from webinar.recordings.models import Upload

pytestmark = pytest.mark.django_db

CREATE = "/admin/opladen/bestand/"
TUS = {"Tus-Resumable": "1.0.0", "X-Requested-With": "XMLHttpRequest"}


@pytest.fixture(autouse=True)
def upload_root(tmp_path, settings):
    settings.UPLOAD_ROOT = tmp_path / "uploads"
    return settings.UPLOAD_ROOT


def member(role):
    user = UserFactory(is_staff=True)
    user.groups.add(ensure_roles()[role])
    return user


@pytest.fixture
def editor(client):
    client.force_login(member(EDITORS))
    return client


def metadata(**told):
    words = {"filename": "opname.mp4", "modified": "7", "title": "Opname", "language": "nl"} | told
    return ",".join(f"{key} {b64encode(word.encode()).decode()}" for key, word in words.items())


def create(client, length, **told):
    headers = TUS | {"Upload-Length": str(length), "Upload-Metadata": metadata(**told)}
    return client.post(CREATE, headers=headers, content_type="application/octet-stream")


def patch(client, place, content, offset, **headers):
    return client.patch(
        place,
        content,
        content_type=headers.pop("content_type", "application/offset+octet-stream"),
        headers=TUS | {"Upload-Offset": str(offset)} | headers,
    )


# --- The protocol ---------------------------------------------------------------------------------


def test_server_says_what_it_can(editor):
    response = editor.options(CREATE)

    assert response.status_code == 204
    assert response["Tus-Version"] == "1.0.0"
    assert response["Tus-Extension"] == "creation,expiration,termination"
    assert response["Tus-Max-Size"] == str(2 * 1024**3)


def test_file_arrives_in_pieces(editor):
    content = files.pdf()
    made = create(editor, len(content))
    assert made.status_code == 201
    place = made["Location"]

    first = patch(editor, place, content[:300], 0)
    asked = editor.head(place, headers=TUS)
    second = patch(editor, place, content[300:], 300)

    assert (first.status_code, first["Upload-Offset"]) == (204, "300")
    assert (asked.status_code, asked["Upload-Offset"]) == (200, "300")
    assert asked["Upload-Length"] == str(len(content))
    assert asked["Cache-Control"] == "no-store"
    assert asked["Upload-Expires"].endswith("GMT")
    assert (second.status_code, second["Upload-Offset"]) == (204, str(len(content)))
    assert Upload.objects.get().state == UploadState.WHOLE
    assert all(answer["Tus-Resumable"] == "1.0.0" for answer in (made, first, asked, second))


def test_piece_at_another_place_is_a_conflict_that_says_where(editor):
    place = create(editor, 1000)["Location"]
    patch(editor, place, b"a" * 10, 0)

    response = patch(editor, place, b"a" * 10, 0)

    assert (response.status_code, response["Upload-Offset"]) == (409, "10")


def test_same_file_after_a_reload_is_the_same_upload(editor):
    place = create(editor, 1000)["Location"]

    assert create(editor, 1000)["Location"] == place
    assert create(editor, 1000, modified="8")["Location"] != place


def test_upload_that_is_given_up_is_gone(editor, upload_root):
    place = create(editor, 1000)["Location"]

    assert editor.delete(place, headers=TUS).status_code == 204
    assert editor.head(place, headers=TUS).status_code == 404
    assert list(upload_root.iterdir()) == []


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Tus-Resumable": "0.2.2"}, 412),
        ({"Upload-Length": "many"}, 400),
        ({"Upload-Metadata": "title &&&"}, 400),
        ({"Upload-Length": "0"}, 400),
        ({"Upload-Length": str(2 * 1024**3 + 1)}, 413),
        ({"Upload-Metadata": metadata(title="")}, 422),
        ({"Upload-Metadata": metadata(language="xx")}, 422),
        ({"Upload-Metadata": metadata(deck="12")}, 422),
    ],
)
def test_what_cannot_be_begun_is_refused(editor, headers, status):
    given = TUS | {"Upload-Length": "10", "Upload-Metadata": metadata()} | headers

    response = editor.post(CREATE, headers=given, content_type="application/octet-stream")

    assert response.status_code == status
    assert not Upload.objects.exists()


@pytest.mark.parametrize(
    ("headers", "status"), [({"content_type": "text/plain"}, 415), ({"Upload-Offset": "x"}, 400)]
)
def test_piece_that_is_none_is_refused(editor, headers, status):
    place = create(editor, 1000)["Location"]

    assert patch(editor, place, b"a", 0, **headers).status_code == status


def test_refusal_is_a_sentence_in_the_language_of_the_editor(editor):
    content = b"Dit is een tekst."
    place = create(editor, len(content))["Location"]

    response = patch(editor, place, content, 0)

    assert response.status_code == 422
    assert "Dit is geen opname of presentatie." in response.content.decode()
    assert not Upload.objects.exists()


def test_others_cannot_touch_an_upload(client, editor):
    place = create(editor, 1000)["Location"]
    client.force_login(member(EDITORS))

    assert client.head(place, headers=TUS).status_code == 404
    assert patch(client, place, b"a", 0).status_code == 404
    assert client.delete(place, headers=TUS).status_code == 404
    assert client.post(f"{place}weg/").status_code == 302
    assert Upload.objects.count() == 1


@pytest.mark.parametrize("signed_in", [True, False])
def test_who_may_not_add_recordings_gets_nowhere(client, signed_in):
    if signed_in:
        client.force_login(member(COORDINATORS))
    step = StepFactory(state=StepState.FAILED)

    assert create(client, 1000).status_code == 403
    headers = {"X-Requested-With": "XMLHttpRequest"}
    for address in ("/admin/opladen/", "/admin/opladen/stand/"):
        assert client.get(address, headers=headers).status_code == 403
    again = f"/admin/opladen/stap/{step.pk}/opnieuw/"
    assert client.post(again, headers=headers).status_code == 403
    assert not Upload.objects.exists()


# --- The screen -----------------------------------------------------------------------------------


def test_screen_says_how_large_a_file_may_be(editor):
    assert "(PDF of PPTX, tot 300 dia’s)" in editor.get("/admin/opladen/").content.decode()


def test_small_file_comes_in_without_scripts(editor):
    given = {
        "file": SimpleUploadedFile("../dia's \N{GRINNING FACE}.pdf", files.pdf()),
        "title": "Dia's",
        "language": "nl",
    }

    response = editor.post("/admin/opladen/", given)

    assert response.status_code == 302
    upload = Upload.objects.get()
    assert (upload.state, upload.title) == (UploadState.WHOLE, "Dia's")


def test_refused_file_is_told_at_its_field(editor):
    given = {"file": SimpleUploadedFile("a.mp4", b"tekst"), "title": "Opname", "language": "nl"}

    response = editor.post("/admin/opladen/", given)

    assert response.status_code == 422
    assert "geen opname of presentatie" in response.content.decode()
    assert not Upload.objects.exists()


def test_screen_shows_how_far_the_work_is_and_why_it_stopped(editor):
    recording = RecordingFactory(title="Webinar")
    StepFactory(recording=recording, state=StepState.WORKING, percent=42)
    failed = StepFactory(
        recording=recording,
        kind=StepKind.SMALL_VIDEO,
        state=StepState.FAILED,
        refusal="EncodingTooSlow",
    )

    page = editor.get("/admin/opladen/").content.decode()

    assert "42 %" in page
    assert "duurde te lang" in page
    assert f"/admin/opladen/stap/{failed.pk}/opnieuw/" in page
    assert 'data-busy="yes"' in editor.get("/admin/opladen/stand/").content.decode()


def test_stopped_step_begins_again(editor):
    step = StepFactory(state=StepState.FAILED, refusal="EncodingFailed", tries=2)

    editor.post(f"/admin/opladen/stap/{step.pk}/opnieuw/")

    step.refresh_from_db()
    assert (step.state, step.refusal, step.tries) == (StepState.WAITING, "", 0)


def test_presentation_without_pages_asks_for_its_pdf(editor):
    deck = SlideDeckFactory(title="Signalen", pdf="", pdf_size=0)
    SlideFactory(deck=deck)
    StepFactory(
        recording=None,
        deck=deck,
        kind=StepKind.PAGES,
        state=StepState.MISSING,
        refusal="OfficeMissing",
    )

    page = editor.get("/admin/opladen/").content.decode()
    form = editor.get(f"/admin/opladen/?presentatie={deck.pk}")

    assert f"?presentatie={deck.pk}" in page
    assert "Bewaar de presentatie als pdf" in page
    assert form.context["form"].initial["title"] == "Signalen"
    assert editor.get("/admin/opladen/?presentatie=x").status_code == 200


@pytest.mark.parametrize("of_each", [1, 3])
def test_screen_takes_the_same_queries_whatever_it_shows(editor, of_each):
    for number in range(of_each):
        create(editor, 1000, modified=str(number))
        StepFactory()
        StepFactory(recording=None, deck=SlideDeckFactory(), kind=StepKind.PICTURES)

    with CaptureQueriesContext(connection) as queries:
        editor.get("/admin/opladen/stand/")

    asked = [query["sql"] for query in queries if "safety_generation" not in query["sql"]]
    # Session, user, two for rights, uploads, recordings, decks, steps.
    assert len(asked) <= 9, asked


def test_every_reason_has_a_sentence_in_dutch():
    names = [name for name, kind in vars(errors).items() if isinstance(kind, type)]

    for name in names:
        with override("en"):
            english = message_of(name)
        with override("nl"):
            assert message_of(name) != english or name == "Refusal", name
