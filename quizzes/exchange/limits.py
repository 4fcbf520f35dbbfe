"""How much a file may hold. Everything beyond is refused before it is read."""

MEGABYTE = 1024 * 1024

FILE_BYTES = 5 * MEGABYTE
QUESTIONS = 500
# An XML tree is walked down no further than this.
DEPTH = 60

# A content package, unpacked. A package of text shrinks to a tenth; a bomb to a thousandth.
PACKAGE_BYTES = 30 * MEGABYTE
PACKAGE_FILES = 2000
PACKAGE_RATIO = 200
