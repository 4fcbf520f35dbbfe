from typing import Any

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models, transaction
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from .subject import Subject


class UserManager(BaseUserManager["User"]):
    use_in_migrations = True

    def create_user(self, email: str, password: str | None = None, **fields: object) -> "User":
        """A person with an account, and the Subject that facts will point at."""
        if not email:
            raise ValueError("A user needs a mail address.")
        with transaction.atomic():
            if "subject" not in fields:
                fields["subject"] = Subject.objects.create()
            user = self.model(email=self.normalize_email(email), **fields)
            user.set_password(password)
            user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: object) -> "User":
        return self.create_user(
            email, password, **({"is_staff": True, "is_superuser": True} | fields)
        )

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(email__iexact=username)


class User(AbstractBaseUser, PermissionsMixin):
    """A person with an account. Names the person, so it can be deleted; the Subject stays."""

    email = models.EmailField(_("email address"), unique=True)
    name = models.CharField(
        _("name"),
        max_length=120,
        help_text=_("As it should stand on your certificate."),
    )
    language = models.CharField(
        _("language"), max_length=5, choices=settings.LANGUAGES, default=settings.LANGUAGE_CODE
    )
    subject = models.OneToOneField(
        Subject, on_delete=models.PROTECT, related_name="user", editable=False
    )
    is_staff = models.BooleanField(_("staff status"), default=False)
    is_active = models.BooleanField(_("active"), default=True)
    date_joined = models.DateTimeField(_("date joined"), default=timezone.now)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["name"]

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="one_account_per_mail_address",
                violation_error_message=_("There is an account with this email address already."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.email

    def save(self, *args: Any, **kwargs: Any) -> None:
        # Other packages (sign-up, Wagtail's user form) save a bare user: it gets its Subject first.
        if self.subject_id is None:
            self.subject = Subject.objects.create()
        if not self._state.adding:
            # Who was erased since it was read is not brought back.
            kwargs["force_update"] = True
        super().save(*args, **kwargs)

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name.split(" ")[0]
