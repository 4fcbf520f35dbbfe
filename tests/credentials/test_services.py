import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError, connection, transaction

from core.clock import now
from credentials import document, services
from credentials.enums import RevocationReason, Status
from credentials.errors import AlreadyRevoked, AlreadySuperseded, HolderErased, NameMissing
from credentials.models import (
    Badge,
    Certificate,
    CertificateFile,
    CertificateHolder,
    CertificateSettings,
)
from tests.factories.accounts import SubjectFactory
from tests.factories.credentials import AchievementFactory, CertificateFactory

pytestmark = pytest.mark.django_db


def issued(name="Zoë Öztürk", **fields):
    return services.issue(
        subject_id=fields.pop("subject_id", None) or SubjectFactory().pk,
        holder_name=name,
        achievement=AchievementFactory(**fields),
        now=now(),
    )


def test_issue_copies_what_was_achieved():
    moment = now()
    subject = SubjectFactory()
    achievement = AchievementFactory(minutes=210, version=3, language="fr", title="Reconnaître")
    certificate = services.issue(
        subject_id=subject.pk, holder_name="  Jan \n Peeters ", achievement=achievement, now=moment
    )
    certificate.refresh_from_db()
    assert certificate.subject == subject
    assert (certificate.title, certificate.minutes) == ("Reconnaître", 210)
    assert (certificate.achievement_key, certificate.achievement_version) == (achievement.key, 3)
    assert (certificate.language, certificate.issuer) == ("fr", "Hoe gaat het met u?")
    assert certificate.achieved_at == certificate.issued_at == moment
    assert certificate.holder.name == "Jan Peeters"
    assert certificate.status(moment) == Status.VALID


def test_issue_again_gives_the_same_certificate():
    subject = SubjectFactory()
    achievement = AchievementFactory()
    first, second = (
        services.issue(subject_id=subject.pk, holder_name=name, achievement=achievement, now=now())
        for name in ("Jan", "Piet")
    )
    assert first == second
    assert Certificate.objects.count() == 1
    assert CertificateHolder.objects.get().name == "Jan"


def test_issue_for_a_new_version_gives_another_certificate():
    subject = SubjectFactory()
    first = issued(subject_id=subject.pk, key="course:a", version=1)
    second = issued(subject_id=subject.pk, key="course:a", version=2)
    assert first.code != second.code


def test_issue_does_not_give_back_what_was_revoked():
    subject = SubjectFactory()
    certificate = issued(subject_id=subject.pk, key="course:a")
    services.revoke(
        certificate=certificate,
        reason=RevocationReason.OTHER_PERSON,
        revoked_by_id=SubjectFactory().pk,
        now=now(),
    )
    again = issued(subject_id=subject.pk, key="course:a")
    assert again == certificate
    assert again.status(now()) == Status.REVOKED


def test_issue_without_a_name_is_refused():
    with pytest.raises(NameMissing):
        issued(name="  ")
    assert Certificate.objects.count() == 0


def test_issue_that_rolls_back_leaves_nothing(work):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        issued()
        raise ZeroDivisionError
    assert Certificate.objects.count() == 0
    assert work() == 0


def test_issue_marks_a_demonstration():
    chosen = CertificateSettings.load()
    chosen.issuer, chosen.demonstration_notice = "De Proefopstelling", True
    chosen.save()
    certificate = issued()
    assert certificate.demonstration is True
    assert certificate.issuer == "De Proefopstelling"


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_issue_from_many_places_at_once_gives_one_certificate():
    subject = SubjectFactory()
    achievement = AchievementFactory()

    def one(number):
        try:
            return services.issue(
                subject_id=subject.pk,
                holder_name=f"Jan {number}",
                achievement=achievement,
                now=now(),
            ).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(6) as pool:
        found = set(pool.map(one, range(12)))
    assert len(found) == 1
    assert Certificate.objects.count() == CertificateHolder.objects.count() == 1


def test_two_certificates_in_force_for_one_achievement_are_refused_by_the_database():
    first = CertificateFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        CertificateFactory(subject=first.subject, achievement_key=first.achievement_key, edition=2)


def test_reissue_supersedes_and_keeps_the_day_of_the_achievement():
    old = issued("Jan Peeters")
    later = old.issued_at + timedelta(days=30)
    new = services.reissue(certificate=old, holder_name="Jan Peters", now=later)
    old.refresh_from_db()
    assert old.status(later) == Status.SUPERSEDED
    assert old.superseded_by == new
    assert new.status(later) == Status.VALID
    assert (new.achieved_at, new.issued_at, new.edition) == (old.achieved_at, later, 2)
    assert new.holder.name == "Jan Peters"
    assert old.holder.name == "Jan Peeters"


