"""What a password must be, said to a professional; what is refused stays Django's own rule."""

from django.contrib.auth import password_validation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext


class LongEnough(password_validation.MinimumLengthValidator):
    def get_error_message(self) -> str:
        return ngettext(
            "This password is too short: take at least %(length)d character.",
            "This password is too short: take at least %(length)d characters.",
            self.min_length,
        ) % {"length": self.min_length}

    def get_help_text(self) -> str:
        return ngettext(
            "At least %(length)d character. A sentence of a few words is easy to remember.",
            "At least %(length)d characters. A sentence of a few words is easy to remember.",
            self.min_length,
        ) % {"length": self.min_length}


class UnlikeThePerson(password_validation.UserAttributeSimilarityValidator):
    def get_help_text(self) -> str:
        return _("Not your name or your mail address.")


class NotCommon(password_validation.CommonPasswordValidator):
    def get_help_text(self) -> str:
        return _("Not a password that many people use.")
