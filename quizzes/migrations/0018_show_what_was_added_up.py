from collections import defaultdict

from django.db import migrations

# As in core.groups on the day of this migration.
SMALLEST_GROUP = 10


def show(apps, schema_editor):
    """Reports go on showing what they showed: the sums of every version that enough people were asked."""
    of_version = defaultdict(list)
    for tally in apps.get_model("quizzes", "ItemTally").objects.order_by("pk"):
        of_version[tally.quiz_id, tally.version_id].append(tally)
    for tallies in of_version.values():
        people = sum(tally.people for tally in tallies)
        for tally in tallies:
            seen = {
                "sums": {
                    name: getattr(tally, name) for name in ("people", "x", "xx", "y", "yy", "xy")
                },
                "left_empty": tally.left_empty,
                "chosen": tally.chosen,
            }
            tally.shown, tally.joined = (seen, 0) if people >= SMALLEST_GROUP else ({}, tally.people)
            enough = tally.people >= SMALLEST_GROUP
            tally.form_shown, tally.form_joined = (seen, 0) if enough else ({}, tally.people)
            tally.save(update_fields=["shown", "joined", "form_shown", "form_joined"])


class Migration(migrations.Migration):
    dependencies = [("quizzes", "0017_figures_that_move_by_steps")]

    operations = [migrations.RunPython(show, migrations.RunPython.noop)]
