"""A file becomes drafts, whole or not at all, and never twice."""

import threading
from datetime import timedelta

import pytest
from django.db import close_old_connections
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Revision

from accounts.models import User
from core import periodic
from core.clock import now
from quizzes import services
from quizzes.errors import BankChanged, UploadGone
from quizzes.exchange.errors import FileRefused
from quizzes.exchange.formats import Format, read_file
from quizzes.exchange.reasons import Loss, Reason
from quizzes.export_file import as_seen, export_file
from quizzes.import_plan import Verdict, plan_import
from quizzes.models import Question, QuestionUpload
from tests.factories.accounts import SubjectFactory
from tests.factories.quizzes import QuestionFactory, content

FILE = """\
$CATEGORY: $course$/top/Signalen

// [id:bel] [tag:telefoon] [tag:difficulty:3]
::Bellen:: Welk nummer bel je?{=1712#Juist. ~0800#Nee. ####Zeven dagen op zeven.}

Een conflict is altijd geweld.{FALSE#Kijk naar angst.#Juist.}

Wat zie je?{~%50%blauwe plek ~%50%angst ~%-100%niets}
"""
EXPORTABLE = ["single_choice", "multiple_response", "true_false", "case", "short_text"]


def plan(text):
    return plan_import(read_file(text.encode()))


@pytest.fixture
def editor(db):
    return User.objects.create_superuser("editor@example.org", "a-long-password", name="Editor")


@pytest.mark.django_db
def test_questions_come_in_as_drafts_with_tags_difficulty_and_category(editor):
    services.import_questions(content=FILE.encode(), user=editor)
    question = Question.objects.get(key="bel")
    assert not question.live
    assert question.difficulty == 3
    assert {tag.name for tag in question.tags.all()} == {"Signalen", "telefoon"}
    assert question.type == "single_choice"
    body = question.body()
    assert [option["text"] for option in body["options"]] == ["1712", "0800"]
    assert body["explanation"] == "Zeven dagen op zeven."
    draft = question.get_latest_revision_as_object()
    assert draft.body() == body
    assert {tag.name for tag in draft.tags.all()} == {"Signalen", "telefoon"}
    assert question.latest_revision.user == editor
    assert Question.objects.count() == 3


@pytest.mark.django_db
def test_imported_draft_can_be_published_and_asked(editor):
    services.import_questions(content=FILE.encode())
    question = Question.objects.get(key="bel")
    question.latest_revision.publish()
    question.refresh_from_db()
    assert question.live
    assert services.current_version(question=question, now=now()).body["options"][0]["correct"]


@pytest.mark.django_db
def test_same_file_twice_brings_nothing_in_twice(editor):
    services.import_questions(content=FILE.encode())
    again = services.import_questions(content=FILE.encode())
    assert again.count(Verdict.SAME) == 3
    assert Question.objects.count() == 3


@pytest.mark.django_db
def test_question_edited_after_its_import_is_recognised_and_left_alone():
    services.import_questions(content=b"::Eerste:: Wie?{=ik ~jij}")
    question = Question.objects.get()
    question.content = content("single_choice")
    question.save()
    (line,) = services.import_questions(content=b"::Eerste:: Wie?{=ik ~jij}").lines
    assert (line.verdict, line.key) == (Verdict.SAME, question.key)
    assert Question.objects.get().stem == "Stem of single_choice"


@pytest.mark.django_db
def test_same_question_under_another_key_and_twice_in_a_file_is_recognised():
    services.import_questions(content=b"// [id:first]\nWie?{=ik ~jij}")
    lines = plan("// [id:second]\nWie?{=ik ~jij}\n\nWat?{T}\n\n::anders:: Wat?{T}").lines
    verdicts = [(line.verdict, line.key) for line in lines]
    assert verdicts[0] == (Verdict.SAME, "first")
    assert verdicts[1][0] == Verdict.COMES_IN
    assert verdicts[2] == (Verdict.SAME, verdicts[1][1])


@pytest.mark.django_db
def test_other_question_under_a_taken_key_is_refused_by_name():
    QuestionFactory(key="taken")
    (line,) = plan("// [id:taken]\nWie?{=ik ~jij}").lines
    assert (line.verdict, line.refused.code) == (Verdict.REFUSED, Reason.KEY_TAKEN)
    assert "taken" in str(line.refused)


@pytest.mark.django_db
def test_key_that_the_bank_cannot_have_is_replaced_and_said():
    (line,) = plan("// [id:vraag 1 & 2]\nWie?{=ik ~jij}").lines
    assert line.key.startswith("vraag-1-2-")
    assert [loss.code for loss in line.losses] == [Loss.NEW_KEY]


