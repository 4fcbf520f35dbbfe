"""What this app holds about people."""

from core import personal_data

from .services import erase_subject, export_subject


def register() -> None:
    personal_data.register(
        personal_data.Holding(
            key="recordings.consents",
            what="Name of a person seen or heard in a recording, and when they agreed or took it back.",
            why="Consent (GDPR article 6.1.a): a recording is shown only while everyone in it agrees.",
            kept="As long as the recording; the moments stay as proof after the name is erased.",
            export=export_subject,
            erase=erase_subject,
        )
    )
