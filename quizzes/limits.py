"""How often a person may take a quiz for one occasion. No database."""


def are_used_up(*, allowed: int | None, taken: int, taken_back: int = 0, granted: int = 0) -> bool:
    """Whether there is no attempt left: `allowed` by the quiz (None: without end), and `granted` beyond it.

    A pass that was taken back because of our own mistake costs nobody an attempt.
    """
    return allowed is not None and taken - taken_back >= allowed + granted
