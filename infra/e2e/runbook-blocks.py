# SPDX-License-Identifier: Apache-2.0
"""The commands of a runbook and what they answer: taken apart, and compared.

    split RUNBOOK FOLDER     every step of it into the folder; their list on standard output
    match EXPECTED GOT CODE  0 when the answer and the exit code are the expected ones

A step is a block ```sh with the block ```text behind it, which is what it answers when the symptom is there; a block
```text healthy is what it answers when it is not. ```sh aws-only has no answer. <!-- walk: NAME --> is what happens
meanwhile, and nobody does by a command. In an answer, … is any text within a line, a line … alone any lines; runs of
blanks are one; "exit code N" at the end is the exit code, without it 0.
"""

import re
import sys

FENCE = re.compile(r"^(\s*)```(.*)$")
MEANWHILE = re.compile(r"^\s*<!-- walk: ([a-z-]+) -->\s*$")
CODE = re.compile(r"^exit code (\d+)$")


def blocks(path):
    """Yields line number, section, kind and text of every block and remark."""
    section, kind, indent, start, lines = "", None, "", 0, []
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            fence = FENCE.match(line)
            if kind is None and line.startswith("## "):
                section = line[3:].strip()
            elif kind is None and fence:
                indent, kind, start, lines = fence[1], fence[2].strip(), number, []
            elif kind is not None and fence and not fence[2].strip():
                yield start, section, kind, "".join(lines)
                kind = None
            elif kind is not None:
                lines.append(line[len(indent) :] if line.startswith(indent) else line.lstrip())
            elif MEANWHILE.match(line):
                yield number, section, "walk", MEANWHILE.match(line)[1]
    if kind is not None:
        sys.exit(f"{path}:{start}: the block does not end")


def split(path, folder):
    steps = []
    for number, section, kind, text in blocks(path):
        where = f"{path}:{number}"
        if kind in ("sh", "sh aws-only", "walk"):
            steps.append({"where": where, "section": section, "kind": kind, "commands": text})
        elif kind in ("text", "text healthy"):
            if not steps or steps[-1]["kind"] != "sh" or kind in steps[-1]:
                sys.exit(f"{where}: this answer follows no command")
            steps[-1][kind] = text
        else:
            sys.exit(f"{where}: a block is sh, sh aws-only, text or text healthy, not '{kind}'")
    for index, step in enumerate(steps):
        base = f"{folder}/{index:02d}"
        # Some may answer nothing: a block without an answer is one that sets variables.
        for name, kind in (("sh", None), ("text", "text"), ("healthy", "text healthy")):
            text = step["commands"] if kind is None else step.get(kind)
            if text is not None:
                with open(f"{base}.{name}", "w", encoding="utf-8") as file:
                    file.write(text)
        kind = step["kind"].replace(" ", "-")
        name = step["commands"].strip() if kind == "walk" else "-"
        print(f"{index:02d} {kind} {step['section'] or '-'} {name} {step['where']}")


def norm(text):
    lines = [re.sub(r"\s+", " ", line).strip() for line in text.splitlines()]
    while lines and not lines[-1]:
        lines.pop()
    return lines


def pattern(line):
    return re.compile(".*".join(re.escape(part.strip() if part.isspace() else part) for part in line.split("…")))


def same(expected, got):
    """Whether all lines match, … alone standing for any number of them."""
    reach = {0}
    for line in expected:
        if line == "…":
            reach = set(range(min(reach), len(got) + 1)) if reach else set()
        else:
            wanted = pattern(line)
            reach = {i + 1 for i in reach if i < len(got) and wanted.fullmatch(got[i])}
    return len(got) in reach


def match(expected_file, got_file, code):
    with open(expected_file, encoding="utf-8") as file:
        expected = norm(file.read())
    with open(got_file, encoding="utf-8", errors="replace") as file:
        got = norm(file.read())
    wanted = CODE.match(expected[-1]) if expected else None
    if wanted:
        expected.pop()
    return same(expected, got) and int(code) == int(wanted[1] if wanted else 0)


if sys.argv[1] == "split":
    split(*sys.argv[2:])
elif not match(*sys.argv[2:]):
    sys.exit(1)
