from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

# A claim older than this is of a worker that died: the mail server's own time limit is far shorter.
CLAIM_LASTS = timedelta(minutes=10)


class OutgoingMailQuerySet(models.QuerySet):
    def waiting(self) -> "OutgoingMailQuerySet":
        """Not sent yet and not given up."""
        return self.filter(sent_at=None, given_up_at=None)

    def unclaimed(self, now: datetime) -> "OutgoingMailQuerySet":
        """In nobody's hands at this moment."""
        return self.filter(Q(claimed_at=None) | Q(claimed_at__lte=now - CLAIM_LASTS))


class OutgoingMail(models.Model):
    """A mail, written in the transaction that made it necessary and sent by the worker.

    It names a person, so it stands apart from every fact: the Subject's id is a bare number (accounts
    lies on a higher floor) and the row is deleted when the person is erased.
    """

    subject_id = models.UUIDField(null=True, blank=True, db_index=True, editable=False)
    to = models.EmailField(_("to"))
    # Of outbox.kinds; empty for what nobody can refuse because nobody registered it.
    kind = models.CharField(_("kind"), max_length=60, blank=True)
    language = models.CharField(_("language"), max_length=5)
    title = models.CharField(_("subject line"), max_length=255)
    text = models.TextField(_("text"))
    html = models.TextField("HTML", blank=True)
    attachments = models.JSONField(default=list, blank=True)
    created_at = models.DateTimeField(_("written"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    claimed_at = models.DateTimeField(_("taken up"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    last_tried_at = models.DateTimeField(_("last tried"), null=True, blank=True)
    given_up_at = models.DateTimeField(_("given up"), null=True, blank=True)
    last_error = models.CharField(_("last error"), max_length=200, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mails")
        ordering = ["-created_at", "-pk"]
        permissions = [("retry_outgoingmail", _("Can have a mail tried again"))]
        constraints = [
            models.CheckConstraint(
                condition=Q(sent_at=None) | Q(given_up_at=None),
                name="a_mail_is_sent_or_given_up_not_both",
            )
        ]
        indexes = [models.Index(fields=["sent_at", "created_at"], name="mails_waiting_to_be_sent")]

    def __str__(self) -> str:
        return f"{self.pk}"


class RefusedMail(models.Model):
    """Somebody does not want one kind of mail. It exists only while they do not."""

    subject_id = models.UUIDField(editable=False)
    kind = models.CharField(_("kind"), max_length=60)
    since = models.DateTimeField(_("since"))

    class Meta:
        verbose_name = _("refused mail")
        verbose_name_plural = _("refused mails")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "subject_id"], name="a_kind_of_mail_is_refused_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.pk}"


class HandedOver(models.Model):
    """One Subject became another. A link in a mail to the first still speaks for the second."""

    gone = models.UUIDField(unique=True, editable=False)
    kept = models.UUIDField(db_index=True, editable=False)

    class Meta:
        verbose_name = _("Subject handed over")
        verbose_name_plural = _("Subjects handed over")

    def __str__(self) -> str:
        return f"{self.pk}"
