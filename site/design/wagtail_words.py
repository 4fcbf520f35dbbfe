"""Words of Wagtail's own admin that this site says otherwise.

The message files of the site come before Wagtail's: what is named here is translated there, in every
language and wherever Wagtail says it.
"""

from django.utils.translation import gettext_noop as _

SAID_OTHERWISE = (
    # Looking at what nobody edits; nobody here is an inspector.
    _("Inspect"),
    # In Dutch it named a button that is called otherwise.
    _(
        'This publishing schedule will only take effect after you select the "Schedule to publish" option'
    ),
)
