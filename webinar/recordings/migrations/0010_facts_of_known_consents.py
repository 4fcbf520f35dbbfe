from django.db import migrations


def write_facts(apps, schema_editor):
    """What is known of each consent so far: when it was last given, and taken back after that."""
    Consent = apps.get_model("recordings", "Consent")
    ConsentFact = apps.get_model("recordings", "ConsentFact")
    Subject = apps.get_model("accounts", "Subject")
    for consent in Consent.objects.order_by("pk"):
        if consent.subject_id is None:
            consent.subject = Subject.objects.create()
            consent.save(update_fields=["subject"])
        moments = [("given", consent.given_at), ("withdrawn", consent.withdrawn_at)]
        ConsentFact.objects.bulk_create(
            ConsentFact(
                recording_id=consent.recording_id,
                subject_id=consent.subject_id,
                change=change,
                at=at,
            )
            for change, at in moments
            if at is not None
        )


def forget_facts(apps, schema_editor):
    apps.get_model("recordings", "ConsentFact").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [("recordings", "0009_consent_facts")]

    operations = [migrations.RunPython(write_facts, forget_facts)]
