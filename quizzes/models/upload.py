import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _

from accounts.models import Subject


class QuestionUpload(models.Model):
    """A file with questions between its dry run and its confirmation; gone after either, or a day.

    It stands in the database, so that confirming twice finds it once, on every server.
    """

    public_id = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    subject = models.ForeignKey(Subject, on_delete=models.CASCADE, related_name="question_uploads")
    name = models.CharField(_("file name"), max_length=200)
    content = models.BinaryField(_("content"))
    uploaded_at = models.DateTimeField(_("uploaded"), db_index=True)

    class Meta:
        verbose_name = _("uploaded file with questions")
        verbose_name_plural = _("uploaded files with questions")
        ordering = ["uploaded_at"]

    def __str__(self) -> str:
        return str(self.public_id)
