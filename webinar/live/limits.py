"""How many registrations may wait for a mail address to be confirmed. Counts of rows only: nobody is followed.

Whoever has a script and a list of made-up addresses could otherwise hold every seat, and have a mail sent to
each. People with an account confirm nothing, so no limit touches them.
"""

LEAST_A_SESSION = 10
MOST_ON_THE_SITE = 300


def most_unconfirmed(seats: int) -> int:
    """Of one session: half of its seats, and ten where that is more."""
    return max(LEAST_A_SESSION, seats // 2)
