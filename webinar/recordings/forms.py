"""Shapes of what editors fill in."""

from django.db import transaction

from design.two_editors import TwoEditorsForm

from . import services
from .models import Recording, Slide


class RecordingForm(TwoEditorsForm):
    @transaction.atomic
    def save(self, commit: bool = True) -> Recording:
        """Stores the recording; what is kept of it elsewhere follows."""
        recording = super().save(commit=commit)
        if commit:
            services.details_changed(recording=recording)
        return recording


class SlideForm(TwoEditorsForm):
    def save(self, commit: bool = True) -> Slide:
        return services.describe_slide(
            slide=self.instance,
            title=self.cleaned_data["title"],
            alt=self.cleaned_data["alt"],
            notes=self.cleaned_data["notes"],
        )
