"""Signing in. Apart from forms.py: allauth's own forms read that file while they are made."""

from allauth.account.forms import LoginForm
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):
    """allauth's form; staying signed in is a choice that warns of a device others use too."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["remember"].label = _("Stay signed in")
        self.fields["remember"].help_text = _("Not on a device that others use too.")
