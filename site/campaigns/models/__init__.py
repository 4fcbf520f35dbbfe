from .flyer import FlyerPage
from .pages import (
    CampaignIndexPage,
    CampaignPage,
    HelpPage,
    HomePage,
    InfoPage,
    SafeBrowsingPage,
    SelfCheckPage,
)
from .results import ResultFigure, ResultsPage

__all__ = [
    "CampaignIndexPage",
    "CampaignPage",
    "FlyerPage",
    "HelpPage",
    "HomePage",
    "InfoPage",
    "ResultFigure",
    "ResultsPage",
    "SafeBrowsingPage",
    "SelfCheckPage",
]
