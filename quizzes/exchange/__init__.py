"""Questions from files and to files: GIFT, Moodle XML, Aiken, QTI 2.x and QTI 3.0.

Pure: no ORM, no request. `reading.read_file` turns bytes into a Reading; `writing.write_file` turns
questions into text. What lies between is `portable.PortableQuestion`.
"""
