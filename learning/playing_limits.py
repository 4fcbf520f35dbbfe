"""How finely it is kept what was played of a recording: a row never grows beyond what somebody who watches needs."""

# Of one report. A browser that was without a line sends a hundred at most, and the rest afterwards.
MOST_AT_ONCE = 200
# The player jumps by five or ten seconds: who jumps through it all leaves no more stretches than this.
ONE_EVERY_MS = 5_000


def most_stretches(duration_ms: int) -> int:
    """Of a recording of that length; of a short one as many as one report may bring."""
    return max(MOST_AT_ONCE, duration_ms // ONE_EVERY_MS)
