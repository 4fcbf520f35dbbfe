"""The library: what is there, what is awaited, and who may download what."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from accounts.roles import EDITORS, ensure_roles
from learning import services
from learning.enums import DownloadBy, ResourceKind
from learning.models import Resource
from learning.queries.body import draw
from search.queries import find
from tests.factories.accounts import UserFactory
from tests.factories.learning import EnrolmentFactory, lesson, make_course
from tests.factories.organisations import MembershipFactory

pytestmark = pytest.mark.django_db

CONTENT = b"%PDF-1.7 a playbook"


def make_resource(*, with_file=True, **fields):
    made = Resource(
        **{
            "slug": "a-playbook",
            "title": "A playbook for calling",
            "kind": ResourceKind.PLAYBOOK,
            "summary": "How to call somebody proactively.",
            "audience": "Police officers",
        }
        | fields
    )
    if with_file:
        made.file.save("Any Name.PDF", ContentFile(CONTENT), save=False)
    return services.save_resource(resource=made)


def test_entry_without_a_file_says_that_it_is_awaited(client):
    made = make_resource(with_file=False)

    for address in ("/leren/bibliotheek/", made.get_absolute_url()):
        page = client.get(address).content.decode()
        assert made.title in page
        assert "/bestand" not in page
    assert client.get(f"{made.get_absolute_url()}bestand").status_code == 404


def test_entry_says_version_audience_licence_and_who_may_download(client):
    made = make_resource(
        version="2.1", licence="CC BY 4.0", made_by="The project", changes="Six sessions now."
    )

    page = client.get(made.get_absolute_url()).content.decode()

    for words in ("2.1", "CC BY 4.0", "The project", "Six sessions now.", "Police officers"):
        assert words in page


MATRIX = {
    DownloadBy.EVERYONE: {"stranger", "account", "learner", "member"},
    DownloadBy.SIGNED_IN: {"account", "learner", "member"},
    DownloadBy.LEARNERS: {"learner"},
    DownloadBy.MEMBERS: {"member"},
}


@pytest.mark.parametrize("who", ["stranger", "account", "learner", "member"])
def test_who_may_download(client, who):
    if who != "stranger":
        user = UserFactory()
        client.force_login(user)
        if who == "learner":
            EnrolmentFactory(subject=user.subject)
        if who == "member":
            MembershipFactory(subject=user.subject)
    for place, (rule, allowed) in enumerate(MATRIX.items()):
        made = make_resource(slug=f"entry-{place}", download_by=rule)
        answer = client.get(f"{made.get_absolute_url()}bestand")
        shown = (
            f"{made.get_absolute_url()}bestand"
            in client.get(made.get_absolute_url()).content.decode()
        )
        assert shown == (who in allowed)
        if who in allowed:
            assert b"".join(answer.streaming_content) == CONTENT
            named = f'attachment; filename="draaiboek-{made.pk}.pdf"'
            assert answer["Content-Disposition"] == named
        else:
            assert answer.status_code == 302
            assert answer.url.startswith(
                "/accounts/login/" if who == "stranger" else made.get_absolute_url()
            )


def test_file_on_a_device_is_named_after_its_kind_and_day_and_not_after_its_topic(client):
    made = make_resource(
        slug="partnergeweld",
        title="Draaiboek: partnergeweld",
        download_by=DownloadBy.EVERYONE,
        version_date=date(2024, 8, 26),
        language="fr",
    )

    named = client.get(f"{made.get_absolute_url()}bestand")["Content-Disposition"]

    assert named == f'attachment; filename="guide-pratique-{made.pk}-2024-08-26.pdf"'


def test_entry_that_is_not_published_is_nowhere(client):
    made = make_resource(is_published=False)

    assert made.title not in client.get("/leren/bibliotheek/").content.decode()
    assert client.get(made.get_absolute_url()).status_code == 404
    assert client.get(f"{made.get_absolute_url()}bestand").status_code == 404
    assert find(text="calling", language="nl", subject_id=None) == []


def test_entry_is_found_by_search_until_it_is_removed(work):
    made = make_resource()
    work()
    assert [found.url for found in find(text="playbook", language="nl", subject_id=None)] == [
        made.get_absolute_url()
    ]
    services.remove_resource(resource=made)
    work()
    assert find(text="playbook", language="nl", subject_id=None) == []


def test_lesson_names_entries_and_leaves_out_what_is_gone():
    course = make_course(modules=1, lessons=0)
    first, second = make_resource(slug="one", with_file=False), make_resource(slug="two")
    page = lesson(course.modules[0], body=[("library", {"resources": [first, second]})])
    [piece] = draw(page.body)
    assert first.get_absolute_url() in piece.html
    assert second.get_absolute_url() in piece.html

    services.remove_resource(resource=first)
    second.is_published = False
    services.save_resource(resource=second)

    page.refresh_from_db()
    assert "/leren/bibliotheek/" not in "".join(piece.html for piece in draw(page.body))


def test_editor_adds_an_entry_and_a_file_of_another_kind_is_refused(client):
    editor = UserFactory()
    editor.groups.add(ensure_roles()[EDITORS])
    client.force_login(editor)
    sent = {
        "title": "Slides",
        "slug": "slides",
        "kind": "slides",
        "language": "nl",
        "summary": "What was shown.",
        "audience": "Everyone",
        "version": "",
        "version_date": "",
        "changes": "",
        "made_by": "",
        "licence": "",
        "download_by": "signed_in",
        "is_published": "on",
    }
    add = reverse("bibliotheek:add")
    script = SimpleUploadedFile("slides.html", b"<script>", "text/html")
    assert client.post(add, sent | {"file": script}).status_code == 200
    assert not Resource.objects.exists()

    answer = client.post(add, sent | {"file": SimpleUploadedFile("slides.pdf", CONTENT)})

    assert answer.status_code == 302
    assert Resource.objects.get().file_type == "PDF"


@pytest.mark.parametrize("number", [1, 3])
def test_library_takes_one_query_for_its_entries(client, number, django_assert_max_num_queries):
    for place in range(number):
        make_resource(slug=f"entry-{place}", with_file=False)
    client.get("/leren/bibliotheek/")
    # One more on a busy machine: whether something was published meanwhile.
    with django_assert_max_num_queries(2):
        client.get("/leren/bibliotheek/")
