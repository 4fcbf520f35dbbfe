"""What an editor may fill in about a claim, and what follows from it."""

import secrets

from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

VOUCHING = frozenset({"source", "source_code", "confirmed_by", "confirmed_on"})
CONFIRMATION = frozenset({"confirmed_by", "confirmed_on"})


class ClaimForm(WagtailAdminModelForm):
    """A confirmation belongs to the value it was given for.

    Someone who changes a value and says in the same breath neither where it comes from nor who checked
    it, has a value that nobody vouches for: it is held back until someone does. Someone who gives a
    reason to hold a value back ends its confirmation: a wrong number goes in one act.
    """

    def _post_clean(self) -> None:
        if self.is_bound and not self.errors:
            self._settle_confirmation()
            self._give_key()
        super()._post_clean()

    def _settle_confirmation(self) -> None:
        data, changed = self.cleaned_data, set(self.changed_data)
        is_new = self.instance._state.adding
        is_other = "value" in changed and not is_new
        is_doubted = "held_back_because" in changed and bool(data["held_back_because"])
        if (is_other or is_doubted) and not changed & CONFIRMATION:
            data["confirmed_by"], data["confirmed_on"] = "", None
        if is_other and not changed & VOUCHING and not data.get("held_back_because"):
            data["held_back_because"] = _("The value was changed and not checked since.")
        if is_new or changed & (CONFIRMATION | {"value", "held_back_because"}):
            self.instance.confirmed_value = data["value"] if data.get("confirmed_by") else ""

    def _give_key(self) -> None:
        """Where the form does not ask for a key (below a service), a new claim gets one."""
        if "key" not in self.fields and not self.instance.key:
            self.instance.key = (
                f"{self.cleaned_data.get('field') or 'claim'}-{secrets.token_hex(5)}"
            )
