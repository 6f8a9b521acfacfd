"""What all parts of the generator share: random choices, the text written so far and the names in scope.

The generator is one class put together from mixins, one for each subject. A program comes out of one stream of random
numbers, so the seed alone decides what it is.

Every value has a KIND, a guess at what it will be when the program runs. Expressions are chosen by kind, so that most
of a program works; with the probability `confusion` an expression is of some other kind, so that the same place sees
different types and errors happen. Nothing depends on a guess being right.

What keeps a program finite:
  - every loop has a constant number of iterations or a guard of its own (Statements.loop_guard);
  - functions that may take part in a recursion spend fuel, a global that the sections of a program fill up;
  - texts that grow are cut (`cut` of the prelude).
"""

import contextlib
import random

KINDS = ("int", "float", "str", "bool", "list", "obj", "func", "nil", "meta")
FIELDS = ("x", "y", "name", "next", "n", "items", "kind")
METHODS = ("get", "put", "size", "area")


class Variable:
    """A name that the program may use at this point."""

    __slots__ = ("name", "kind", "writable", "parameters", "results")

    def __init__(self, name, kind, writable=True, parameters=(), results=("any",)):
        self.name = name
        self.kind = kind
        self.writable = writable
        self.parameters = parameters  # of a function: the kinds it expects and gives
        self.results = results


class FunctionState:
    """The function that is being written."""

    def __init__(self, extras=False, results=(), coroutine=False, first_scope=0):
        self.extras = extras          # it has `...`
        self.results = results        # kinds of the values it returns; None: it must not return
        self.coroutine = coroutine    # its body may yield
        self.jumps = []               # "loop" and "switch" around this place
        self.first_scope = first_scope
        self.may_defer = True


class Core:
    """Choices, output and scopes."""

    def __init__(self, seed, light=False, wanted=()):
        self.random = random.Random(seed)
        self.wanted = wanted   # names of the only parts that there may be; none: all
        self.light = light     # leave out what takes long when every allocation collects
        self.lines = []
        self.level = 0
        self.scopes = [{}]
        self.functions = [FunctionState(results=None)]
        self.counter = 0
        self.budget = 0        # statements that may still be written
        self.confusion = 0.03

    # ---- choices ----

    def chance(self, probability):
        return self.random.random() < probability

    def pick(self, choices):
        return choices[int(self.random.random() * len(choices))]

    def upto(self, low, high):
        """A whole number from low to high."""
        return low + int(self.random.random() * (high - low + 1))

    def weighted(self, table):
        """One of the values of ((weight, value), ...)."""
        at = self.random.random() * sum(weight for weight, _ in table)
        for weight, value in table:
            at -= weight
            if at < 0:
                return value
        return table[-1][1]

    # ---- output ----

    def line(self, text):
        self.lines.append("    " * self.level + text)

    @contextlib.contextmanager
    def block(self, header, tail="}", scope=True):
        """header { ... }, with a scope of its own."""
        self.line(header + " {")
        self.level += 1
        if scope:
            self.scopes.append({})
        yield
        if scope:
            self.scopes.pop()
        self.level -= 1
        self.line(tail)

    @contextlib.contextmanager
    def function(self, header, tail="}", **state):
        """A block that is the body of a function."""
        self.functions.append(FunctionState(first_scope=len(self.scopes), **state))
        with self.block(header, tail):
            yield
        self.functions.pop()

    @contextlib.contextmanager
    def inline_function(self, **state):
        """The same for a function whose text is not written line by line."""
        self.functions.append(FunctionState(first_scope=len(self.scopes), **state))
        self.scopes.append({})
        yield
        self.scopes.pop()
        self.functions.pop()

    def captured(self, write):
        """The text that write() would have written."""
        lines, self.lines = self.lines, []
        write()
        lines, self.lines = self.lines, lines
        return "\n".join(lines)

    # ---- names ----

    def fresh(self, prefix="v"):
        self.counter += 1
        return f"{prefix}{self.counter}"

    @property
    def here(self):
        return self.functions[-1]

    @property
    def at_top(self):
        """Declarations here make globals."""
        return len(self.scopes) == 1

    def declare(self, name, kind, **facts):
        variable = Variable(name, kind, **facts)
        self.scopes[-1][name] = variable
        return variable

    def new_name(self, prefix="v"):
        """A name for a declaration, now and then one that hides another or declares the same again."""
        if self.chance(0.06):
            hidden = [v.name for v in self.visible() if v.writable and v.kind != "func"]
            if hidden and not self.at_top:
                return self.pick(hidden)
        return self.fresh(prefix)

    def visible(self, kind=None, writable=False):
        """The variables in scope, of one kind or all, those of inner blocks first."""
        seen, found = set(), []
        for scope in reversed(self.scopes):
            for name in reversed(scope):
                if name in seen:
                    continue
                seen.add(name)
                variable = scope[name]
                if (kind is None or variable.kind == kind) and (variable.writable or not writable):
                    found.append(variable)
        return found

    def variable(self, kind=None, writable=False):
        """Some variable in scope, rather one that was declared lately; None if there is none."""
        found = self.visible(kind, writable)
        if not found:
            return None
        at = self.random.random()
        return found[int(at * at * len(found))]

    def locals_here(self):
        """The local variables of the function that is being written."""
        names = {}
        first = max(self.here.first_scope, 1)
        for scope in self.scopes[first:]:
            names.update(dict.fromkeys(scope))
        return list(names)
