from concurrent.futures import ThreadPoolExecutor
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.db import connection

from accounts.services import erase
from core.clock import now
from credentials import services
from credentials.enums import RevocationReason, Status
from credentials.mail_kinds import RENEWAL
from credentials.models import Certificate, CertificateSettings
from credentials.periods import Period, end_of_validity, months_after, period_of
from design import dates
from outbox.models import OutgoingMail
from outbox.services import choose
from tests.factories.accounts import SubjectFactory, UserFactory
from tests.factories.credentials import AchievementFactory

pytestmark = pytest.mark.django_db
BRUSSELS = ZoneInfo("Europe/Brussels")


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2026, 1, 31), 1, date(2026, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2026, 11, 24), 24, date(2028, 11, 24)),
        (date(2026, 3, 1), -1, date(2026, 2, 1)),
        (date(2026, 12, 31), 0, date(2026, 12, 31)),
    ],
)
def test_months_are_counted_by_the_calendar(day, months, after):
    assert months_after(day, months) == after


def test_validity_ends_with_the_last_day_in_brussels():
    late = datetime(2026, 6, 30, 23, 30, tzinfo=ZoneInfo("UTC"))
    ends = end_of_validity(late, 24)
    assert ends == datetime(2028, 7, 1, 23, 59, 59, tzinfo=BRUSSELS)
    assert end_of_validity(late, None) is None


@pytest.mark.parametrize(
    ("day", "start", "months", "period"),
    [
        (date(2026, 6, 1), date(2026, 1, 1), 12, (date(2026, 1, 1), date(2026, 12, 31))),
        (date(2025, 12, 31), date(2026, 1, 1), 12, (date(2025, 1, 1), date(2025, 12, 31))),
        (date(2026, 2, 28), date(2024, 2, 29), 12, (date(2026, 2, 28), date(2027, 2, 27))),
        (date(2029, 3, 31), date(2026, 4, 1), 36, (date(2026, 4, 1), date(2029, 3, 31))),
        (date(2029, 4, 1), date(2026, 4, 1), 36, (date(2029, 4, 1), date(2032, 3, 31))),
    ],
)
def test_day_falls_in_one_period(day, start, months, period):
    assert period_of(day, start=start, months=months) == Period(*period)


@pytest.fixture
def user():
    return UserFactory(name="Zoë Öztürk", language="nl")


def earn(user, moment, act=services.issue, **fields):
    fields = {"key": "course:a", "validity_months": 24} | fields
    return act(
        subject_id=user.subject_id,
        holder_name=user.name,
        achievement=AchievementFactory(**fields),
        now=moment,
    )


def test_certificate_holds_as_long_as_the_course_says(user):
    moment = now()
    certificate = earn(user, moment)
    assert certificate.status(moment + timedelta(days=700)) == Status.VALID
    assert certificate.status(moment + timedelta(days=735)) == Status.EXPIRED
    assert earn(user, moment, key="course:b", validity_months=None).expires_at is None


def test_renewal_has_its_own_day_and_code_and_leaves_history_as_it_was(user):
    begin = now() - timedelta(days=720)
    old = earn(user, begin)
    new = earn(user, now(), services.renew)
    old.refresh_from_db()
    assert new.code != old.code
    assert (new.renewal, new.edition) == (1, 1)
    assert new.achieved_at - old.achieved_at >= timedelta(days=720)
    assert old.superseded_at is None
    assert old.status(now()) == Status.VALID
    assert new.expires_at > old.expires_at


def test_expired_certificate_says_that_there_is_a_newer_one(user, client):
    old = earn(user, now() - timedelta(days=800))
    address = f"/en/certificaat/{old.code}/"
    assert "What is below was true then." in client.get(address).content.decode()
    earn(user, now(), services.renew)
    page = client.get(address).content.decode()
    assert "the newer certificate" in page
    assert "certificate--expired" in page
    facts = client.get(old.get_absolute_url(), headers={"Accept": "application/json"}).json()
    assert (facts["status"], facts["renewed"]) == ("expired", True)