@pytest.mark.django_db
@pytest.mark.parametrize(
    "text",
    [
        "Wie?{=ik}{}",
        "Wie?{~%100%alleen}",
        "Wie?{=ik =jij ~wij}",
        "Wie?{" + "".join(f"~fout{number} " for number in range(12)) + "=juist}",
        "Wie?{=ik ~" + "a" * 1001 + "}",
        "// [tag:" + "a" * 101 + "]\nWie?{T}",
        "Koppel.{=a -> b}",
        "Wie?{=ik ~}",
    ],
)
def test_what_an_editor_could_not_save_is_refused(text):
    (line,) = plan(text).lines
    assert line.verdict == Verdict.REFUSED
    assert str(line.refused)


@pytest.mark.django_db
def test_refusal_by_the_editors_rules_names_the_field_and_says_why():
    (line,) = plan("Wie?{=ik ~" + "a" * 1001 + "}").lines
    assert str(line.refused).startswith("Antwoord: ")
    assert "1000" in str(line.refused)
    long_gap = "{1:SA:=" + "a" * 201 + "}"
    text = f"<questiontext><text>Bel {long_gap}.</text></questiontext>"
    (line,) = plan(f'<quiz><question type="cloze">{text}</question></quiz>').lines
    assert "200" in str(line.refused)


@pytest.mark.django_db
@pytest.mark.parametrize("question_type", [*EXPORTABLE, "matching", "ordering", "numeric", "cloze"])
def test_every_type_goes_through_a_file_and_stays_what_it_was(question_type):
    before = QuestionFactory(type=question_type, difficulty=2)
    before.tags.add("een label")
    before.save()
    file = export_file(Question.objects.all(), Format.MOODLE_XML)
    assert file.left_out == ()
    assert plan(file.text).count(Verdict.SAME) == 1
    before.delete()
    services.import_questions(content=file.text.encode())
    after = Question.objects.get()
    assert (after.key, after.type, after.difficulty) == (before.key, question_type, 2)
    assert {tag.name for tag in after.tags.all()} == {"een label"}
    assert as_seen(after.body()) == as_seen(before.body())


@pytest.mark.django_db
@pytest.mark.parametrize("question_type", EXPORTABLE)
def test_gift_holds_the_types_that_it_has_words_for(question_type):
    QuestionFactory(type=question_type)
    file = export_file(Question.objects.all(), Format.GIFT)
    assert (file.count, file.left_out) == (1, ())


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("question_type", "reason"),
    [
        ("ordering", Reason.NO_PLACE_IN_FORMAT),
        ("matching", Reason.PAIR_FEEDBACK),
        ("numeric", Reason.NUMBER_FEEDBACK),
        ("cloze", Reason.NO_PLACE_IN_FORMAT),
        ("branching", Reason.NO_PLACE),
        ("likert", Reason.NO_PLACE),
    ],
)
def test_gift_refuses_by_name_what_it_cannot_hold(question_type, reason):
    question = QuestionFactory(type=question_type)
    (left_out,) = export_file(Question.objects.all(), Format.GIFT).left_out
    assert (left_out.key, left_out.why.code) == (question.key, reason)


@pytest.mark.django_db
def test_unfinished_draft_is_named_and_keeps_no_import_out():
    question = QuestionFactory(key="half", live=False)
    question.content = [{"type": "numeric", "value": {"stem": "How many?", "answer": None}}]
    question.save()
    question.save_revision()
    QuestionFactory(key="empty", live=False, content=[]).save_revision()
    left_out = export_file(Question.objects.all(), Format.MOODLE_XML).left_out
    assert {each.key: each.why.code for each in left_out} == {
        "half": Reason.UNFINISHED,
        "empty": Reason.UNFINISHED,
    }
    assert plan(FILE).count(Verdict.COMES_IN) == 3


@pytest.mark.django_db
def test_question_with_an_image_is_named_and_is_no_other_question():
    image = get_image_model().objects.create(title="A door", file=get_test_image_file())
    plain, pictured = QuestionFactory(type="true_false"), QuestionFactory(type="single_choice")
    pictured.content[0].value["options"][0]["picture"] = {"image": image, "alt": "A door"}
    pictured.save()
    file = export_file(Question.objects.all(), Format.GIFT)
    assert [(each.key, each.why.code) for each in file.left_out] == [
        (pictured.key, Reason.PICTURE_OUT)
    ]
    assert plan(file.text).lines[0].key == plain.key
    (line,) = plan(
        "Stem of single_choice{~Option a#Feedback on a =Option b#Feedback on b "
        "~Option c#Feedback on c ####The explanation.}"
    ).lines
    assert line.verdict == Verdict.COMES_IN


