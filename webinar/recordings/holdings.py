"""What this app holds about people."""

from django.utils.translation import gettext_lazy as _

from core.personal_data import Holding

from .services import erase_subject, erase_uploads, export_subject, export_uploads

HOLDINGS = (
    Holding(
        key="recordings.consents",
        what=_(
            "Name of a person seen or heard in a recording, and when they agreed or took it back"
        ),
        why=_(
            "Consent (GDPR article 6.1.a): a recording is shown only while everyone in it agrees."
        ),
        kept=_("As long as the recording; the moments stay as proof after the name is erased."),
        export=export_subject,
        erase=erase_subject,
    ),
    Holding(
        key="recordings.uploads",
        what=_("Names of files that someone began to upload, and when"),
        why=_("So that a broken upload can be finished."),
        kept=_(
            "Until the file is taken in or removed, four days at most after the last piece of it."
        ),
        export=export_uploads,
        erase=erase_uploads,
    ),
)
