"""Recordings, captions and slides in the admin."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    InlinePanel,
    MultiFieldPanel,
    ObjectList,
    TabbedInterface,
)
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.base import ViewSetGroup
from wagtail.admin.viewsets.model import ModelViewSet

from core.clock import now

from . import wording
from .forms import CaptionTrackForm, RecordingForm, SlideForm
from .intake_viewset import IntakeViewSet
from .models import CaptionTrack, Recording, Slide
from .views import admin


class RecordingViewSet(ModelViewSet):
    model = Recording
    icon = "media"
    menu_label = _("Recordings")
    copy_view_enabled = False
    inspect_view_enabled = False
    edit_view_class = admin.RecordingEditView
    list_display = [
        "title",
        Column("duration", label=_("Duration"), accessor=wording.duration, width="12%"),
        Column(
            "state",
            label=_("State"),
            accessor=lambda recording: wording.state(recording, now()),
            width="25%",
        ),
    ]
    list_filter = ["audience", "language"]
    search_fields = ["title"]
    edit_handler = TabbedInterface(
        [
            ObjectList(
                [
                    FieldPanel("title"),
                    FieldPanel("language"),
                    FieldRowPanel([FieldPanel("deck"), FieldPanel("slides_in_picture")]),
                    MultiFieldPanel(
                        [FieldPanel("voice_is_synthetic"), FieldPanel("voice_statement")],
                        heading=_("Voice"),
                    ),
                ],
                heading=_("Recording"),
            ),
            ObjectList(
                [
                    InlinePanel(
                        "chapters",
                        label=_("Chapter"),
                        panels=[
                            FieldRowPanel([FieldPanel("start_ms"), FieldPanel("title")]),
                            FieldPanel("content_warning"),
                            FieldRowPanel([FieldPanel("skip_from_ms"), FieldPanel("skip_to_ms")]),
                        ],
                    )
                ],
                heading=_("Chapters"),
            ),
            ObjectList(
                [
                    FieldPanel("audience"),
                    FieldPanel("visible_until"),
                    FieldPanel("nobody_is_recorded"),
                    InlinePanel(
                        "consents",
                        label=_("Consent"),
                        heading=_("Who is seen or heard"),
                        panels=[
                            FieldPanel("name"),
                            FieldRowPanel([FieldPanel("given_at"), FieldPanel("withdrawn_at")]),
                        ],
                    ),
                ],
                heading=_("Who may see it"),
            ),
        ],
        base_form_class=RecordingForm,
    )

    @property
    def visibility_view(self):
        return self.construct_view(
            admin.VisibilityView,
            edit_url_name=self.get_url_name("edit"),
            index_url_name=self.get_url_name("index"),
        )

    def get_edit_view_kwargs(self, **kwargs: object) -> dict:
        return super().get_edit_view_kwargs(
            **{"visibility_url_name": self.get_url_name("visibility"), **kwargs}
        )

    def get_urlpatterns(self) -> list:
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/zichtbaarheid/", self.visibility_view, name="visibility"),
        ]


class CaptionTrackViewSet(ModelViewSet):
    model = CaptionTrack
    icon = "openquote"
    menu_label = _("Captions")
    copy_view_enabled = False
    inspect_view_enabled = False
    list_display = ["recording", "language", "kind"]
    list_filter = ["language", "kind"]
    edit_handler = ObjectList(
        [
            FieldPanel("recording"),
            FieldRowPanel([FieldPanel("language"), FieldPanel("kind")]),
            FieldPanel("text"),
            FieldPanel("file"),
        ],
        base_form_class=CaptionTrackForm,
    )


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
        CaptionTrackViewSet("ondertitels"),
        SlideViewSet("dias"),
    )
