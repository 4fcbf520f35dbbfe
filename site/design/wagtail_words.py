"""Words of Wagtail's own admin that this site says otherwise.

The message files of the site come before Wagtail's: what is named here is translated there, in every
language and wherever Wagtail says it. Nothing imports this file; the message files are made from it.
"""

from django.utils.translation import gettext_noop as _
from django.utils.translation import ngettext_lazy

SAID_OTHERWISE = (
    # Looking at what nobody edits; nobody here is an inspector.
    _("Inspect"),
    # Left in English, or in Dutch with an English space in one word.
    _("Content metrics"),
    _("Content type"),
    _("Default"),
    _("New workflow task"),
    _("Page type"),
    _("Page types"),
    _("Source title"),
    _("Workflow tasks"),
    # Of the filters of lists, whose package brings its words for Django's own admin only.
    _("is greater than or equal to"),
    _("is less than or equal to"),
    # In Dutch it named a button that is called otherwise.
    _(
        'This publishing schedule will only take effect after you select the "Schedule to publish" option'
    ),
)

# A space is missing in Wagtail's Dutch or French.
RUN_TOGETHER = (
    _("%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s"),
    _(
        "%(start_index)s-%(end_index)s of %(items_count)s %(model_name)s in '<span "
        'class="w-title-ellipsis">%(title)s</span>\'.'
    ),
    _("%(action)s by <b>%(who)s</b> at <b>%(at)s</b>"),
    _('%(editor)s has updated comments on "%(title)s"'),
    _('%(editor)s has updated comments on "%(title)s".'),
    _("%(related_model_name)s %(field_label)s"),
    _("%(status_display)s %(task_name)s %(started_at)s"),
    _("Are you sure you want to delete %(count)s %(snippet_type_name)s?"),
    _("Delete %(snippet_type_name)s"),
    _("Editing %(object_type)s %(title)s"),
    _(
        "This page hasn't been translated yet. It is mirroring the <a "
        'href="%(edit_original_page_url)s" target="_blank">%(original_locale)s page</a>.'
    ),
    _("Translation of %(instance)s into %(locale)s"),
    ngettext_lazy(
        "It will also delete %(translation_count)s translations and their combined "
        "%(translation_descendant_count)s translated child page.",
        "It will also delete %(translation_count)s translations and their combined "
        "%(translation_descendant_count)s translated child pages.",
        "translation_descendant_count",
    ),
    ngettext_lazy(
        '%(total)s Image <span class="w-sr-only">created in %(site_name)s</span>',
        '%(total)s Images <span class="w-sr-only">created in %(site_name)s</span>',
        "total",
    ),
    ngettext_lazy(
        '%(total)s Page <span class="w-sr-only">created in %(site_name)s</span>',
        '%(total)s Pages <span class="w-sr-only">created in %(site_name)s</span>',
        "total",
    ),
    ngettext_lazy(
        "%(count)d %(model_name)s deleted.", "%(count)d %(model_name)s deleted.", "count"
    ),
    ngettext_lazy(
        "%(num_parent_objects)d user has been marked as inactive",
        "%(num_parent_objects)d users have been marked as inactive",
        "num_parent_objects",
    ),
)
