from wagtail import hooks
from wagtail.permissions import register_permission_policy

from .models import Recording, Slide
from .permissions import OnlyChanged
from .viewsets import RecordingsGroup

for model in (Recording, Slide):
    register_permission_policy(model, OnlyChanged(model))


@hooks.register("register_admin_viewset")
def recordings() -> RecordingsGroup:
    return RecordingsGroup()
