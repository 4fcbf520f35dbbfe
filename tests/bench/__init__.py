"""How many requests a second, each kind against a view of five bytes: `make bench`.

The production server with production settings and two workers, on this machine only, with the demo
content in a fresh database. The figure to compare is the *ratio* to the yardstick (the five bytes,
behind the same middleware, in the same run); requests per second say more about the machine.
"""
