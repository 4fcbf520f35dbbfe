"""Addresses of files. Each asks the viewer's right; a no and an unknown give the same 404."""

from django.urls import path

from .enums import RenditionKind
from .views import line, media, words

app_name = "recordings"

OF_RECORDING = "opname/<uuid:public_id>/"

urlpatterns = [
    path("opname/trage-lijn/", line.choose_line, name="line"),
    path(
        OF_RECORDING + "video.mp4",
        media.rendition,
        {"kind": RenditionKind.VIDEO},
        name="video",
    ),
    path(
        OF_RECORDING + "small.mp4",
        media.rendition,
        {"kind": RenditionKind.SMALL_VIDEO},
        name="small_video",
    ),
    path(
        OF_RECORDING + "audio.m4a",
        media.rendition,
        {"kind": RenditionKind.AUDIO},
        name="audio",
    ),
    path(OF_RECORDING + "stand.json", media.standing, name="standing"),
    path(
        OF_RECORDING + "described.mp4",
        media.rendition,
        {"kind": RenditionKind.DESCRIBED_VIDEO},
        name="described_video",
    ),
    path(
        OF_RECORDING + "described.m4a",
        media.rendition,
        {"kind": RenditionKind.DESCRIBED_AUDIO},
        name="described_audio",
    ),
    path(OF_RECORDING + "poster.webp", media.poster, name="poster"),
    path(OF_RECORDING + "slides.pdf", media.slides_pdf, name="slides_pdf"),
    path(OF_RECORDING + "<slug:kind>.<slug:language>.vtt", words.track, name="track"),
    path(OF_RECORDING + "transcript.txt", words.transcript, name="transcript"),
    path("dia/<uuid:public_id>/<int:number>-<int:width>.webp", media.slide, name="slide"),
    path("dia/<uuid:public_id>/<int:number>-<int:width>.avif", media.slide_avif, name="slide_avif"),
]
