"""The list of programs: bench/suite.txt."""

import os

BENCH = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
ROOT = os.path.dirname(BENCH)
PROGRAMS = os.path.join(BENCH, "programs")
BUILD = os.path.join(BENCH, "build")
EXTENSIONS = ("gs", "lua", "js", "c")


class Program:
    """One program of the suite, in several languages."""

    def __init__(self, group, name, small, full, about):
        self.group, self.name, self.about = group, name, about
        self.small, self.full = small.split(), full.split()

    def path(self, extension):
        return os.path.join(PROGRAMS, f"{self.name}.{extension}")

    def languages(self):
        return [extension for extension in EXTENSIONS if os.path.exists(self.path(extension))]


def load_suite():
    """Lines of 'name | small sizes | full sizes | what it exercises' below a '[group]' line; '#' starts a comment."""
    programs, group = [], None
    with open(os.path.join(BENCH, "suite.txt"), encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            line = line.split("#")[0].strip()
            if not line:
                continue
            if line.startswith("["):
                group = line.strip("[]")
                continue
            fields = [field.strip() for field in line.split("|")]
            if len(fields) != 4 or group is None:
                raise SystemExit(f"bench/suite.txt:{number}: a group, and four fields, were expected")
            name, small, full, about = fields
            programs.append(Program(group, name, small, full, about))
    return programs


def select(programs, wanted):
    """The programs that a comma-separated list of names and groups asks for; ValueError if it names nothing we know."""
    if not wanted:
        return programs
    words = wanted.split(",")
    known = {program.name for program in programs} | {program.group for program in programs}
    for word in words:
        if word not in known:
            raise ValueError(f"there is no program or group '{word}', see bench/run --list")
    return [program for program in programs if program.name in words or program.group in words]
