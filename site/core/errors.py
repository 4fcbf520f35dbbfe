"""Refusals: what a user may be told. Anything else that is raised is a bug."""

from typing import TYPE_CHECKING

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django_stubs_ext import StrPromise


class Refusal(Exception):
    """A rule said no; `message` is a whole sentence for the user, in the user's language."""

    message: "str | StrPromise" = _("This is not possible.")

    def __init__(self, message: "str | StrPromise | None" = None) -> None:
        if message is not None:
            self.message = message
        super().__init__(self.message)

    def __str__(self) -> str:
        return str(self.message)


class SavedMeanwhile(Refusal):
    message = _(
        "Someone else saved while you were working. Nothing of yours is lost: look at both, then "
        "choose."
    )
