"""Recordings, captions and slides in the admin."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
)
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from core.clock import now
from design.two_editors import TwoEditorsEditView

from . import wording, workbench_urls
from .forms import RecordingForm, SlideForm
from .intake_viewset import IntakeViewSet
from .models import Recording, Slide
from .views import admin


class RecordingViewSet(ModelViewSet):
    model = Recording
    icon = "media"
    menu_label = _("Recordings")
    copy_view_enabled = False
    inspect_view_enabled = False
    index_view_class = admin.RecordingIndexView
    edit_view_class = admin.RecordingEditView
    list_display = [
        "title",
        Column("language", label=_("Language"), accessor="get_language_display", width="12%"),
        Column("duration", label=_("Duration"), accessor=wording.duration, width="10%"),
        Column(
            "created_at",
            label=_("Added"),
            accessor=wording.added,
            sort_key="created_at",
            width="12%",
        ),
        Column(
            "state",
            label=_("State"),
            accessor=lambda recording: wording.state(recording, now()),
            width="25%",
        ),
    ]
    list_filter = ["audience", "language"]
    search_fields = ["title"]
    edit_handler = ObjectList(
        [
            FieldPanel("title"),
            FieldPanel("language"),
            FieldRowPanel([FieldPanel("deck"), FieldPanel("slides_in_picture")]),
            MultiFieldPanel(
                [FieldPanel("voice_is_synthetic"), FieldPanel("voice_statement")],
                heading=_("Voice"),
            ),
        ],
        base_form_class=RecordingForm,
    )

    def get_urlpatterns(self) -> list:
        return [*super().get_urlpatterns(), *workbench_urls.urlpatterns]


class SlideViewSet(ModelViewSet):
    """The words around each slide; the picture itself comes from the PDF."""

    model = Slide
    icon = "image"
    menu_label = _("Slides")
    copy_view_enabled = False
    inspect_view_enabled = False
    list_display = ["deck", "number", "title"]
    list_filter = ["deck"]
    search_fields = ["title", "text", "notes"]
    edit_view_class = TwoEditorsEditView
    ordering = ["deck", "number"]
    edit_handler = ObjectList(
        [FieldPanel("title"), FieldPanel("alt"), FieldPanel("notes")], base_form_class=SlideForm
    )


class RecordingsGroup(ViewSetGroup):
    menu_label = _("Recordings")
    menu_icon = "media"
    menu_order = 220
    items = (
        IntakeViewSet("opladen"),
        RecordingViewSet("opnames"),
        SlideViewSet("dias"),
    )
