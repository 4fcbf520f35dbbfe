from typing import Any

from django.core.management.base import BaseCommand

from accounts.roles import ensure_roles


class Command(BaseCommand):
    help = "Make the groups of editors and coordinators, with at least their permissions. Safe to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        for group in ensure_roles().values():
            self.stdout.write(f"{group.name}: {group.permissions.count()} permissions")
