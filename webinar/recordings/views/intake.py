"""The screen on which recordings and presentations are added, and what is asked on it."""

from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.decorators import method_decorator
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe
from django.views.generic import TemplateView
from wagtail.admin import messages
from wagtail.admin.auth import permission_required
from wagtail.admin.views.generic.base import WagtailAdminTemplateMixin

from core.clock import now
from core.errors import Refusal
from core.whole_numbers import whole_number
from webinar.recordings import services
from webinar.recordings.forms_of_uploads import UploadForm
from webinar.recordings.intake import intake
from webinar.recordings.models import Recording, SlideDeck, Step

from .tus import RIGHT, UNFIT

PIECE = 64 * 1024


@method_decorator(permission_required(RIGHT), name="dispatch")
class IntakeView(WagtailAdminTemplateMixin, TemplateView):
    """GET shows it; POST is the way in for small files where there are no scripts."""

    page_title = gettext_lazy("Add recordings and presentations")
    header_icon = "upload"
    template_name = "recordings/admin/intake.html"
    _show_breadcrumbs = True

    @cached_property
    def deck(self) -> SlideDeck | None:
        """The presentation whose pages are awaited as PDF, where the address names one."""
        asked = whole_number(self.request.GET.get("presentatie"))
        return SlideDeck.objects.filter(pk=asked, pdf="").first()

    @cached_property
    def described(self) -> Recording | None:
        """The recording whose spoken description is awaited, where the address names one."""
        asked = whole_number(self.request.GET.get("beschrijving"))
        return Recording.standing.filter(pk=asked).first()

    @cached_property
    def replaces(self) -> Recording | None:
        """The recording whose new film is awaited, where the address names one."""
        asked = whole_number(self.request.GET.get("film"))
        return Recording.standing.filter(pk=asked).first()

    def get_breadcrumbs_items(self) -> list[dict]:
        return [*super().get_breadcrumbs_items(), {"url": "", "label": self.get_page_title()}]

    def get_context_data(self, **kwargs: object) -> dict:
        deck, described, replaces = self.deck, self.described, self.replaces
        known: dict[str, object] = {"deck": deck, "described": described, "replaces": replaces}
        if about := deck or described or replaces:
            known |= {"title": about.title, "language": about.language}
        return {
            "form": UploadForm(initial=known),
            "deck": deck,
            "described": described,
            "replaces": replaces,
            "screen": intake(owner_id=self.request.user.subject_id, now=now()),
        } | super().get_context_data(**kwargs)

    def post(self, request: HttpRequest) -> HttpResponse:
        form = UploadForm(request.POST, request.FILES)
        if form.is_valid():
            try:
                _take_in(form, request.user.subject_id)
            except Refusal as refusal:
                form.add_error("file", str(refusal))
            else:
                messages.success(request, _("The file has arrived. The rest happens by itself."))
                return redirect("opladen:index")
        return self.render_to_response(self.get_context_data(form=form), status=UNFIT)


def _take_in(form: UploadForm, owner_id: UUID) -> None:
    file: UploadedFile = form.cleaned_data["file"]
    moment = now()
    upload = services.begin_upload(
        owner_id=owner_id,
        file_name=file.name or "",
        length=file.size or 0,
        modified_ms=0,
        title=form.cleaned_data["title"],
        language=form.cleaned_data["language"],
        deck=form.cleaned_data["deck"],
        described=form.cleaned_data["described"],
        holds=form.cleaned_data["holds"],
        replaces=form.cleaned_data["replaces"],
        now=moment,
    )
    offset = services.offset_of(upload)
    file.seek(offset)
    services.receive(
        upload=upload, offset=offset, parts=iter(lambda: file.read(PIECE), b""), now=moment
    )


@require_safe
@permission_required(RIGHT)
def state(request: HttpRequest) -> HttpResponse:
    """The lists alone, for the script that keeps the screen up to date."""
    screen = intake(owner_id=request.user.subject_id, now=now())
    return render(request, "recordings/admin/intake_state.html", {"screen": screen})


@require_POST
@permission_required(RIGHT)
def try_step_again(request: HttpRequest, pk: int) -> HttpResponse:
    services.try_again(step=get_object_or_404(Step, pk=pk), now=now())
    return redirect("opladen:index")


@require_POST
@permission_required(RIGHT)
def try_upload_again(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _on_upload(request, public_id, services.try_upload_again)


@require_POST
@permission_required(RIGHT)
def remove_upload(request: HttpRequest, public_id: UUID) -> HttpResponse:
    return _on_upload(request, public_id, services.remove_upload)


def _on_upload(request: HttpRequest, public_id: UUID, do) -> HttpResponse:
    try:
        do(upload=services.upload_of(request.user.subject_id, public_id))
    except Refusal as refusal:
        messages.warning(request, refusal.message)
    return redirect("opladen:index")
