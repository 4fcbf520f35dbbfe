import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_declined_invitations"),
        ("credentials", "0007_minutes_of_a_renewal"),
    ]

    operations = [
        migrations.AddField(
            model_name="certificate",
            name="reissued_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="certificates_reissued",
                to="accounts.subject",
                verbose_name="issued again by",
            ),
        ),
        migrations.AlterField(
            model_name="certificate",
            name="revoked_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="certificates_revoked",
                to="accounts.subject",
                verbose_name="revoked by",
            ),
        ),
    ]