def test_reissue_of_what_is_superseded_or_revoked_is_refused():
    old = issued()
    new = services.reissue(certificate=old, now=now())
    with pytest.raises(AlreadySuperseded):
        services.reissue(certificate=old, now=now())
    services.revoke(
        certificate=new,
        reason=RevocationReason.ISSUED_IN_ERROR,
        revoked_by_id=SubjectFactory().pk,
        now=now(),
    )
    with pytest.raises(AlreadyRevoked):
        services.reissue(certificate=new, now=now())


def test_reissue_of_an_erased_holder_needs_a_name():
    old = issued()
    CertificateHolder.objects.all().delete()
    with pytest.raises(HolderErased):
        services.reissue(certificate=old, now=now())
    old.refresh_from_db()
    assert old.superseded_at is None


def test_revoke_twice_is_refused():
    certificate = issued()
    coordinator = SubjectFactory()
    moment = now()
    services.revoke(
        certificate=certificate,
        reason=RevocationReason.NOT_EARNED,
        revoked_by_id=coordinator.pk,
        now=moment,
    )
    with pytest.raises(AlreadyRevoked):
        services.revoke(
            certificate=certificate,
            reason=RevocationReason.ISSUED_IN_ERROR,
            revoked_by_id=coordinator.pk,
            now=moment + timedelta(days=1),
        )
    certificate.refresh_from_db()
    assert certificate.revoked_at == moment
    assert certificate.revoked_by == coordinator
    assert certificate.revocation_reason == RevocationReason.NOT_EARNED


def test_status_after_the_last_day_is_expired():
    certificate = CertificateFactory(expires_at=now() + timedelta(days=1))
    assert certificate.status(now()) == Status.VALID
    assert certificate.status(certificate.expires_at) == Status.EXPIRED


def test_render_stores_the_bytes_once_with_their_hash(work):
    certificate = issued()
    assert work() == 1
    certificate.refresh_from_db()
    content = bytes(certificate.file.content)
    assert content.startswith(b"%PDF-")
    assert hashlib.sha256(content).hexdigest() == certificate.pdf_sha256
    assert services.render(certificate_id=certificate.pk, now=now()) is False
    assert bytes(CertificateFile.objects.get().content) == content


def test_render_waiting_makes_what_was_left_undone(work):
    certificates = [issued() for _ in range(2)]
    assert services.render_waiting(now=now()) == 2
    assert CertificateFile.objects.count() == len(certificates)
    assert services.render_waiting(now=now()) == 0
    work()
    assert CertificateFile.objects.count() == 2


def test_render_after_erasure_makes_nothing(work):
    certificate = issued()
    CertificateHolder.objects.all().delete()
    work()
    certificate.refresh_from_db()
    assert certificate.rendered_at is None
    assert CertificateFile.objects.count() == 0


def test_render_waiting_is_not_held_up_by_what_cannot_be_drawn(tmp_path, monkeypatch, caplog):
    broken, sound = issued("Kan Niet"), issued("Kan Wel")
    template = tmp_path / "certificate.typ"
    template.write_text(
        document.TEMPLATE.read_text()
        + '#if facts.name == "Kan Niet" { panic("no ink for " + facts.name) }'
    )
    monkeypatch.setattr(document, "TEMPLATE", template)
    services.render_waiting(now=now())
    sound.refresh_from_db()
    broken.refresh_from_db()
    assert sound.rendered_at is not None
    assert broken.rendered_at is None
    assert f"certificate {broken.pk} " in caplog.text
    assert "Kan Niet" not in caplog.text


def test_render_waiting_is_not_held_up_by_what_nobody_foresaw(caplog):
    """A day before calendars begin: its badge cannot bear it, and no error of ours says so."""
    broken, sound = issued("Kan Niet"), issued("Kan Wel")
    Certificate.objects.filter(pk=broken.pk).update(issued_at=datetime(1, 1, 1, tzinfo=UTC))
    services.render_waiting(now=now())
    assert Badge.objects.get().certificate == sound
    assert f"certificate {broken.pk} cannot be made" in caplog.text
    assert "Kan Niet" not in caplog.text
