"""allauth's signal says when a mail address is confirmed (another package's, so it may serve)."""

from allauth.account.models import EmailAddress
from allauth.account.signals import email_confirmed
from django.dispatch import receiver

from . import services


@receiver(email_confirmed, dispatch_uid="accounts.join_guests")
def join_guests(email_address: EmailAddress, **kwargs: object) -> None:
    services.welcome_guests(user=email_address.user, email=email_address.email)
