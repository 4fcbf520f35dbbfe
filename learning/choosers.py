"""How an editor picks a recording, or something from the library, for a lesson."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.viewsets.chooser import ChooserViewSet


class RecordingChooserViewSet(ChooserViewSet):
    model = "recordings.Recording"
    icon = "media"
    choose_one_text = _("Choose a recording")
    choose_another_text = _("Choose another recording")
    page_title = _("Choose a recording")
    per_page = 20


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
