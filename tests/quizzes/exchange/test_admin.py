"""Import and export in the admin, for whoever may edit questions."""

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from accounts.models import User
from accounts.roles import EDITORS, ensure_roles
from quizzes.models import Question, QuestionUpload, QuizQuestion
from tests.factories.quizzes import QuestionFactory, QuizFactory

pytestmark = pytest.mark.django_db

IMPORT, EXPORT = "/admin/vragen/importeren/", "/admin/vragen/exporteren/"
BANK = "/admin/snippets/quizzes/question/"
FILE = "::Een:: Wie bel je?{=1712#Juist ~0800}\n\n::Twee:: Leeg{}\n\n[html]<b>Drie</b>{T}\n"


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor():
    user = User.objects.create_user("editor@example.org", "a-long-password", name="Editor")
    user.groups.add(ensure_roles()[EDITORS])
    return signed_in(user)


def upload(client, content=FILE, name="vragen.gift"):
    content = content.encode() if isinstance(content, str) else content
    return client.post(IMPORT, {"file": SimpleUploadedFile(name, content)})


def test_dry_run_shows_each_question_and_changes_nothing(editor):
    reply = upload(editor)
    assert reply.status_code == 302
    page = editor.get(reply["Location"]).content.decode()
    assert "Wie bel je?" in page
    assert "regel 3, vraag 2" in page
    assert "open vraag" in page
    assert "Opmaak" in page
    assert "vragen.gift" in page
    assert not Question.objects.exists()


def confirm(client, address, digest=None):
    if digest is None:
        digest = client.get(address).context["plan"].digest
    return client.post(f"{address}bevestigen/", {"plan": digest})


def test_confirmed_file_comes_in_as_drafts_and_is_forgotten(editor):
    for known in ("a1", "a2"):
        QuestionFactory(key=known).save_revision().publish()
    address = upload(editor)["Location"]
    reply = confirm(editor, address)
    assert Question.objects.filter(live=False).count() == 2
    # What came in stands on top, and is seen to be a draft.
    listed = editor.get(reply["Location"]).content.decode().split("<tbody>")[1].split("</tr>")[:4]
    assert ["concept" in row.lower() for row in listed] == [True, True, False, False]
    assert "Wie bel je?" in listed[0] + listed[1]
    assert not QuestionUpload.objects.exists()
    assert "Wie bel je?" in editor.get(BANK).content.decode()


def test_confirming_twice_brings_in_once_and_says_so(editor):
    address = upload(editor)["Location"]
    digest = editor.get(address).context["plan"].digest
    confirm(editor, address, digest)
    again = confirm(editor, address, digest)
    assert again["Location"] == IMPORT
    assert "niet meer klaar" in editor.get(IMPORT).content.decode()
    assert Question.objects.count() == 2
    assert editor.get(address).status_code == 404


@pytest.mark.parametrize("digest", ["", "something else"])
def test_confirmation_of_another_plan_shows_the_present_one(editor, digest):
    address = upload(editor)["Location"]
    assert confirm(editor, address, digest)["Location"] == address
    assert not Question.objects.exists()


def test_discarded_file_leaves_nothing(editor):
    address = upload(editor)["Location"]
    assert editor.post(f"{address}weg/")["Location"] == IMPORT
    assert not QuestionUpload.objects.exists()
    assert not Question.objects.exists()


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"<quiz>\n<question></quiz>", "Regel 2, vraag 1"),
        (b"", ""),
        (b"Caf\xe9 {T}", "UTF-8"),
        (b"<!DOCTYPE quiz><quiz/>", "DOCTYPE"),
        (b"x{T}" + b" " * 5 * 1024 * 1024, "5 MB"),
    ],
)
def test_file_that_cannot_be_read_is_refused_on_the_form(editor, content, says):
    reply = upload(editor, content)
    assert reply.status_code == 400
    assert says in reply.content.decode()
    assert not QuestionUpload.objects.exists()


def test_file_of_another_editor_cannot_be_seen_or_confirmed(editor):
    address = upload(editor)["Location"]
    other = signed_in(User.objects.create_superuser("o@example.org", "a-long-password", name="O"))
    assert other.get(address).status_code == 404
    confirm(other, address, editor.get(address).context["plan"].digest)
    assert not Question.objects.exists()


