"""The smallest group of which a report shows anything: fewer people could be recognised."""

SMALLEST_GROUP = 10
