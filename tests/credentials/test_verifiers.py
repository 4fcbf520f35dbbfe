"""Badges before verifiers that others wrote (npm), offline: they accept ours and refuse a changed byte."""

import copy
import importlib.util
import json
import subprocess

import pytest
from django.conf import settings as django_settings

from core.clock import now
from credentials import queries, services
from credentials.badges.linked_data import FILES, FOLDER
from credentials.enums import RevocationReason
from credentials.models import BadgeFile, StatusEntry
from tests.factories.accounts import SubjectFactory
from tests.factories.credentials import AchievementFactory

pytestmark = [pytest.mark.long, pytest.mark.django_db]

SUITES = ("eddsa-rdfc-2022", "eddsa-jcs-2022")
CONTEXTS = {address: json.loads((FOLDER / name).read_text()) for address, name in FILES.items()}


@pytest.fixture(scope="module")
def verifiers():
    where = django_settings.BASE_DIR / ".ci" / "verifiers.py"
    spec = importlib.util.spec_from_file_location("verifiers", where)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert module.main() == 0
    return module


@pytest.fixture(autouse=True)
def _keys_of_this_test(settings, tmp_path):
    settings.DATA_DIR = tmp_path
    settings.SITE_URL = "https://leren.example.org"


@pytest.fixture
def certificate():
    made = services.issue(
        subject_id=SubjectFactory().pk,
        holder_name="Zoë Öztürk-Đặng",
        achievement=AchievementFactory(title="Herkennen & “doorverwijzen” — niveau 2"),
        now=now(),
    )
    assert services.make_badge(certificate_id=made.pk, now=now())
    return made


@pytest.fixture
def badge(certificate):
    files = BadgeFile.objects.filter(print__badge__certificate=certificate)
    return {file.print.form: bytes(file.content).decode("utf-8", "replace") for file in files}


@pytest.fixture
def judged(verifiers):
    def judge(credential, token):
        entry = StatusEntry.objects.get()
        question = {
            "credential": credential,
            "token": token,
            "didDocument": queries.did_document(),
            "statusList": queries.status_list_credential(entry.status_list_id, now()),
            "contexts": CONTEXTS,
        }
        answer = subprocess.run(
            [verifiers.NODE, "verify.mjs"],
            cwd=verifiers.INSTALLED,
            input=json.dumps(question),
            capture_output=True,
            text=True,
            check=True,
            timeout=60,
        )
        return json.loads(answer.stdout)

    return judge


def test_verifiers_of_others_accept_every_form(judged, badge):
    answer = judged(json.loads(badge["json"]), badge["jwt"])
    for suite in SUITES:
        assert answer[suite] == {"verified": True, "proved": True, "withdrawn": False, "why": ""}
    assert answer["jwt"]["verified"]
    assert answer["jwt"]["claims"]["credentialSubject"]["identifier"][0]["identityHash"]


@pytest.mark.parametrize(
    "path", [("name",), ("validFrom",), ("credentialSubject", "identifier", 0, "identityHash")]
)
def test_verifiers_of_others_refuse_a_changed_byte(judged, badge, path):
    changed = copy.deepcopy(json.loads(badge["json"]))
    inside = changed
    for step in path[:-1]:
        inside = inside[step]
    inside[path[-1]] = inside[path[-1]].replace("2", "3", 1).replace("Z", "z", 1)
    token = badge["jwt"]
    place = token.index(".") + 20
    token = token[:place] + ("A" if token[place] != "A" else "B") + token[place + 1 :]
    answer = judged(changed, token)
    assert not any(answer[suite]["verified"] for suite in SUITES)
    assert answer["jwt"]["verified"] is False


def test_verifiers_of_others_see_a_revocation_at_once(judged, badge, certificate):
    services.revoke(
        certificate=certificate,
        reason=RevocationReason.ISSUED_IN_ERROR,
        revoked_by_id=SubjectFactory().pk,
        now=now(),
    )
    answer = judged(json.loads(badge["json"]), badge["jwt"])
    for suite in SUITES:
        assert (answer[suite]["proved"], answer[suite]["withdrawn"]) == (True, True)


def test_verifiers_of_others_accept_what_a_replaced_key_signed(judged, badge):
    services.replace_key(now=now())
    answer = judged(json.loads(badge["json"]), badge["jwt"])
    assert all(answer[suite]["verified"] for suite in SUITES)
    assert answer["jwt"]["verified"]


def test_verifiers_of_others_refuse_what_a_withdrawn_key_signed(judged, badge):
    [method] = {proof["verificationMethod"] for proof in json.loads(badge["json"])["proof"]}
    assert services.withdraw_key(multikey=method.split("#")[1], now=now())
    answer = judged(json.loads(badge["json"]), badge["jwt"])
    assert not any(answer[suite]["verified"] for suite in SUITES)
