"""A professional register that counts points, and somebody on it."""

from decimal import Decimal

import pytest

from tests.factories.accounts import UserFactory
from tests.factories.credentials import (
    AccreditationFactory,
    RegisterFactory,
    RegisterMemberFactory,
)


@pytest.fixture
def register():
    made = RegisterFactory(name="Voorbeeldregister")
    AccreditationFactory(
        register=made, achievement_key="course:a", points=Decimal(6), number="VOORBEELD-A"
    )
    AccreditationFactory(register=made, achievement_key="session:")
    return made


@pytest.fixture
def user(register):
    made = UserFactory(name="Zoë Öztürk")
    RegisterMemberFactory(register=register, subject=made.subject, number="R-77")
    return made
