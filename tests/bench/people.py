"""Learners by the thousand, each signed in: rows written at once, not through the sign-in page."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from allauth.account.models import EmailAddress
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.utils.crypto import get_random_string

from accounts.models import Subject, User
from core.clock import now

BACKEND = "django.contrib.auth.backends.ModelBackend"
CSRF_SECRET_LENGTH = 32


@dataclass(frozen=True)
class SignedIn:
    """A learner and the cookies of the browser that is signed in."""

    subject_id: UUID
    cookies: dict[str, str]


def sign_in(count: int, name: str) -> list[SignedIn]:
    """So many new learners, each with a session of its own."""
    password = make_password(None)
    subjects = Subject.objects.bulk_create(Subject() for _ in range(count))
    users = User.objects.bulk_create(
        User(
            email=f"{name}{number}@bench.example.org",
            name=f"{name} {number}",
            password=password,
            subject=subject,
        )
        for number, subject in enumerate(subjects)
    )
    EmailAddress.objects.bulk_create(
        EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in users
    )
    sessions = Session.objects.bulk_create(_session(user) for user in users)
    return [
        SignedIn(
            subject_id=user.subject_id,
            cookies={
                "sessionid": session.session_key,
                "csrftoken": get_random_string(CSRF_SECRET_LENGTH),
            },
        )
        for user, session in zip(users, sessions, strict=True)
    ]


def _session(user: User) -> Session:
    content = {
        SESSION_KEY: str(user.pk),
        BACKEND_SESSION_KEY: BACKEND,
        HASH_SESSION_KEY: user.get_session_auth_hash(),
    }
    return Session(
        session_key=get_random_string(32).lower(),
        session_data=SessionStore().encode(content),
        expire_date=now() + timedelta(days=1),
    )
