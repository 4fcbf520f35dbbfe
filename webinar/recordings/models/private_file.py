"""Where files live whose every address asks the viewer's right."""

from django.core.files.storage import Storage, storages


def private_storage() -> Storage:
    return storages["private"]
