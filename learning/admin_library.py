"""The library in the admin: editors add what there is, also before the file is there."""

from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TitleFieldPanel,
)
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.admin.views.generic import CreateView, DeleteView, EditView
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.log_actions import log

from . import services
from .models import Resource


class SavesResource:
    form: ModelForm
    request: HttpRequest
    log_action = "wagtail.edit"

    def save_instance(self) -> Resource:
        resource = services.save_resource(resource=self.form.instance)
        log(instance=resource, action=self.log_action, user=self.request.user)
        return resource


class ResourceCreateView(SavesResource, CreateView):
    log_action = "wagtail.create"


class ResourceEditView(SavesResource, EditView):
    pass


class ResourceDeleteView(DeleteView):
    def delete_action(self) -> None:
        services.remove_resource(resource=self.object)


class ResourceViewSet(ModelViewSet):
    model = Resource
    icon = "doc-full-inverse"
    menu_label = _("Library")
    menu_order = 230
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = False
    add_view_class = ResourceCreateView
    edit_view_class = ResourceEditView
    delete_view_class = ResourceDeleteView
    list_display = [
        "title",
        Column("kind", label=_("Kind"), accessor="get_kind_display", sort_key="kind"),
        Column("version", label=_("Version")),
        BooleanColumn("has_file", label=_("File"), accessor=lambda one: not one.is_awaited),
        BooleanColumn("is_published", label=_("Published")),
    ]
    list_filter = ["kind", "is_published", "download_by"]
    search_fields = ["title", "summary"]
    edit_handler = ObjectList(
        [
            TitleFieldPanel("title", targets=["slug"]),
            FieldPanel("slug"),
            FieldRowPanel([FieldPanel("kind"), FieldPanel("language")]),
            FieldPanel("summary"),
            FieldPanel("audience"),
            MultiFieldPanel(
                [
                    FieldPanel("file"),
                    FieldRowPanel([FieldPanel("version"), FieldPanel("version_date")]),
                    FieldPanel("changes"),
                ],
                heading=_("Version"),
            ),
            MultiFieldPanel(
                [FieldPanel("made_by"), FieldPanel("licence"), FieldPanel("download_by")],
                heading=_("Rights"),
            ),
            FieldPanel("is_published"),
        ]
    )
