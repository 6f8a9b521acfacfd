"""The lists of programs: bench/suite.txt and bench/variants/variants.txt."""

import os

BENCH = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
ROOT = os.path.dirname(BENCH)
PROGRAMS = os.path.join(BENCH, "programs")
VARIANTS = os.path.join(BENCH, "variants")
BUILD = os.path.join(BENCH, "build")
EXTENSIONS = ("gs", "lua", "js", "c")


class Program:
    """One program of the suite, in several languages."""

    folder = PROGRAMS
    original = None  # only variants have one

    def __init__(self, group, name, small, full, about):
        self.group, self.name, self.about = group, name, about
        self.small, self.full = small.split(), full.split()

    def path(self, extension):
        return os.path.join(self.folder, f"{self.name}.{extension}")

    def languages(self):
        return [extension for extension in EXTENSIONS if os.path.exists(self.path(extension))]


class Variant(Program):
    """A program of the suite written in another way. It has the sizes of the original and prints the same."""

    folder = VARIANTS

    def __init__(self, original, name, about):
        self.original = original
        self.group, self.name, self.about = original.group, f"{original.name}.{name}", about
        self.small, self.full = original.small, original.full


def fields_of_lines(path, count):
    """The fields of the lines of a list, and the lines with a '[group]'; '#' starts a comment."""
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, 1):
            line = line.split("#")[0].strip()
            if not line:
                continue
            fields = [field.strip() for field in line.split("|")]
            if len(fields) != count and not line.startswith("["):
                raise SystemExit(f"{os.path.relpath(path, ROOT)}:{number}: {count} fields were expected")
            yield fields


def load_suite():
    """Lines of 'name | small sizes | full sizes | what it exercises', each below a line '[group]'."""
    programs, group = [], None
    for fields in fields_of_lines(os.path.join(BENCH, "suite.txt"), 4):
        if fields[0].startswith("["):
            group = fields[0].strip("[]")
        else:
            programs.append(Program(group, *fields))
    return programs


def with_variants(programs):
    """Those of some programs that have variants, each followed by them: lines of 'program | variant | difference'."""
    families = {program.name: [program] for program in programs}
    for name, variant, about in fields_of_lines(os.path.join(VARIANTS, "variants.txt"), 3):
        if name in families:
            families[name].append(Variant(families[name][0], variant, about))
    return [member for family in families.values() if len(family) > 1 for member in family]


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
