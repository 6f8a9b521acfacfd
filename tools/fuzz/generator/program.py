"""Puts a program together: the prelude, some parts, and an end."""

from .caches import Caches
from .chunks import Chunks
from .core import Core
from .coroutines import Coroutines
from .errors import Errors
from .expressions import Expressions
from .forms import Forms
from .functions import Functions
from .goroutines import Goroutines
from .hot import Hot
from .large import Large
from .library import Library
from .memory import Memory
from .metatables import Metatables
from .numbers import Numbers
from .order import Order
from .prelude import PRELUDE
from .speculation import Speculation
from .statements import Statements
from .tables import Tables


class Generator(Expressions, Statements, Functions, Tables, Metatables, Caches, Coroutines, Goroutines, Errors,
                Chunks, Forms, Hot, Large, Library, Memory, Numbers, Order, Speculation, Core):
    """All mixins in one class; see core.py."""

    def part(self):
        """One part; their names are those of --parts."""
        parts = (
            ("section", 8, lambda: self.section(self.upto(10, 50))), ("loaded", 1, self.loaded_section),
            ("operators", 3, self.operator_part), ("shapes", 3, self.shape_part), ("tables", 2, self.table_part),
            ("metatables", 2, self.metatable_part), ("coroutines", 2.5, self.coroutine_part),
            ("goroutines", 1.5, self.goroutine_part), ("errors", 2, self.error_part), ("chunks", 1, self.chunk_part),
            ("hot", 3, self.hot_part), ("speculation", 4, self.speculation_part), ("order", 3, self.order_part), ("memory", 0.6, self.memory_part),
            ("library", 2, self.library_part), ("numbers", 2.5, self.number_part), ("forms", 2.5, self.form_part),
            ("large", 0 if self.light else 0.15, self.large_part))
        wanted = [name for name in self.wanted if not name.startswith("-")]
        self.weighted([(weight, write) for name, weight, write in parts
                       if (not wanted or name in wanted) and "-" + name not in self.wanted])()

    def some_globals(self):
        """A few variables and functions for all parts."""
        for i, kind in enumerate(("int", "float", "str", "list", "obj", "int")[:self.upto(2, 6)], 1):
            self.line(f"g{i} := {getattr(self, 'literal_' + kind)()}")
            self.declare(f"g{i}", kind)
        for _ in range(self.upto(0, 3)):
            self.budget = 6
            kinds = [self.pick(("int", "int", "float", "str", "list", "obj")) for _ in range(self.upto(0, 3))]
            self.write_function(self.fresh("f"), kinds, (self.pick(("int", "float", "str", "list", "obj")),), 2)

    def write(self):
        self.confusion = self.pick((0.0, 0.0, 0.005, 0.02, 0.1))
        self.number_class()
        self.form_helpers()
        self.line("fuel = 100")
        self.some_globals()
        for _ in range(self.upto(2, 6)):
            self.part()
        if self.chance(0.2):
            self.open_section(self.upto(3, 10))
        self.end()
        return PRELUDE + "\n".join(line for line in self.lines if line.strip()) + "\n"


def program(seed, light=False, parts=()):
    """The text of the program with this number; `light` ones run fast in every mode of an engine. With `parts`, names of
    parts, it has no others; a name behind a minus is one that it has not."""
    return Generator(seed, light, parts).write()
