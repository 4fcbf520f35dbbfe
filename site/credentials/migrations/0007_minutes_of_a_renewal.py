from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('credentials', '0006_badge_per_key'),
    ]

    operations = [
        migrations.AddField(
            model_name='certificate',
            name='renewal_minutes',
            field=models.PositiveIntegerField(blank=True, editable=False, null=True, verbose_name='minutes of the renewal'),
        ),
    ]
