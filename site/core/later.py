"""Hand work on to the background worker, in the transaction that made it necessary."""

from django.utils.module_loading import import_string


def later(task_name: str, *ids: int | str) -> None:
    """Enqueue the task named by its dotted path; it runs after commit, or never if it rolls back.

    Arguments are ids only: no name, address or text of a person ever enters the queue.
    """
    import_string(task_name).enqueue(
        *(value if isinstance(value, int) else str(value) for value in ids)
    )
