from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("quizzes", "0009_pictures_of_versions")]

    operations = [
        migrations.AddField(
            model_name="quiz",
            name="asks_one_question_elsewhere",
            field=models.BooleanField(default=False, editable=False),
        ),
    ]
