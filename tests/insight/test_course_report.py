"""The report from enrolment to certificate."""

import json
from datetime import timedelta

from django.urls import reverse

from accounts.models import User
from core.clock import now
from insight.figures import steps_figure
from insight.queries import CourseSteps, course_steps
from insight.queries.courses import Due
from learning.completion import achievement_key
from learning.models import CoursePage
from learning.services import enrol
from tests.factories.accounts import UserFactory
from tests.factories.credentials import CertificateFactory
from tests.factories.learning import make_course

ADDRESS = "course_report"


def test_report_counts_people_at_each_step(demo_site, client):
    enrol(course=CoursePage.objects.get(), subject_id=UserFactory().subject_id, now=now())
    assert course_steps(now()) == [
        CourseSteps(CoursePage.objects.get().title, enrolled=2, started=1, passed=1, certified=1)
    ]
    client.force_login(User.objects.get(email="coordinator@example.org"))
    html = client.get(reverse(ADDRESS)).content.decode()
    assert '<script id="figure-1" type="application/json">' in html
    assert "50 %" in html
    assert "Demo Afgerond" not in html


def test_report_is_closed_to_editors_and_learners(demo_site, client):
    for email in ("editor@example.org", "professional@example.org"):
        client.force_login(User.objects.get(email=email))
        assert client.get(reverse(ADDRESS)).status_code in (302, 403)


def test_figure_carries_the_numbers_it_is_given():
    figure = json.loads(steps_figure([("Enrolled", 7), ("Started", 3)]).to_json())
    assert figure["data"][0]["x"] == [7, 3]
    assert figure["data"][0]["text"] == ["7", "3"]


def test_shares_of_nobody_are_nought():
    assert [share for _, _, share in CourseSteps("x", 0, 0, 0, 0).shares] == [0, 0, 0, 0]


def test_desk_offers_each_role_its_own_work(demo_site, client):
    client.force_login(User.objects.get(email="editor@example.org"))
    editor = client.get("/admin/").content.decode()
    assert "/admin/reports/claims/" in editor
    assert "/admin/livesessies/" not in editor.split('class="desk"')[1].split("</section>")[0]
    client.force_login(User.objects.get(email="coordinator@example.org"))
    coordinator = client.get("/admin/").content.decode().split('class="desk"')[1]
    assert reverse(ADDRESS) in coordinator.split("</section>")[0]
    assert "/admin/reports/claims/" not in coordinator.split("</section>")[0]


def test_report_counts_who_may_renew_and_why(db):
    course = make_course(lessons=1, quiz=False, version=2)
    key = achievement_key(course.page.translation_key)
    moment = now()

    def certified(version, days=None, subject=None):
        return CertificateFactory(
            achievement_key=key,
            achievement_version=version,
            expires_at=moment + timedelta(days=days) if days else None,
            **({"subject": subject} if subject else {}),
        )

    certified(2, subject=certified(1).subject)
    certified(1, days=30)
    certified(2, days=-3)
    certified(2, days=400)
    [steps] = course_steps(moment)
    assert steps.due == Due(changed=1, ending=1, ended=1, renewing=0)
