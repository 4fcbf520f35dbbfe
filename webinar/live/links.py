"""The addresses of one registration: for somebody signed in, or for a guest with a link of their own."""

from dataclasses import dataclass

from django.urls import reverse

from . import tokens
from .models import LiveSession, Registration


@dataclass(frozen=True)
class Links:
    home: str
    calendar: str
    join: str
    cancel: str
    accept: str
    decline: str
    # Of a guest: somebody with an account has a page for this.
    copy: str = ""
    erase: str = ""


def account_links(session: LiveSession) -> Links:
    def address(name: str) -> str:
        return reverse(f"live:{name}", args=[session.slug])

    return Links(
        home=address("session"),
        calendar=address("calendar"),
        join=address("join"),
        cancel=address("cancel"),
        accept=address("accept"),
        decline=address("decline"),
    )


def guest_links(session: LiveSession, registration: Registration) -> Links:
    token = tokens.sign(registration.public_id, tokens.MANAGE)

    def address(name: str) -> str:
        return reverse(f"live:{name}", args=[session.slug, token])

    return Links(
        home=address("guest"),
        calendar=address("guest_calendar"),
        join=address("guest_join"),
        cancel=address("guest_cancel"),
        accept=address("guest_accept"),
        decline=address("guest_decline"),
        copy=address("guest_copy"),
        erase=address("guest_erase"),
    )
