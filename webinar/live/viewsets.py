"""Live sessions in the admin: coordinators plan them, see who takes part, and mark who was there."""

from django.urls import path
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import (
    FieldPanel,
    FieldRowPanel,
    MultiFieldPanel,
    ObjectList,
    TitleFieldPanel,
)
from wagtail.admin.ui.tables import Column
from wagtail.admin.viewsets.model import ModelViewSet

from core.clock import now

from . import wording
from .forms import LiveSessionAdminForm
from .models import LiveSession
from .views import admin


class LiveSessionViewSet(ModelViewSet):
    model = LiveSession
    icon = "date"
    menu_order = 210
    add_to_admin_menu = True
    copy_view_enabled = False
    inspect_view_enabled = False
    index_view_class = admin.SessionIndexView
    add_view_class = admin.SessionCreateView
    edit_view_class = admin.SessionEditView
    delete_view_class = admin.SessionDeleteView
    list_display = [
        "title",
        Column(
            "starts_at", label=_("When"), accessor=wording.when, sort_key="starts_at", width="30%"
        ),
        Column("seats", label=_("Seats"), accessor=wording.seats_taken, width="15%"),
        Column(
            "state",
            label=_("State"),
            accessor=lambda session: wording.state(session, now()),
            width="15%",
        ),
    ]
    list_filter = ["published", "mode"]
    search_fields = ["title", "summary"]
    ordering = ["-starts_at"]

    edit_handler = ObjectList(
        [
            TitleFieldPanel("title", targets=["slug"]),
            FieldPanel("slug"),
            FieldPanel("summary"),
            FieldPanel("description"),
            FieldPanel("speakers"),
            MultiFieldPanel(
                [
                    FieldRowPanel([FieldPanel("starts_at"), FieldPanel("ends_at")]),
                    FieldPanel("time_known"),
                    FieldRowPanel([FieldPanel("mode"), FieldPanel("language")]),
                    FieldPanel("place"),
                    FieldPanel("join_url"),
                ],
                heading=_("When and where"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("seats"),
                    FieldRowPanel([FieldPanel("opens_at"), FieldPanel("closes_at")]),
                    FieldPanel("waiting_list"),
                    FieldPanel("reminder_hours"),
                    FieldRowPanel([FieldPanel("offer_hours"), FieldPanel("hold_minutes")]),
                ],
                heading=_("Seats and registration"),
            ),
            MultiFieldPanel(
                [
                    FieldPanel("recording"),
                    FieldPanel("recording_awaited"),
                    FieldRowPanel(
                        [FieldPanel("participants_known"), FieldPanel("participants_source")]
                    ),
                    FieldPanel("certificate_minutes"),
                ],
                heading=_("Afterwards"),
            ),
            FieldPanel("published"),
        ],
        base_form_class=LiveSessionAdminForm,
    )

    @property
    def participants_view(self):
        return self.construct_view(admin.ParticipantsView)

    @property
    def participants_file_view(self):
        return self.construct_view(admin.ParticipantsFileView)

    @property
    def attendance_view(self):
        return self.construct_view(admin.AttendanceView)

    @property
    def cancel_place_view(self):
        return self.construct_view(admin.PlaceCancelView)

    @property
    def cancel_view(self):
        return self.construct_view(admin.SessionCancelView)

    def get_common_view_kwargs(self, **kwargs):
        return super().get_common_view_kwargs(
            **{
                "participants_url_name": self.get_url_name("participants"),
                "participants_file_url_name": self.get_url_name("participants_file"),
                "attendance_url_name": self.get_url_name("attendance"),
                "cancel_place_url_name": self.get_url_name("cancel_place"),
                "cancel_url_name": self.get_url_name("cancel"),
                **kwargs,
            }
        )

    def get_urlpatterns(self):
        return [
            *super().get_urlpatterns(),
            path("<int:pk>/deelnemers/", self.participants_view, name="participants"),
            path("<int:pk>/deelnemers.csv", self.participants_file_view, name="participants_file"),
            path(
                "<int:pk>/deelnemers/<uuid:registration>/annuleren/",
                self.cancel_place_view,
                name="cancel_place",
            ),
            path("<int:pk>/aanwezigheid/", self.attendance_view, name="attendance"),
            path("<int:pk>/afgelasten/", self.cancel_view, name="cancel"),
        ]
