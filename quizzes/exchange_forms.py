"""The shape of what the screens of import and export send."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from .exchange.formats import Format
from .exchange.limits import FILE_BYTES, MEGABYTE
from .export_file import questions_of
from .models import Question, Quiz


class ImportForm(forms.Form):
    file = forms.FileField(label=_("File"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = gettext(
            "GIFT, Moodle XML, Aiken, or QTI 2.x or 3.0 (one item, or a package as a zip). In UTF-8, "
            "at most %(megabytes)s MB."
        ) % {"megabytes": FILE_BYTES // MEGABYTE}


class ExportForm(forms.Form):
    """Which questions, and in which format; `questions` says which they are."""

    ALL, QUIZ, TAG, CHOSEN = "all", "quiz", "tag", "chosen"
    WHICH = [
        (ALL, _("All questions")),
        (QUIZ, _("The questions of a quiz")),
        (TAG, _("The questions with a tag")),
        (CHOSEN, _("The questions chosen below")),
    ]

    format = forms.ChoiceField(
        label=_("Format"),
        choices=[(each.value, each.label) for each in Format],
        initial=Format.MOODLE_XML.value,
        widget=forms.RadioSelect,
    )
    which = forms.ChoiceField(
        label=_("Which questions"), choices=WHICH, initial=ALL, widget=forms.RadioSelect
    )
    quiz = forms.ModelChoiceField(
        Quiz.objects.of_editors().order_by("title"),
        label=_("Quiz"),
        required=False,
        to_field_name="key",
    )
    tag = forms.ModelChoiceField(
        Tag.objects.none(), label=_("Tag"), required=False, to_field_name="slug"
    )
    chosen = forms.ModelMultipleChoiceField(
        Question.objects.order_by("key"),
        label=_("Questions"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tag = self.fields["tag"]
        assert isinstance(tag, forms.ModelChoiceField)
        tag.queryset = (
            Tag.objects.filter(quizzes_questiontag_items__isnull=False).distinct().order_by("name")
        )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        which = cleaned.get("which", "")
        wanted = which in (self.QUIZ, self.TAG, self.CHOSEN) and which not in self.errors
        if wanted and not cleaned.get(which):
            self.add_error(which, _("Choose at least one."))
        return cleaned

    def questions(self) -> QuerySet[Question]:
        """The questions asked for, those of a quiz in the order in which it asks them."""
        match self.cleaned_data["which"]:
            case self.QUIZ:
                return questions_of(self.cleaned_data["quiz"])
            case self.TAG:
                return Question.objects.filter(tags=self.cleaned_data["tag"]).order_by("key")
            case self.CHOSEN:
                return self.cleaned_data["chosen"]
        return Question.objects.order_by("key")
