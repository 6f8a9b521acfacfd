"""Runs a program in several engines and compares what they do."""

import os
import re
import resource
import signal
import subprocess

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))
PROGRAM = os.path.join(ROOT, "build", "gscript")
ENGINES = "--tree;--vm"
ADDRESS = re.compile(rb"0x[0-9a-f]{6,}|0x[0-9a-f]*(?=')")  # also one at the end of a text that was cut
# How many frames with many values fit on a stack depends on what an engine keeps in them.
DEPTH = re.compile(rb"skipping [0-9]+ levels")
# The same holds for how far the memory goes that a run may have.
EXHAUSTED = re.compile(rb"not enough memory|out of memory")
# A status above this is a crash: sanitizers end a program with 99, shells report signals as 128 + N.
LAST_STATUS = 90
TIMEOUT = "timeout"
# The limit of a run is processor time: the machine may be busy. One that waits is ended, too, after so many times that.
PATIENCE = 5


class Outcome:
    """What one run gave; addresses, which differ from run to run, and the depth of endless recursions are left out."""

    __slots__ = ("status", "out", "err")

    def __init__(self, status, out, err):
        self.status = status
        self.out, self.err = (DEPTH.sub(b"skipping levels", ADDRESS.sub(b"0x", text)) for text in (out, err))

    def crashed(self):
        return self.status != TIMEOUT and not 0 <= self.status <= LAST_STATUS

    def __eq__(self, other):
        return (self.status, self.out, self.err) == (other.status, other.out, other.err)


def limit_memory(megabytes):
    """From now on no program started from here gets more memory than this; 0 is no limit."""
    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    if megabytes:
        resource.setrlimit(resource.RLIMIT_AS, (megabytes << 20, hard))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class Comparer:
    """Runs texts of programs in a folder of its own."""

    def __init__(self, engines=ENGINES, program=PROGRAM, timeout=10, folder="."):
        self.commands = [[program] + engine.split() for engine in engines.split(";")]
        self.timeout = timeout
        self.folder = folder
        self.name = "program.gs"  # part of messages, so the same for all

    def run(self, command):
        seconds = max(1, round(self.timeout))
        try:
            done = subprocess.run(command + [self.name], cwd=self.folder, stdin=subprocess.DEVNULL,
                                  capture_output=True, timeout=seconds * PATIENCE, check=False,
                                  preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1)))
            if done.returncode != -signal.SIGXCPU:
                return Outcome(done.returncode, done.stdout, done.stderr)
        except subprocess.TimeoutExpired:
            pass
        return Outcome(TIMEOUT, b"", b"")

    def outcomes(self, text):
        with open(os.path.join(self.folder, self.name), "w", encoding="utf-8", errors="surrogateescape") as file:
            file.write(text)
        return [self.run(command) for command in self.commands]

    def problem(self, text):
        """What is wrong with this program, as (kind, description), or None."""
        return self.judge(self.outcomes(text))

    def unsteady(self, text, kind):
        """Whether this is a problem of the program or the machine: it ends in no engine, engines differ from
        themselves, or it does not happen again."""
        if kind.startswith("crash"):
            return False
        first, second = self.outcomes(text), self.outcomes(text)
        return (all(outcome.status == TIMEOUT for outcome in first) or any(a != b for a, b in zip(first, second))
                or self.judge(first) is None)

    def judge(self, outcomes):
        for command, outcome in zip(self.commands, outcomes):
            engine = " ".join(command[1:])
            if outcome.crashed():
                return f"crash {engine} {outcome.status}", f"{engine} ends with {outcome.status}\n" + tail(outcome.err)
        if any(outcome.status == TIMEOUT for outcome in outcomes):
            slow = [" ".join(c[1:]) for c, o in zip(self.commands, outcomes) if o.status == TIMEOUT]
            return f"timeout {' '.join(slow)}", f"{' and '.join(slow)} do not end"
        if any(EXHAUSTED.search(outcome.out + outcome.err) for outcome in outcomes):
            return None
        first = outcomes[0]
        for command, outcome in zip(self.commands[1:], outcomes[1:]):
            if outcome == first:
                continue
            engine = " ".join(command[1:])
            for what in ("out", "err", "status"):
                if getattr(first, what) != getattr(outcome, what):
                    return f"{what} {engine}", f"{engine}: {what} differs\n" + difference(
                        getattr(first, what), getattr(outcome, what))
        return None


def tail(text):
    return b"\n".join(text.splitlines()[-8:]).decode("utf-8", "replace")


def difference(first, second):
    """The first line in which two outputs differ."""
    if not isinstance(first, bytes):
        return f"  {first}\n  {second}"
    a, b = first.decode("utf-8", "replace").split("\n"), second.decode("utf-8", "replace").split("\n")
    for number, (x, y) in enumerate(zip(a + ["(end)"] * len(b), b + ["(end)"] * len(a)), 1):
        if x != y:
            return f"  line {number}\n  - {x[:300]}\n  + {y[:300]}"
    return ""
