"""English as it is written in Belgium: the day before the month, and hours up to 24."""

from django.conf.locale.en_GB.formats import *  # noqa: F403 -- what is British but for the hours
from django.conf.locale.en_GB.formats import DATE_INPUT_FORMATS as BRITISH_DATES
from django.conf.locale.en_GB.formats import DATETIME_INPUT_FORMATS as BRITISH_MOMENTS

TIME_FORMAT = "H:i"
DATETIME_FORMAT = "j M Y, H:i"
SHORT_DATETIME_FORMAT = "d/m/Y H:i"
# With dashes as people here write them in every language.
DATE_INPUT_FORMATS = [*BRITISH_DATES, "%d-%m-%Y"]
DATETIME_INPUT_FORMATS = [*BRITISH_MOMENTS, "%d-%m-%Y %H:%M"]
