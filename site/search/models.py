from django.db import models
from django.utils.translation import gettext_lazy as _

from .enums import Shelf, Visibility


class Entry(models.Model):
    """Something that can be found: where it leads, and the few words shown of it."""

    source = models.CharField(_("source"), max_length=60)
    object_id = models.CharField(_("object"), max_length=64)
    language = models.CharField(_("language"), max_length=5)
    title = models.CharField(_("title"), max_length=255)
    url = models.CharField(_("address"), max_length=500)
    excerpt = models.TextField(_("excerpt"), blank=True)
    visibility = models.CharField(_("visibility"), max_length=12, choices=Visibility)
    shelf = models.CharField(_("shelf"), max_length=15, choices=Shelf, default=Shelf.PAGES)
    phone = models.CharField(_("telephone number"), max_length=60, blank=True)
    is_offered = models.BooleanField(_("named where nothing was found"), default=False)

    class Meta:
        verbose_name = _("search entry")
        verbose_name_plural = _("search entries")
        ordering = ["source", "object_id"]
        constraints = [
            models.UniqueConstraint(
                name="search_entry_one_per_object_and_language",
                fields=["source", "object_id", "language"],
            )
        ]

    def __str__(self) -> str:
        return self.title


class Token(models.Model):
    """A word of an entry in the form in which it is sought. Both databases compare it as plain text."""

    entry = models.ForeignKey(
        Entry, on_delete=models.CASCADE, related_name="tokens", verbose_name=_("entry")
    )
    word = models.CharField(_("word as written"), max_length=80)
    token = models.CharField(_("token"), max_length=80)
    is_part = models.BooleanField(_("part of a compound"), default=False)
    weight = models.PositiveIntegerField(_("weight"))

    class Meta:
        verbose_name = _("token")
        verbose_name_plural = _("tokens")
        indexes = [
            models.Index(name="search_token_by_token", fields=["token", "entry"]),
            models.Index(name="search_token_by_word", fields=["word"]),
        ]
        constraints = [
            models.UniqueConstraint(
                name="search_token_once_per_word_of_an_entry", fields=["entry", "word", "token"]
            )
        ]

    def __str__(self) -> str:
        return self.token


class Timeline(models.Model):
    """What is said and shown over time, in one language: a moment of it is found, never the whole."""

    source = models.CharField(_("source"), max_length=60)
    object_id = models.CharField(_("object"), max_length=64)
    language = models.CharField(_("language"), max_length=5)

    class Meta:
        verbose_name = _("searchable timeline")
        verbose_name_plural = _("searchable timelines")
        ordering = ["source", "object_id"]
        constraints = [
            models.UniqueConstraint(
                name="search_timeline_one_per_object_and_language",
                fields=["source", "object_id", "language"],
            )
        ]

    def __str__(self) -> str:
        return f"{self.source}:{self.object_id}"


class Mention(models.Model):
    """A token and every moment of a timeline at which it is said or shown.

    One row for an hour, however often the word falls: a search reads a row a timeline and no more.
    The one index begins with the timeline: with a second one of the timeline alone, a PostgreSQL that
    has yet to count what a new index holds would read every row.
    """

    timeline = models.ForeignKey(
        Timeline,
        on_delete=models.CASCADE,
        related_name="mentions",
        verbose_name=_("timeline"),
        db_index=False,
    )
    token = models.CharField(_("token"), max_length=80)
    is_part = models.BooleanField(_("part of a compound"), default=False)
    # Milliseconds, rising, a space between them: plain text, so that both databases read it alike.
    moments = models.TextField(_("moments"))

    class Meta:
        verbose_name = _("mention")
        verbose_name_plural = _("mentions")
        constraints = [
            models.UniqueConstraint(
                name="search_mention_one_per_token_of_a_timeline",
                fields=["timeline", "token", "is_part"],
            )
        ]

    def __str__(self) -> str:
        return self.token