def test_nobody_else_comes_in(editor):
    address = upload(editor)["Location"]
    someone = User.objects.create_user("some@example.org", "a-long-password", name="Some")
    someone.user_permissions.add(Permission.objects.get(codename="access_admin"))
    someone.user_permissions.add(Permission.objects.get(codename="view_question"))
    for client in (Client(), signed_in(someone)):
        for page in (IMPORT, EXPORT, address):
            reply = client.get(page)
            assert reply.status_code == 302
            assert "/admin/" in reply["Location"]
        assert upload(client)["Location"] != address
        client.post(f"{address}weg/")
        client.post(EXPORT, {"format": "gift", "which": "all"})
    assert IMPORT not in signed_in(someone).get(BANK).content.decode()
    assert QuestionUpload.objects.count() == 1


def test_list_of_questions_leads_both_ways(editor):
    page = editor.get(BANK).content.decode()
    assert IMPORT in page
    assert EXPORT in page


@pytest.mark.parametrize(("file_format", "mark"), [("gift", "::a1::"), ("moodle-xml", "<quiz>")])
def test_all_questions_go_out_as_a_file(editor, file_format, mark):
    QuestionFactory(key="a1")
    reply = editor.post(EXPORT, {"format": file_format, "which": "all"})
    assert "attachment" in reply["Content-Disposition"]
    assert mark in reply.content.decode()


def test_questions_of_a_quiz_with_a_tag_or_chosen_go_out(editor):
    quiz = QuizFactory(types=["true_false"])
    asked = quiz.quiz_questions.get().question
    tagged, other = QuestionFactory(key="tagged"), QuestionFactory(key="other")
    tagged.tags.add("politie")
    tagged.save()
    QuizQuestion.objects.create(quiz=QuizFactory(), question=other)
    for ask, key in (
        ({"which": "quiz", "quiz": quiz.key}, asked.key),
        ({"which": "tag", "tag": "politie"}, "tagged"),
        ({"which": "chosen", "chosen": [other.pk]}, "other"),
    ):
        text = editor.post(EXPORT, {"format": "gift", **ask}).content.decode()
        assert f"::{key}::" in text
        assert text.count("[plain]") == 1


@pytest.mark.parametrize("which", ["quiz", "tag", "chosen", "nonsense", ""])
def test_export_of_nothing_chosen_is_refused_on_the_form(editor, which):
    page = editor.post(EXPORT, {"format": "gift", "which": which})
    assert page.status_code == 400
    html = page.content.decode()
    assert 'class="exchange__why"' in html
    # The sentence alone, without the star that a list in plain text begins with.
    assert "* " not in html.split('class="exchange__why"')[1].split("</p>")[0]


def test_what_does_not_fit_is_named_before_the_rest_goes_out(editor):
    QuestionFactory(key="steps", type="ordering")
    QuestionFactory(key="fine", type="true_false")
    ask = {"format": "gift", "which": "all"}
    page = editor.post(EXPORT, ask).content.decode()
    assert "steps" in page
    assert "Volgorde" in page
    file = editor.post(EXPORT, ask | {"without": "1"})
    assert "::fine::" in file.content.decode()
    assert "steps" not in file.content.decode()


def test_more_than_a_file_may_hold_is_refused_on_the_form(editor, monkeypatch):
    QuestionFactory.create_batch(2)
    monkeypatch.setattr("quizzes.export_file.QUESTIONS", 1)
    reply = editor.post(EXPORT, {"format": "gift", "which": "all"})
    assert reply.status_code == 400
    assert "hoogstens 1 vragen" in reply.content.decode()


def test_bank_without_questions_has_nothing_to_export(editor):
    reply = editor.post(EXPORT, {"format": "gift", "which": "all"})
    assert reply.status_code == 200
    assert "Content-Disposition" not in reply


def test_ticked_questions_lead_to_the_export_with_these_chosen(editor):
    question = QuestionFactory()
    QuestionFactory()
    bulk = f"/admin/bulk/quizzes/question/export/?id={question.pk}&next=/admin/"
    form = editor.get(editor.get(bulk)["Location"]).context["form"]
    assert form["which"].value() == "chosen"
    assert form["chosen"].value() == [str(question.pk)]
    everything = editor.get("/admin/bulk/quizzes/question/export/?id=all&next=/admin/")
    assert everything["Location"].endswith("?which=all")


@pytest.mark.parametrize("number", [1, 3])
def test_screens_take_the_same_number_of_queries_whatever_the_bank(
    editor, number, django_assert_max_num_queries
):
    QuestionFactory.create_batch(number)
    address = upload(editor)["Location"]
    for page in (address, EXPORT):
        editor.get(page)
        with django_assert_max_num_queries(14):
            editor.get(page)
