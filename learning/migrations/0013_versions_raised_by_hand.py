"""A version that an editor raised by hand becomes a row: known is the number, not what changed."""

from django.db import migrations
from django.db.models import Max
from django.utils import timezone


def write_down(apps, schema_editor):
    CoursePage = apps.get_model("learning", "CoursePage")
    CourseVersion = apps.get_model("learning", "CourseVersion")
    raised = (
        CoursePage.objects.order_by()
        .values("translation_key")
        .annotate(number=Max("version"), at=Max("last_published_at"))
        .filter(number__gt=1)
    )
    for course in raised:
        page = CoursePage.objects.filter(
            translation_key=course["translation_key"], version=course["number"]
        ).first()
        CourseVersion.objects.get_or_create(
            course_key=course["translation_key"],
            number=course["number"],
            defaults={
                "noted_at": course["at"] or timezone.now(),
                "language": page.locale.language_code,
            },
        )


def raise_by_hand(apps, schema_editor):
    CoursePage = apps.get_model("learning", "CoursePage")
    CourseVersion = apps.get_model("learning", "CourseVersion")
    for row in CourseVersion.objects.order_by("number"):
        CoursePage.objects.filter(translation_key=row.course_key).update(version=row.number)


class Migration(migrations.Migration):

    dependencies = [
        ('learning', '0012_versions_of_a_course'),
        ('wagtailcore', '0094_alter_page_locale'),
    ]

    operations = [
        migrations.RunPython(write_down, raise_by_hand),
    ]
