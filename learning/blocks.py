"""What a lesson is made of. Blocks of directory (services, claims) come from there."""

from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.snippets.blocks import SnippetChooserBlock

from directory.blocks import SHORT_FEATURES, KeyPointBlock, ServicesBlock
from webinar.recordings.fields import TimecodeField

from .choosers import question_chooser, recording_chooser, resource_chooser
from .slides import slides_between

TEXT_FEATURES = [
    "h2",
    "bold",
    "italic",
    "superscript",
    "ol",
    "ul",
    "link",
    "document-link",
    # The inline claim of directory: a sentence that hangs on a number, an article or opening hours.
    "claim",
]

RecordingChooserBlock = recording_chooser.get_block_class(
    name="RecordingChooserBlock", module_path="learning.blocks"
)
QuestionChooserBlock = question_chooser.get_block_class(
    name="QuestionChooserBlock", module_path="learning.blocks"
)

ResourceChooserBlock = resource_chooser.get_block_class(
    name="ResourceChooserBlock", module_path="learning.blocks"
)


class TimecodeBlock(blocks.FieldBlock):
    """A place in a recording; the value is in milliseconds."""

    def __init__(self, required: bool = True, help_text: Any = None, **kwargs: Any) -> None:
        self.field_options = {"required": required, "help_text": help_text}
        super().__init__(**kwargs)

    @cached_property
    def field(self) -> forms.Field:
        return TimecodeField(**self.field_options)

    def value_from_form(self, value: Any) -> Any:
        return value

    class Meta:
        icon = "time"
        default = 0


class MomentQuestionBlock(blocks.StructBlock):
    """A question of the bank that belongs to a moment: asked there, or only led back to."""

    question = QuestionChooserBlock(label=_("Question"))
    at = TimecodeBlock(
        label=_("At"), help_text=_("Where it is asked: just after it was explained.")
    )
    look_from = TimecodeBlock(
        label=_("Explained from"),
        required=False,
        default=None,
        help_text=_("Where somebody who wants to look again begins. Empty: half a minute before."),
    )
    asks = blocks.BooleanBlock(
        label=_("Ask it during the recording"),
        required=False,
        default=True,
        help_text=_("Without this mark the result of a quiz only leads back to this moment."),
    )

    class Meta:
        label = _("Question at a moment")
        icon = "help"


class SegmentBlock(blocks.StructBlock):
    recording = RecordingChooserBlock(label=_("Recording"))
    start = TimecodeBlock(label=_("From"), help_text=_("Minutes and seconds, such as 12:04."))
    end = TimecodeBlock(label=_("To"))
    questions = blocks.ListBlock(
        MomentQuestionBlock(), label=_("Questions at a moment"), default=[], collapsed=True
    )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        # A draft may leave out what is required; a segment without its times cannot be shown.
        missing = [name for name in ("start", "end") if cleaned[name] is None]
        if missing:
            unreadable = ValidationError(TimecodeField.default_error_messages["timecode"])
            raise blocks.StructBlockValidationError(block_errors=dict.fromkeys(missing, unreadable))
        if cleaned["end"] <= cleaned["start"]:
            raise blocks.StructBlockValidationError(
                block_errors={"end": ValidationError(_("The end comes after the start."))}
            )
        _refuse_moments_outside(cleaned)
        return cleaned

    class Meta:
        label = _("Fragment of a recording")
        icon = "media"


def _refuse_moments_outside(segment: Any) -> None:
    """Every moment of a question lies within the fragment."""
    outside = ValidationError(_("This moment lies outside the fragment."))
    errors = {}
    for place, item in enumerate(segment["questions"]):
        wrong = [
            name
            for name in ("at", "look_from")
            if item[name] is not None and not segment["start"] <= item[name] <= segment["end"]
        ]
        if item["at"] is None:
            wrong.append("at")
        if wrong:
            errors[place] = blocks.StructBlockValidationError(dict.fromkeys(wrong, outside))
    if errors:
        listed = blocks.ListBlockValidationError(block_errors=errors)
        raise blocks.StructBlockValidationError(block_errors={"questions": listed})


class SlidesBlock(blocks.StructBlock):
    """Some slides of a recording, to look at without playing it."""

    recording = RecordingChooserBlock(label=_("Recording"))
    first = blocks.IntegerBlock(label=_("From slide"), min_value=1, default=1)
    last = blocks.IntegerBlock(label=_("To slide"), min_value=1, default=1)

    def get_context(self, value: blocks.StructValue, parent_context: dict | None = None) -> dict:
        context = super().get_context(value, parent_context=parent_context)
        context["slides"] = slides_between(value["recording"], value["first"], value["last"])
        return context

    class Meta:
        label = _("Slides")
        icon = "image"
        template = "learning/blocks/slides.html"