@pytest.mark.django_db
def test_draft_that_was_never_live_goes_out_as_last_drafted():
    services.import_questions(content=b"// [id:draft] [tag:oud]\nWie?{=ik ~jij}")
    question = Question.objects.get()
    question.content = content("true_false")
    question.tags.set(["nieuw"])
    question.save_revision()
    text = export_file(Question.objects.all(), Format.GIFT).text
    assert "Stem of true_false" in text
    assert "[tag:nieuw]" in text


@pytest.mark.django_db
@pytest.mark.parametrize("number", [1, 3])
def test_plan_and_export_take_as_many_queries_for_one_as_for_three(
    number, django_assert_num_queries
):
    QuestionFactory.create_batch(number)
    with django_assert_num_queries(1):
        plan(FILE)
    with django_assert_num_queries(2):
        export_file(Question.objects.all(), Format.GIFT)


@pytest.mark.django_db
def test_kept_file_is_confirmed_once(editor):
    upload, shown = services.keep_upload(
        content=FILE.encode(), name="vragen.gift", subject_id=editor.subject_id, now=now()
    )
    confirm = {
        "public_id": upload.public_id,
        "subject_id": editor.subject_id,
        "expected": shown.digest,
        "user": editor,
        "now": now(),
    }
    assert services.confirm_upload(**confirm).count(Verdict.COMES_IN) == 3
    with pytest.raises(UploadGone):
        services.confirm_upload(**confirm)
    assert Question.objects.count() == 3


@pytest.mark.django_db
def test_nothing_comes_in_when_the_bank_has_changed_since_the_dry_run(editor):
    upload, shown = services.keep_upload(
        content=FILE.encode(), name="vragen.gift", subject_id=editor.subject_id, now=now()
    )
    QuestionFactory(key="bel")
    with pytest.raises(BankChanged):
        services.confirm_upload(
            public_id=upload.public_id,
            subject_id=editor.subject_id,
            expected=shown.digest,
            user=editor,
            now=now(),
        )
    assert Question.objects.count() == 1
    assert QuestionUpload.objects.exists()


@pytest.mark.django_db
def test_file_of_another_person_or_of_yesterday_is_gone(editor):
    upload, shown = services.keep_upload(
        content=FILE.encode(), name="vragen.gift", subject_id=editor.subject_id, now=now()
    )
    for subject_id, moment in (
        (SubjectFactory().pk, now()),
        (editor.subject_id, now() + timedelta(days=1, minutes=1)),
    ):
        with pytest.raises(UploadGone):
            services.confirm_upload(
                public_id=upload.public_id,
                subject_id=subject_id,
                expected=shown.digest,
                user=editor,
                now=moment,
            )
    assert not Question.objects.exists()


@pytest.mark.django_db
def test_broken_file_is_not_kept_and_old_ones_are_forgotten(editor):
    with pytest.raises(FileRefused):
        services.keep_upload(
            content=b"<quiz>", name="x.xml", subject_id=editor.subject_id, now=now()
        )
    assert not QuestionUpload.objects.exists()
    services.keep_upload(
        content=FILE.encode(), name="x", subject_id=editor.subject_id, now=now() - timedelta(days=2)
    )
    (job,) = [job for job in periodic.jobs() if job.name == "quizzes.forget_old_uploads"]
    job.job(now())
    assert not QuestionUpload.objects.exists()


@pytest.mark.django_db
def test_failure_half_way_brings_nothing_in(monkeypatch):
    stored = []

    def break_down(sender, instance, **kwargs):
        stored.append(instance)
        if len(stored) == 2:
            raise RuntimeError

    from django.db.models.signals import post_save

    post_save.connect(break_down, sender=Question)
    try:
        with pytest.raises(RuntimeError):
            services.import_questions(content=FILE.encode())
    finally:
        post_save.disconnect(break_down, sender=Question)
    assert not Question.objects.exists()
    assert not Revision.objects.exists()


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_two_people_importing_one_file_at_once_bring_it_in_once():
    verdicts, barrier = [], threading.Barrier(2)

    def bring_in():
        barrier.wait()
        try:
            verdicts.append(services.import_questions(content=FILE.encode()))
        finally:
            close_old_connections()

    threads = [threading.Thread(target=bring_in) for _turn in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert Question.objects.count() == 3
    assert sorted(plan.count(Verdict.COMES_IN) for plan in verdicts) == [0, 3]
