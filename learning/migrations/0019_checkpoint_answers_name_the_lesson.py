from collections import defaultdict

from django.db import migrations

OCCASION = "checkpoint:"


def name_the_lesson(apps, schema_editor):
    """An answer to a question during a recording was kept under its block, which a copied lesson shares.

    It belongs to the lesson with that block: the one in a course the person takes, and of several the
    oldest, which was there to be answered first.
    """
    Attempt = apps.get_model("quizzes", "Attempt")
    answered = Attempt.objects.filter(occasion__startswith=OCCASION).exclude(occasion__contains="/")
    if not answered.exists():
        return
    lessons = _lessons_by_block(apps)
    taken = defaultdict(set)
    for subject, course in apps.get_model("learning", "Enrolment").objects.values_list(
        "subject_id", "course_key"
    ):
        taken[subject].add(course)
    for subject, occasion in set(answered.values_list("subject_id", "occasion")):
        block = occasion.removeprefix(OCCASION)
        found = lessons.get(block, [])
        own = [lesson for lesson, course in found if course in taken[subject]]
        lesson = next(iter([*own, *(lesson for lesson, _course in found)]), None)
        if lesson is not None:
            Attempt.objects.filter(subject_id=subject, occasion=occasion).update(
                occasion=f"{OCCASION}{lesson}/{block}"
            )


def _lessons_by_block(apps):
    """Lesson and course by their keys, the oldest first, by the id of the block that asks."""
    pages = apps.get_model("learning", "CoursePage").objects.values_list("path", "translation_key")
    courses = dict(pages)
    length = {len(path) for path in courses}
    found = defaultdict(list)
    for lesson in apps.get_model("learning", "LessonPage").objects.order_by("pk"):
        course = next((courses.get(lesson.path[:long]) for long in length), None)
        for block in lesson.body.raw_data:
            asked = block["value"].get("questions", []) if block["type"] == "segment" else []
            for item in asked:
                found[item["id"]].append((lesson.translation_key, course))
    return found


class Migration(migrations.Migration):
    dependencies = [
        ("learning", "0018_reminder_of_a_course"),
        ("quizzes", "0013_lockable_quizzes"),
    ]

    operations = [migrations.RunPython(name_the_lesson, migrations.RunPython.noop)]
