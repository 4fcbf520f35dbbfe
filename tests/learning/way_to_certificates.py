"""Acts in any order, by a learner and by people around them; and what holds after each.

"Complete for this learner, this course and this version, exactly when there is one certificate": the rows
of progress say what is done, the machine remembers what was earned and what was taken back, and the
database is held against both.
"""

import hashlib
from collections import defaultdict
from datetime import timedelta

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from accounts.services import erase
from credentials import queries
from credentials.enums import RevocationReason, Status
from credentials.errors import HolderErased
from credentials.models import Badge, Certificate, CertificateFile, CertificateHolder
from credentials.services import reissue, render, render_waiting, revoke
from learning.errors import NothingToRenew
from learning.models import Renewal
from learning.queries.outlines import read_outline
from learning.services import start_renewal
from learning.versions import known
from quizzes.enums import Decision
from quizzes.models import Attempt, RegradedAttempt
from quizzes.services import decide
from safety import page_cache

from .acts_on_the_way import Acts

STANDS, NOT_EARNED, WITHDRAWN = "stands", "not earned", "withdrawn"
# What the settings say without an editor: so long before its end a certificate can be renewed.
NOTICE = timedelta(days=60)


class WayToCertificates(RuleBasedStateMachine):
    """One learner in one course. What a step did is undone when the example ends."""

    def __init__(self, course, recording, met):
        """Leaves in `met` how many certificates each example came to."""
        super().__init__()
        self.met = met
        self.undone = transaction.atomic()
        self.undone.__enter__()
        self.acts = Acts(course, recording, "Zoë Öztürk")
        self.is_erased = self.is_complete = self.revoked_by_hand = False
        # What each certificate is worth, by version and renewal, as it was earned and taken back.
        self.worth = {}
        # By renewal that is completed: which certificate it earned.
        self.renewed = {}
        self.bytes = {}

    @property
    def now(self):
        return self.acts.now

    def teardown(self):
        self.met.append(Certificate.objects.count())
        transaction.set_rollback(True)
        self.undone.__exit__(None, None, None)
        page_cache.forget()

    # --- The learner

    @initialize(goes_through=st.sampled_from([False, True, True]))
    def enrols(self, goes_through):
        """Mostly goes straight to a first certificate: left to chance, whole runs never come to one."""
        page_cache.forget()
        self.enrolment = self.acts.enrol()
        if goes_through:
            self.does_all_that_is_left()

    @rule()
    def enrols_again(self):
        assert self.acts.enrol() == self.enrolment

    @rule(number=st.integers(0, 2), as_text=st.booleans())
    def reads(self, number, as_text):
        self.acts.read(self.acts.lessons[number], as_text=as_text)
        self._follow()

    @rule(seconds=st.sampled_from([20, 60]))
    def plays(self, seconds):
        self.acts.play(seconds)

    @rule()
    def attends(self):
        self.acts.attend()
        self._follow()

    @rule(number=st.integers(0, 1))
    def begins_quiz(self, number):
        self.acts.begin(self.acts.modules[number])

    @rule(number=st.integers(0, 1), choice=st.sampled_from("abc"))
    def hands_in(self, number, choice):
        self.acts.hand_in(self.acts.modules[number], choice)
        self._follow()

    @rule()
    def does_all_that_is_left(self):
        self.acts.all_that_is_left()
        self._follow()

    @precondition(lambda self: self.is_complete)
    @rule()
    def begins_renewal(self):
        self.acts.tick()
        try:
            start_renewal(enrolment=self.enrolment, course=self.acts.course.page, now=self.now)
        except NothingToRenew:
            return
        self._follow()

    # --- Editors, coordinators and the clock

    @rule(number=st.integers(0, 4))
    def editor_changes(self, number):
        self.acts.change([*self.acts.lessons, *self.acts.modules][number])

    @rule(number=st.integers(0, 1))
    def editor_corrects_the_key(self, number):
        self.acts.correct_the_key(self.acts.modules[number])
        self._follow()

    @rule(decision=st.sampled_from([Decision.TAKE_BACK, Decision.TAKE_BACK, Decision.KEEP]))
    def coordinator_decides_about_a_pass(self, decision):
        regraded = RegradedAttempt.objects.undecided().order_by("pk").first()
        if regraded is None:
            return
        self.acts.tick()
        decide(regraded=regraded, decision=decision, by_id=self.acts.coordinator, now=self.now)
        self._follow()
        self._drop_renewals()

    @rule(number=st.integers(0, 9), name=st.sampled_from(["", "Zoë Ozturk", "Ai"]))
    def coordinator_issues_again(self, number, name):
        found = list(Certificate.objects.in_force().order_by("pk"))
        if not found:
            return
        self.acts.tick()
        old = found[number % len(found)]
        try:
            new = reissue(certificate=old, holder_name=name or None, now=self.now)
        except HolderErased:
            assert self.is_erased
            return
        assert not self.is_erased
        assert new.holder.name == (name or old.holder.name)

    @rule(number=st.integers(0, 9), reason=st.sampled_from(RevocationReason))
    def coordinator_revokes(self, number, reason):
        found = list(Certificate.objects.in_force().order_by("pk"))
        if not found:
            return
        self.acts.tick()
        gone = found[number % len(found)]
        revoke(certificate=gone, reason=reason, revoked_by_id=self.acts.coordinator, now=self.now)
        was_not_earned = reason == RevocationReason.NOT_EARNED
        self.worth[_pair(gone)] = NOT_EARNED if was_not_earned else WITHDRAWN
        self.revoked_by_hand = True

    @rule(days=st.sampled_from([1, 40, 330, 500]))
    def time_passes(self, days):
        self.acts.now += timedelta(days=days)

    @precondition(lambda self: not self.is_erased)
    @rule(now=st.sampled_from([True, *[False] * 5]))
    def learner_is_erased(self, now):
        """Now and then only: little can happen afterwards."""
        if not now:
            return
        erase(user=self.acts.user)
        self.is_erased = True
        self.acts.be_refused()

    # --- The worker

    @rule()
    def worker_comes_by(self):
        """Whatever died before it: afterwards everything is there."""
        self.acts.tick()
        render_waiting(now=self.now)
        named = Certificate.objects.filter(holder__isnull=False)
        assert not named.filter(file__isnull=True).exists()
        assert Badge.objects.filter(certificate__in=named).count() == named.count()
        for file in CertificateFile.objects.select_related("certificate"):
            content = bytes(file.content)
            assert hashlib.sha256(content).hexdigest() == file.certificate.pdf_sha256
            assert self.bytes.setdefault(file.certificate_id, content) == content

    @rule(stores_it=st.booleans())
    def worker_dies(self, stores_it):
        """After the document and before the badge, or before anything was stored."""
        waiting = Certificate.objects.unrendered().first()
        if waiting is None:
            return
        self.acts.tick()
        with transaction.atomic():
            assert render(certificate_id=waiting.pk, now=self.now)
            transaction.set_rollback(not stores_it)

    # --- What holds

    @invariant()
    def complete_is_what_the_rows_say(self):
        found = self.acts.enrolment()
        lessons = set(found.lessons.exclude(completed_at=None).values_list("lesson_key", flat=True))
        passed = set(found.modules.values_list("module_key", flat=True))
        everything = {page.translation_key for page in [*self.acts.lessons, *self.acts.modules]}
        assert (found.completed_at is not None) == (lessons | passed == everything)
        for module in self.acts.modules:
            attempts = Attempt.objects.filter(subject_id=self.acts.subject_id, quiz=module.quiz_id)
            counted = any(attempt.passed_now for attempt in attempts)
            assert (module.translation_key in passed) == counted

    @invariant()
    def certificates_are_those_that_were_earned(self):
        chains = defaultdict(list)
        for certificate in Certificate.objects.order_by("edition"):
            assert certificate.subject_id == self.acts.subject_id
            chains[_pair(certificate)].append(certificate)
        assert chains.keys() == self.worth.keys()
        for pair, editions in chains.items():
            assert [each.edition for each in editions] == list(range(1, len(editions) + 1))
            in_force = [each for each in editions if each.is_in_force]
            assert len(in_force) == (self.worth[pair] == STANDS), pair
            assert in_force in ([], [editions[-1]])
            for old, new in zip(editions, editions[1:], strict=False):
                assert old.superseded_by == new or old.was_not_earned
        if not self.is_complete:
            assert STANDS not in self.worth.values()
        elif not self.is_erased:
            assert STANDS in self.worth.values() or self.revoked_by_hand

    @invariant()
    def everyone_who_looks_a_code_up_reads_the_same(self):
        for certificate in Certificate.objects.all():
            found = queries.verification(certificate.code, self.now)
            assert found.status == self._status(certificate)
            if self.is_erased:
                assert found.holder_name is None
                assert bool(certificate.pdf_sha256) == bool(certificate.rendered_at)
            else:
                assert found.holder_name
        if self.is_erased:
            assert not CertificateHolder.objects.exists()
            assert not CertificateFile.objects.exists()

    # --- What is remembered

    def _follow(self):
        """What became complete, or open again, since the last look."""
        found = self.acts.enrolment()
        was_complete, self.is_complete = self.is_complete, found.completed_at is not None
        if was_complete and not self.is_complete:
            for pair in self.worth:
                self._lose(pair)
        if self.is_complete and not was_complete and not self.is_erased:
            version = known(read_outline(self.acts.course.page), found.taken)
            self._earn((version, self._renewals_of(version)))
        for renewal in found.renewals.exclude(completed_at=None).order_by("completed_at"):
            if renewal.pk not in self.renewed:
                self.renewed[renewal.pk] = self._renew(renewal)

    def _earn(self, pair):
        """A certificate that a person withdrew stays so, whoever earns it once more."""
        if self.worth.get(pair) != WITHDRAWN:
            self.worth[pair] = STANDS

    def _lose(self, pair):
        if self.worth.get(pair) == STANDS:
            self.worth[pair] = NOT_EARNED

    def _renew(self, renewal):
        """Which certificate it earned: none for who is erased, or whose own was taken away meanwhile."""
        if renewal.certificate is None:
            assert self.is_erased or STANDS not in self.worth.values()
            return None
        version = renewal.certificate.achievement_version
        assert version >= renewal.to_version
        pair = (version, self._renewals_of(version))
        if self.worth.get(pair) == STANDS and self._ends_soon(pair, renewal.completed_at):
            pair = (version, pair[1] + 1)
        self._earn(pair)
        assert _pair(renewal.certificate) == pair
        return pair

    def _drop_renewals(self):
        """A renewal of which a step is not done any more earned nothing."""
        for pk in list(self.renewed):
            if Renewal.objects.get(pk=pk).steps.filter(done_at=None).exists():
                self._lose(self.renewed[pk])
                self.renewed[pk] = None
                if Renewal.objects.get(pk=pk).completed_at is None:
                    del self.renewed[pk]

    def _renewals_of(self, version):
        return max((renewal for number, renewal in self.worth if number == version), default=0)

    def _ends_soon(self, pair, moment):
        version, renewal = pair
        found = Certificate.objects.filter(achievement_version=version, renewal=renewal)
        return found.order_by("edition").last().expires_at - NOTICE <= moment

    def _status(self, certificate):
        later = Certificate.objects.filter(
            achievement_version=certificate.achievement_version,
            renewal=certificate.renewal,
            edition__gt=certificate.edition,
        )
        if later.exists():
            return Status.REVOKED if certificate.was_not_earned else Status.SUPERSEDED
        if self.worth[_pair(certificate)] != STANDS:
            return Status.REVOKED
        return Status.EXPIRED if certificate.expires_at <= self.now else Status.VALID


def _pair(certificate):
    return certificate.achievement_version, certificate.renewal
