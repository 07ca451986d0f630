# SPDX-License-Identifier: Apache-2.0
"""Writes a geolocation database that knows one country for every address, and its checksum: FILE BUILD-EPOCH.

Layout: the MaxMind DB file format specification 2.0, with a tree of one node.
"""

import hashlib
import sys


def head(kind, size):
    return bytes([kind << 5 | size]) if kind < 8 else bytes([size, kind - 7])


def text(value):
    return head(2, len(value)) + value.encode()


def number(kind, value, size):
    return head(kind, size) + value.to_bytes(size, "big")


def table(**fields):
    return head(7, len(fields)) + b"".join(text(key) + value for key, value in fields.items())


file, build = sys.argv[1], int(sys.argv[2])
nodes = 1
leaf = (nodes + 16).to_bytes(3, "big")  # the first of the data, behind 16 empty bytes
data = table(country=table(iso_code=text("US")))
about = table(
    binary_format_major_version=number(5, 2, 1),
    binary_format_minor_version=head(5, 0),
    build_epoch=number(9, build, 5),
    database_type=text("Walk-City"),
    description=table(en=text("one country")),
    ip_version=number(5, 6, 1),
    languages=head(11, 1) + text("en"),
    node_count=number(6, nodes, 1),
    record_size=number(5, 24, 1),
)
content = leaf + leaf + bytes(16) + data + b"\xab\xcd\xefMaxMind.com" + about
with open(file, "wb") as out:
    out.write(content)
with open(file + ".sha256", "w", encoding="ascii") as out:
    out.write(f"{hashlib.sha256(content).hexdigest()}  city.mmdb\n")
