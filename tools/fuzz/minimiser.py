"""Makes a program smaller while the same thing stays wrong with it.

Delta debugging on three levels, over and over until nothing helps:

  lines       groups of lines whose braces match are dropped: a statement, a block, a function
  blocks      the header and the end of a block are dropped, its contents stay
  tokens      within a line: groups of tokens whose brackets match are dropped, or become `nil`, `0` or a part of
              themselves

A candidate that is not a valid program has the same static error in every engine and so does not count.
"""

import re

TOKEN = re.compile(r'"(?:\\.|[^"\\])*"|\'(?:\\.|[^\'\\])*\'|`[^`]*`|\w+'
                   r"|\.\.\.|[-+*/%=!<>.:&|]=|\*\*|\.\.|&&|\|\||\+\+|--|<-|\S")
OPEN, CLOSE = "([{", ")]}"
MAX_TRIES = 6000


class Minimiser:
    """One program on its way down."""

    def __init__(self, text, kind, comparer):
        self.kind = kind
        self.comparer = comparer
        self.tries = 0
        self.lines = [line for line in text.splitlines() if line.strip() and not line.lstrip().startswith("//")]

    def fails(self, lines):
        """Whether the same is still wrong."""
        if self.tries >= MAX_TRIES:
            return False
        self.tries += 1
        problem = self.comparer.problem("\n".join(lines) + "\n")
        return problem is not None and problem[0] == self.kind

    def accept(self, lines):
        if self.fails(lines):
            self.lines = lines
            return True
        return False

    def run(self):
        if not self.fails(self.lines):
            return "\n".join(self.lines) + "\n"
        size = None
        while size != sum(map(len, self.lines)) and self.tries < MAX_TRIES:
            size = sum(map(len, self.lines))
            self.drop_lines()
            self.drop_units()
            self.unwrap_blocks()
            self.simplify_lines()
        return "\n".join(self.lines) + "\n"

    # ---- lines ----

    def drop_lines(self):
        """Runs of lines, long ones first; most do not match in their braces and are not tried."""
        length = max(len(self.lines) // 2, 1)
        while length >= 1:
            at = 0
            while at < len(self.lines):
                part = self.lines[at:at + length]
                if not (balanced(part) and self.accept(self.lines[:at] + self.lines[at + length:])):
                    at += max(length // 2, 1)
            length //= 2

    def drop_units(self):
        """Whole blocks: from a line that opens to the line that closes, from the end to the start."""
        at = len(self.lines) - 1
        while at >= 0:
            end = end_of_unit(self.lines, at)
            if end is not None and end > at:
                self.accept(self.lines[:at] + self.lines[end + 1:])
            at = min(at, len(self.lines)) - 1

    def unwrap_blocks(self):
        at = 0
        while at < len(self.lines):
            end = end_of_unit(self.lines, at)
            if end is not None and end > at:
                inner = self.lines[at + 1:end]
                if balanced(inner) and self.accept(self.lines[:at] + inner + self.lines[end + 1:]):
                    continue
            at += 1

    # ---- tokens ----

    def simplify_lines(self):
        at = 0
        while at < len(self.lines):
            self.simplify_line(at)
            at += 1

    def simplify_line(self, at):
        tokens = TOKEN.findall(self.lines[at])
        spaces = self.lines[at][:len(self.lines[at]) - len(self.lines[at].lstrip())]
        length = len(tokens) - 1
        while length >= 1:
            start = 0
            while start + length <= len(tokens):
                part = tokens[start:start + length]
                shorter = None
                if balanced_tokens(part):
                    for replacement in replacements(part):
                        candidate = tokens[:start] + replacement + tokens[start + length:]
                        if self.accept(self.lines[:at] + [spaces + join(candidate)] + self.lines[at + 1:]):
                            shorter = candidate
                            break
                if shorter is None:
                    start += 1
                else:
                    tokens = shorter
            length = min(length - 1, len(tokens) - 1) if length <= 12 else min(length * 2 // 3, len(tokens) - 1)


def replacements(part):
    """What could stand in the place of these tokens."""
    yield []
    if len(part) > 2 and part[0] in OPEN and part[-1] in CLOSE:
        yield part[1:-1]
    if len(part) > 1:
        yield ["nil"]
        yield ["0"]


def join(tokens):
    """Tokens as text, with spaces where tokens would run into each other."""
    text = ""
    for token in tokens:
        tight = not text or token in ")],;:." or text[-1] in "([." and not text.endswith("..") or token in "([" and (
            text[-1].isalnum() or text[-1] in ")]_") and not text.endswith(("return", "if", "for", "range", "case"))
        if text.endswith(":") or token == ":" and text[-1:] == ")":
            tight = True
        text += token if tight else " " + token
    return text


def depth_change(line):
    """How the nesting changes over a line, and how far it goes down on the way; strings do not count."""
    depth = lowest = 0
    for token in TOKEN.findall(line):
        if token in OPEN:
            depth += 1
        elif token in CLOSE:
            depth -= 1
            lowest = min(lowest, depth)
    return depth, lowest


def balanced(lines):
    depth = 0
    for line in lines:
        change, lowest = depth_change(line)
        if depth + lowest < 0:
            return False
        depth += change
    return depth == 0


def balanced_tokens(tokens):
    depth = 0
    for token in tokens:
        if token in OPEN:
            depth += 1
        elif token in CLOSE:
            depth -= 1
            if depth < 0:
                return False
    return depth == 0


def end_of_unit(lines, at):
    """The line that closes what the line at `at` opens; None if it opens nothing."""
    change, _ = depth_change(lines[at])
    if change <= 0:
        return None
    depth = change
    for end in range(at + 1, len(lines)):
        change, lowest = depth_change(lines[end])
        if depth + lowest <= 0:
            return end if depth + change == 0 else None
        depth += change
    return None


def minimise(text, kind, comparer):
    """A smaller program of which the comparer says the same kind of thing."""
    return Minimiser(text, kind, comparer).run()