class ContentWarningBlock(blocks.StructBlock):
    text = blocks.RichTextBlock(label=_("What may be hard to read"), features=SHORT_FEATURES)

    class Meta:
        label = _("Content warning")
        icon = "warning"
        template = "learning/blocks/content_warning.html"


class CaseBlock(blocks.StructBlock):
    """An invented case. The page always says that it is invented, and lets the reader skip it."""

    title = blocks.CharBlock(label=_("Title"), required=False)
    story = blocks.RichTextBlock(label=_("Story"), features=SHORT_FEATURES)
    questions = blocks.RichTextBlock(
        label=_("To discuss"),
        features=["bold", "italic", "ol", "ul", "claim"],
        required=False,
    )

    class Meta:
        label = _("Case")
        icon = "openquote"
        template = "learning/blocks/case.html"


class ReflectionBlock(blocks.StructBlock):
    prompt = blocks.TextBlock(label=_("Question"), rows=3)

    class Meta:
        label = _("Reflection")
        icon = "edit"


class QuizBlock(blocks.StructBlock):
    """A quiz in the middle of a lesson. What it does for the lesson is the lesson's own rule."""

    quiz = SnippetChooserBlock("quizzes.Quiz", label=_("Quiz"))

    class Meta:
        label = _("Quiz")
        icon = "help"
        help_text = _(
            "To practise. If passing it is to complete the lesson, say so below, under “Completion”."
        )


class CalloutBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False)
    text = blocks.RichTextBlock(label=_("Text"), features=["bold", "italic", "link", "ul", "claim"])

    class Meta:
        label = _("Callout")
        icon = "info-circle"
        template = "learning/blocks/callout.html"


class ChecklistBlock(blocks.StructBlock):
    title = blocks.CharBlock(label=_("Title"), required=False)
    items = blocks.ListBlock(blocks.CharBlock(label=_("Item")), label=_("Items"))

    class Meta:
        label = _("Checklist")
        icon = "list-ul"
        template = "learning/blocks/checklist.html"


class TermBlock(blocks.StructBlock):
    term = blocks.CharBlock(label=_("Term"))
    meaning = blocks.TextBlock(label=_("In plain words"), rows=2)


class GlossaryBlock(blocks.StructBlock):
    terms = blocks.ListBlock(TermBlock(), label=_("Terms"))

    class Meta:
        label = _("Terms")
        icon = "openquote"
        template = "learning/blocks/glossary.html"


class DownloadBlock(blocks.StructBlock):
    document = DocumentChooserBlock(label=_("File"))
    text = blocks.CharBlock(label=_("What it is"), required=False)

    class Meta:
        label = _("Download")
        icon = "download"
        template = "learning/blocks/download.html"


class LibraryBlock(blocks.StructBlock):
    """Entries of the library, each with its kind, its version and whether the file is there."""

    title = blocks.CharBlock(label=_("Title"), required=False)
    resources = blocks.ListBlock(ResourceChooserBlock(label=_("Entry")), label=_("Entries"))

    def get_context(self, value: blocks.StructValue, parent_context: dict | None = None) -> dict:
        context = super().get_context(value, parent_context=parent_context)
        context["resources"] = [
            resource for resource in value["resources"] if resource and resource.is_published
        ]
        return context

    class Meta:
        label = _("From the library")
        icon = "doc-full-inverse"
        template = "learning/blocks/library.html"


class SourcesBlock(blocks.StructBlock):
    """The sources that the small numbers in the text of this lesson point at, in order."""

    sources = blocks.ListBlock(blocks.CharBlock(label=_("Source")), label=_("Sources"))

    class Meta:
        label = _("Sources")
        icon = "link"
        template = "learning/blocks/sources.html"


class LessonBody(blocks.StreamBlock):
    """The stream of a lesson, in the order in which it is read."""

    content_warning = ContentWarningBlock()
    segment = SegmentBlock()
    text = blocks.RichTextBlock(
        label=_("Text"),
        icon="pilcrow",
        features=TEXT_FEATURES,
        template="learning/blocks/text.html",
    )
    key_point = KeyPointBlock()
    case = CaseBlock()
    reflection = ReflectionBlock()
    quiz = QuizBlock()
    slides = SlidesBlock()
    callout = CalloutBlock()
    checklist = ChecklistBlock()
    glossary = GlossaryBlock()
    download = DownloadBlock()
    library = LibraryBlock()
    sources = SourcesBlock()
    services = ServicesBlock()

    class Meta:
        # A lesson is the smallest thing one completes: of two quizzes, which would complete it?
        block_counts: ClassVar = {"quiz": {"max_num": 1}}
