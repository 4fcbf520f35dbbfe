from .captions import CaptionCue, CaptionTrack
from .chapter import Chapter
from .consent import Consent
from .cue import Cue
from .recording import Recording
from .rendition import Rendition
from .slides import Slide, SlideDeck, SlideImage

__all__ = [
    "CaptionCue",
    "CaptionTrack",
    "Chapter",
    "Consent",
    "Cue",
    "Recording",
    "Rendition",
    "Slide",
    "SlideDeck",
    "SlideImage",
]
