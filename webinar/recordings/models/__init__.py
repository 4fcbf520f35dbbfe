from .captions import CaptionCue, CaptionTrack
from .chapter import Chapter
from .claim import Claim
from .consent import Consent
from .consent_fact import ConsentFact
from .cue import Cue
from .cuts import Cut, CutList, CutRendition
from .description import SpokenDescription
from .film_replaced import FilmReplaced
from .recording import Recording
from .rendition import Rendition
from .scenes import SceneScan
from .slides import Slide, SlideDeck, SlideImage
from .slides_pdf import SlidesPdf
from .source_file import SourceFile
from .step import Step
from .upload import Upload

__all__ = [
    "CaptionCue",
    "CaptionTrack",
    "Chapter",
    "Claim",
    "Consent",
    "ConsentFact",
    "Cue",
    "Cut",
    "CutList",
    "CutRendition",
    "FilmReplaced",
    "Recording",
    "Rendition",
    "SceneScan",
    "Slide",
    "SlideDeck",
    "SlideImage",
    "SlidesPdf",
    "SourceFile",
    "SpokenDescription",
    "Step",
    "Upload",
]
