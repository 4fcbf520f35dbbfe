"""Where allauth meets our house: its mails go through the outbox."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from django.utils.translation import get_language

from core.clock import now
from outbox.services import write

from .models import User


class AccountAdapter(DefaultAccountAdapter):
    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        message = self.render_mail(template_prefix, email, context | {"email": email})
        html = next((body for body, kind in message.alternatives if kind == "text/html"), "")
        user = context.get("user")
        write(
            to=email,
            title=message.subject,
            text=message.body,
            html=str(html),
            language=get_language() or "nl",
            subject_id=user.subject_id if isinstance(user, User) else None,
            attachments=(),
            now=now(),
        )

    def save_user(
        self, request: HttpRequest, user: User, form: object, commit: bool = True
    ) -> User:
        user = super().save_user(request, user, form, commit=False)
        user.name = form.cleaned_data["name"]  # type: ignore[attr-defined]
        user.language = get_language() or "nl"
        if commit:
            user.save()
        return user
