"""The words of the screen on which a page is translated; they come to its script as a file of their own."""

from django.utils.translation import gettext
from django.utils.translation import gettext_noop as _
from django.views.i18n import JavaScriptCatalog

SAID_OTHERWISE = (
    # The name of a language follows.
    _("Publish in "),
    # A space is missing in Dutch.
    _("Revert to %s version"),
)


class TranslationWords(JavaScriptCatalog):
    """As wagtail-localize gives them, but no word runs into the value that follows it."""

    packages = ["wagtail_localize"]

    def get_catalog(self) -> dict:
        words = super().get_catalog()
        ours = {english: gettext(english) for english in SAID_OTHERWISE}
        # What ends in a space in English is followed by a value; translators dropped the space.
        return {
            english: f"{said.rstrip()} " if english.endswith(" ") else said
            for english, said in (words | ours).items()
        }