def test_renewing_long_before_the_end_gives_the_one_there_is(user):
    old = earn(user, now())
    assert earn(user, now(), services.renew) == old
    endless = earn(user, now(), key="course:b", validity_months=None)
    assert earn(user, now(), services.renew, key="course:b") == endless
    assert Certificate.objects.count() == 2


def test_renewing_what_was_never_earned_issues_it(user):
    assert earn(user, now(), services.renew).renewal == 0


def test_what_was_revoked_is_not_renewed(user):
    old = earn(user, now() - timedelta(days=800))
    services.revoke(
        certificate=old,
        reason=RevocationReason.OTHER_PERSON,
        revoked_by_id=SubjectFactory().pk,
        now=now(),
    )
    assert earn(user, now(), services.renew).pk == old.pk


def test_finishing_again_after_a_renewal_gives_the_newest(user):
    earn(user, now() - timedelta(days=800))
    new = earn(user, now(), services.renew)
    assert earn(user, now()) == new
    again = services.reissue(certificate=new, holder_name="Zoë Ozturk", now=now())
    assert (again.renewal, again.edition) == (1, 2)
    assert again.expires_at == new.expires_at


@pytest.mark.concurrency
@pytest.mark.django_db(transaction=True)
def test_renewal_from_many_places_at_once_gives_one(user):
    earn(user, now() - timedelta(days=800))

    def one(_):
        try:
            return earn(user, now(), services.renew).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(one, range(8)))) == 1
    assert Certificate.objects.count() == 2


def test_holder_is_reminded_once_with_a_neutral_subject(user, work):
    certificate = earn(user, now() - timedelta(days=700))
    assert services.remind_expiring(now=now()) == 1
    assert services.remind_expiring(now=now()) == 0
    work()
    [letter] = mail.outbox
    assert letter.to == [user.email]
    assert letter.subject == "Je certificaat loopt binnenkort af"
    assert "geweld" not in letter.subject + letter.body
    assert certificate.get_absolute_url() in letter.body


def test_who_refused_such_mails_is_not_reminded(user):
    earn(user, now() - timedelta(days=700))
    choose(subject_id=user.subject_id, kind=RENEWAL, wanted=False, now=now())
    assert services.remind_expiring(now=now()) == 0
    choose(subject_id=user.subject_id, kind=RENEWAL, wanted=True, now=now())
    assert services.remind_expiring(now=now()) == 1


def test_nobody_is_reminded_of_what_is_far_off_past_renewed_or_revoked(user):
    earn(user, now(), key="course:far")
    earn(user, now() - timedelta(days=800), key="course:past")
    earn(user, now(), key="course:endless", validity_months=None)
    earn(user, now() - timedelta(days=700), key="course:renewed")
    earn(user, now(), services.renew, key="course:renewed")
    revoked = earn(user, now() - timedelta(days=700), key="course:revoked")
    services.revoke(
        certificate=revoked,
        reason=RevocationReason.ISSUED_IN_ERROR,
        revoked_by_id=SubjectFactory().pk,
        now=now(),
    )
    assert services.remind_expiring(now=now()) == 0


def test_coordinator_decides_how_long_before(user):
    chosen = CertificateSettings.load()
    chosen.reminder_days = 0
    chosen.save()
    earn(user, now() - timedelta(days=729))
    assert services.remind_expiring(now=now()) == 0


def test_holder_sees_until_when_it_is_valid(user, client):
    certificate = earn(user, now() - timedelta(days=700))
    services.render(certificate_id=certificate.pk, now=now())
    client.force_login(user)
    assert (
        f"Geldig tot {dates.day(certificate.expires_at)}" in client.get("/mijn/").content.decode()
    )


def test_who_was_erased_is_not_reminded(user):
    earn(user, now() - timedelta(days=700))
    erase(user=user)
    assert services.remind_expiring(now=now()) == 0
    assert not OutgoingMail.objects.exists()
