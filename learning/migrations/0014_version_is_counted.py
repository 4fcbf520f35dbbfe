from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('learning', '0013_versions_raised_by_hand'),
    ]

    operations = [
        migrations.RemoveField(
            model_name='coursepage',
            name='version',
        ),
    ]
