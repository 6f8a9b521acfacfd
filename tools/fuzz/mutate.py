"""Programs made by damaging others: tests are cut, spliced and changed token by token.

Most of what comes out fails soon, often in an unusual way, and what the tests are about is all there. Nothing says that
such a program ends or prints the same twice; tools/fuzz/run takes care of that.
"""

import glob
import os
import random
import re

from minimiser import TOKEN, join

# Programs that touch the world outside, or whose output is never the same, are left alone.
UNSUITABLE = re.compile(r"\b(io|os|fs|process|net|http|time|rand|rl|gl|log|uuid|crypto|random|sleep|arg|exit"
                        r"|dofile|loadfile|require)\b")
# When an object is found to be garbage is up to each engine, so these need not print the same.
COLLECTOR = re.compile(r"__gc|__mode|collectgarbage\W+(count|step)")
VALUES = ("nil", "true", "false", "0", "1", "-1", "2", "0.5", "-0.0", "(0 / 0)", "(1 / 0)", "140737488355327", "'10'",
    "''", "'x'", "{}",
          "{1, 2, 3}", "print", "...", "#...", "(func(...) { return ... })", "setmetatable({}, {})", "32768", "2.0")
OPERATORS = ("+", "-", "*", "/", "%", "**", "..", "==", "!=", "<", "<=", ">", ">=", "&&", "||")
ASSIGNMENTS = ("=", ":=", "+=", "-=", "*=", "..=", "%=")


def corpus(folders):
    """The texts of all programs in these folders that can be used."""
    texts = []
    for folder in folders:
        for path in sorted(glob.glob(os.path.join(folder, "**", "*.gs"), recursive=True)):
            with open(path, encoding="utf-8", errors="surrogateescape") as file:
                text = file.read()
            if not UNSUITABLE.search(text) and len(text) < 6000:
                texts.append(text)
    return texts


class Mutator:
    """One program and the changes made to it."""

    def __init__(self, texts, seed):
        self.random = random.Random(seed)
        self.texts = texts
        self.lines = self.some_lines()
        self.names = sorted(set(re.findall(r"\b[a-zA-Z_]\w*", "\n".join(self.lines))))

    def some_lines(self):
        text = self.random.choice(self.texts)
        return [line for line in text.split("\n") if line.strip() and not line.lstrip().startswith("//")]

    def run(self):
        for _ in range(self.random.choice((1, 1, 2, 2, 3, 4, 6))):
            if self.lines:
                self.random.choices((self.change_line, self.move_line, self.splice), (12, 3, 2))[0]()
        return "\n".join(self.lines) + "\n"

    def move_line(self):
        at = self.random.randrange(len(self.lines))
        form = self.random.randrange(3)
        if form == 0:
            del self.lines[at]
        elif form == 1:
            self.lines.insert(self.random.randrange(len(self.lines)), self.lines[at])
        else:
            other = self.random.randrange(len(self.lines))
            self.lines[at], self.lines[other] = self.lines[other], self.lines[at]

    def splice(self):
        """A part of another program in the middle of this one, perhaps in a function of its own."""
        other = self.some_lines()
        if self.random.random() < 0.5:
            other = ["print(pcall(func(...) {"] + other + ["}, 1, nil, 3))"]
        at = self.random.randrange(len(self.lines) + 1)
        self.lines[at:at] = other

    def change_line(self):
        at = self.random.randrange(len(self.lines))
        tokens = TOKEN.findall(self.lines[at])
        if not tokens:
            return
        i = self.random.randrange(len(tokens))
        token = tokens[i]
        form = self.random.randrange(8)
        if token in OPERATORS:
            tokens[i] = self.random.choice(OPERATORS)
        elif token in ASSIGNMENTS:
            tokens[i] = self.random.choice(ASSIGNMENTS)
        elif form <= 1 and (token[0].isalnum() or token[0] in "\"'"):
            tokens[i] = self.random.choice(VALUES)
        elif form <= 3 and self.names and token[0].isalpha():
            tokens[i] = self.random.choice(self.names)
        elif form == 4:
            del tokens[i]
        elif form == 5:
            tokens.insert(i, self.random.choice(tokens))
        elif form == 6:
            j = self.random.randrange(len(tokens))
            tokens[i], tokens[j] = tokens[j], tokens[i]
        else:
            tokens[i:i + 1] = [token, self.random.choice(OPERATORS), self.random.choice(VALUES)]
        self.lines[at] = join(tokens)


def depends_on_collector(text):
    """Whether engines may print different things because they collect at different moments."""
    return COLLECTOR.search(text) is not None


def mutated(seed, texts):
    """Program number `seed` of those made from these texts."""
    return Mutator(texts, seed).run()
