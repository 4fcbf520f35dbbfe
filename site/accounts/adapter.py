"""Where allauth meets our house: its mails go through the outbox."""

import hashlib
from types import SimpleNamespace
from urllib.parse import urlsplit, urlunsplit

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from django.conf import settings
from django.core.cache import cache
from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from core.clock import now
from design.navigation import in_present_language
from outbox.services import write

from . import strangers
from .mail_kinds import ACCOUNT_MAILS
from .models import User

# What anybody can have mailed to any address, by typing it into a form.
ASKED_BY_ANYBODY = (
    "account/email/account_already_exists",
    "account/email/email_confirmation",
    "account/email/password_reset_key",
    "account/email/unknown_account",
)
MOST_AN_HOUR = 5
# Goes to addresses that never had to do with this site: whoever has a list of them and a script could
# otherwise have it write to each. No account waits for one.
TO_STRANGERS = "account/email/unknown_account"
MOST_STRANGERS_AN_HOUR = 60


class AccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("This mail address and password do not belong together."),
        "too_many_login_attempts": _("Tried too often. Wait a few minutes, then try again."),
        "rate_limited": _("Asked too often. Wait a few minutes, then try again."),
    }

    def send_mail(self, template_prefix: str, email: str, context: dict) -> None:
        """Write the mail; the subject line is a neutral sentence without the name of the site.

        Its links lead to the site's own address, whichever host the request named. What a stranger
        can ask for is written a few times an hour; whoever asks more often reads the same answer.
        """
        if template_prefix.startswith(ASKED_BY_ANYBODY) and not may_ask_again(email):
            return
        if template_prefix.startswith(TO_STRANGERS) and not may_write_to_a_stranger():
            return
        moment = now()
        if template_prefix.startswith(ASKED_BY_ANYBODY) and not strangers.may_be_written_to(
            email, moment
        ):
            return
        context = {
            name: at_our_address(value) if name.endswith("_url") else value
            for name, value in context.items()
        }
        site = SimpleNamespace(name=settings.WAGTAIL_SITE_NAME, domain=settings.SITE_URL)
        message = self.render_mail(
            template_prefix, email, context | {"email": email, "current_site": site}
        )
        html = next((body for body, kind in message.alternatives if kind == "text/html"), "")
        user = context.get("user")
        write(
            to=email,
            title=message.subject,
            text=message.body,
            html=str(html),
            language=get_language() or settings.LANGUAGE_CODE,
            subject_id=user.subject_id if isinstance(user, User) else None,
            attachments=(),
            kind=ACCOUNT_MAILS,
            now=moment,
        )

    def format_email_subject(self, subject: str) -> str:
        return subject

    def save_user(
        self, request: HttpRequest, user: User, form: object, commit: bool = True
    ) -> User:
        """Store the new account; of two sign-ups at once with one address the second changes nothing.

        It is answered as the first: look in your mail.
        """
        user = super().save_user(request, user, form, commit=False)
        user.name = form.cleaned_data["name"]  # type: ignore[attr-defined]
        user.language = get_language() or settings.LANGUAGE_CODE
        if commit:
            try:
                with transaction.atomic():
                    user.save()
            except IntegrityError as taken:
                sent = redirect("account_email_verification_sent")
                raise ImmediateHttpResponse(sent) from taken
        return user

    def get_login_redirect_url(self, request: HttpRequest) -> str:
        """The learner's own place, in the language of the address that was signed in at."""
        return in_present_language(settings.LOGIN_REDIRECT_URL)

    def get_logout_redirect_url(self, request: HttpRequest) -> str:
        return in_present_language(settings.LOGOUT_REDIRECT_URL)


def at_our_address(url: str) -> str:
    """The same page below SITE_URL: who asks for a mail must not choose where its links lead."""
    parts = urlsplit(url)
    return settings.SITE_URL + urlunsplit(("", "", parts.path, parts.query, parts.fragment))


def may_ask_again(email: str) -> bool:
    """Takes one of the places that an address has for an hour; nobody's mailbox is filled from here."""
    digest = hashlib.sha256(email.lower().encode()).hexdigest()
    return _takes_a_place(f"accounts.asked:{digest}", MOST_AN_HOUR)


def may_write_to_a_stranger() -> bool:
    """Takes one of the places that the whole site has for an hour."""
    return _takes_a_place("accounts.strangers", MOST_STRANGERS_AN_HOUR)


def _takes_a_place(name: str, count: int) -> bool:
    places = (f"{name}:{number}" for number in range(count))
    return any(cache.add(place, True, timeout=3600) for place in places)
