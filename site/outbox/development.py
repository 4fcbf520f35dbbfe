"""The mails of a development site, read from their files. Never part of a site others can reach."""

from dataclasses import dataclass
from datetime import datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from core.clock import BRUSSELS
from safety.views import acting

# The file backend puts this line after each message.
END_OF_MESSAGE = b"\n" + b"-" * 79 + b"\n"


@dataclass(frozen=True)
class MailFile:
    """One mail, as it lies in a file."""

    name: str
    written_at: datetime
    message: EmailMessage

    @property
    def text(self) -> str:
        body = self.message.get_body(preferencelist=("plain",))
        return body.get_content() if body else ""

    @property
    def attachments(self) -> list[tuple[int, str]]:
        return [
            (number, part.get_filename() or str(number))
            for number, part in enumerate(self.message.iter_attachments())
        ]


@acting
def mail_list(request: HttpRequest) -> HttpResponse:
    return render(request, "outbox/development/list.html", {"mails": _mails()})


@acting
def mail_page(request: HttpRequest, name: str) -> HttpResponse:
    return render(request, "outbox/development/mail.html", {"mail": _mail(name)})


@acting
def attachment(request: HttpRequest, name: str, number: int) -> HttpResponse:
    parts = list(_mail(name).message.iter_attachments())
    if number >= len(parts):
        raise Http404
    part = parts[number]
    response = HttpResponse(part.get_content(), content_type=part.get_content_type())
    response.headers["Content-Disposition"] = "attachment"
    return response


def _mails() -> list[MailFile]:
    """Every mail, the newest first."""
    files = sorted(_folder().glob("*.log"), key=lambda path: path.stat().st_mtime, reverse=True)
    return [mail for path in files for mail in reversed(_read(path))]


def _mail(name: str) -> MailFile:
    for mail in _mails():
        if mail.name == name:
            return mail
    raise Http404


def _folder() -> Path:
    return Path(settings.EMAIL_FILE_PATH)  # type: ignore[misc]


def _read(path: Path) -> list[MailFile]:
    """The mails of one file, the oldest first. The file backend names a file by the second and the
    address of an object, so two connections of one second can write into the same one."""
    *messages, _unfinished = path.read_bytes().replace(b"\r\n", b"\n").split(END_OF_MESSAGE)
    return [
        MailFile(
            name=f"{path.stem}-{number}",
            written_at=datetime.fromtimestamp(path.stat().st_mtime, tz=BRUSSELS),
            message=message_from_bytes(message, policy=policy.default),
        )
        for number, message in enumerate(messages, 1)
    ]
