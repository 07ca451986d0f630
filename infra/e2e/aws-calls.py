# SPDX-License-Identifier: Apache-2.0
"""The AWS command line, many times in one process: a line of arguments in, its exit code out, its output in a file.

With two files, what it answers is in the first and its complaints are in the second.
"""

import os
import shlex
import sys

from awscli.clidriver import create_clidriver

answers = os.dup(1)
for line in sys.stdin:
    with open(sys.argv[1], "wb") as output, open(sys.argv[-1], "ab") as complaints:
        complaints.truncate(0)
        os.dup2(output.fileno(), 1)
        os.dup2(complaints.fileno() if len(sys.argv) > 2 else output.fileno(), 2)
        try:
            code = create_clidriver().main(shlex.split(line))
        except SystemExit as end:
            code = end.code
        sys.stdout.flush()
        sys.stderr.flush()
    os.write(answers, f"{code or 0}\n".encode())
