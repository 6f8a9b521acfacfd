"""Puts a program together: the prelude, some parts, and an end."""

from .caches import Caches
from .chunks import Chunks
from .core import Core
from .coroutines import Coroutines
from .errors import Errors
from .expressions import Expressions
from .functions import Functions
from .goroutines import Goroutines
from .hot import Hot
from .large import Large
from .memory import Memory
from .metatables import Metatables
from .order import Order
from .prelude import PRELUDE
from .statements import Statements
from .tables import Tables


class Generator(Expressions, Statements, Functions, Tables, Metatables, Caches, Coroutines, Goroutines, Errors,
    Chunks, Hot,
                Large, Memory, Order, Core):
    """All mixins in one class; see core.py."""

    def part(self):
        self.weighted((
            (8, lambda: self.section(self.upto(10, 50))), (1, self.loaded_section), (3, self.operator_part),
            (3, self.shape_part), (2, self.table_part),
            (2, self.metatable_part), (2.5, self.coroutine_part), (1.5, self.goroutine_part), (2, self.error_part),
            (1, self.chunk_part), (3, self.hot_part), (3, self.order_part), (0.6, self.memory_part),
            (0 if self.light else 0.15, self.large_part)))()

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
        self.line("fuel = 100")
        self.some_globals()
        for _ in range(self.upto(2, 6)):
            self.part()
        if self.chance(0.2):
            self.open_section(self.upto(3, 10))
        self.end()
        return PRELUDE + "\n".join(line for line in self.lines if line.strip()) + "\n"


def program(seed, light=False):
    """The text of the program with this number; `light` ones run fast in every mode of an engine."""
    return Generator(seed, light).write()
