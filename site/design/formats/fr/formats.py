"""French, in which people here also write a date with dashes."""

from django.conf.locale.fr.formats import *  # noqa: F403 -- what Django knows of it
from django.conf.locale.fr.formats import DATE_INPUT_FORMATS as FRENCH_DATES
from django.conf.locale.fr.formats import DATETIME_INPUT_FORMATS as FRENCH_MOMENTS

DATE_INPUT_FORMATS = [*FRENCH_DATES, "%d-%m-%Y"]
DATETIME_INPUT_FORMATS = [*FRENCH_MOMENTS, "%d-%m-%Y %H:%M"]
