"""How an editor picks a recording, or something from the library, for a lesson."""

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.tables import Column
from wagtail.admin.views.generic.chooser import ChooseResultsView, ChooseView, ChosenView
from wagtail.admin.viewsets.chooser import ChooserViewSet
from wagtail.admin.widgets import BaseChooser

from core.clock import now
from webinar.recordings import wording
from webinar.recordings.models import Recording


class ShowsWhatTellsApart:
    """Two recordings may have one title: beside it stands what tells them apart."""

    @property
    def columns(self) -> list[Column]:
        return [
            *super().columns,  # type: ignore[misc]
            Column("language", label=_("Language"), accessor="get_language_display"),
            Column("duration", label=_("Duration"), accessor=wording.duration),
            Column("created_at", label=_("Added"), accessor=wording.added),
            Column("state", label=_("State"), accessor=lambda one: wording.state(one, now())),
        ]

    def get_object_list(self) -> QuerySet[Recording]:
        return Recording.standing.select_related("cut_list").prefetch_related("consents")


class ChooseRecordingView(ShowsWhatTellsApart, ChooseView):
    pass


class ChooseRecordingResultsView(ShowsWhatTellsApart, ChooseResultsView):
    pass


class NamedApart:
    """What was chosen is named as it was found."""

    def get_display_title(self, instance: Recording) -> str:
        return wording.told_apart(instance)


class ChosenRecordingView(NamedApart, ChosenView):
    pass


class ChosenRecording(NamedApart, BaseChooser):
    pass


class RecordingChooserViewSet(ChooserViewSet):
    model = "recordings.Recording"
    icon = "media"
    choose_one_text = _("Choose a recording")
    choose_another_text = _("Choose another recording")
    page_title = _("Choose a recording")
    per_page = 20
    choose_view_class = ChooseRecordingView
    choose_results_view_class = ChooseRecordingResultsView
    chosen_view_class = ChosenRecordingView
    base_widget_class = ChosenRecording


recording_chooser = RecordingChooserViewSet("recording_chooser", url_prefix="recording-chooser")


class ResourceChooserViewSet(ChooserViewSet):
    model = "learning.Resource"
    icon = "doc-full-inverse"
    choose_one_text = _("Choose from the library")
    choose_another_text = _("Choose something else from the library")
    page_title = _("Choose from the library")
    per_page = 20


resource_chooser = ResourceChooserViewSet("resource_chooser", url_prefix="resource-chooser")


class QuestionChooserViewSet(ChooserViewSet):
    model = "quizzes.Question"
    icon = "help"
    choose_one_text = _("Choose a question")
    choose_another_text = _("Choose another question")
    page_title = _("Choose a question")
    per_page = 20


question_chooser = QuestionChooserViewSet("question_chooser", url_prefix="question-chooser")
