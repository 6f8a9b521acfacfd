"""Functions: declarations with parameters and extra arguments, closures, recursion, tail calls, several results."""

PARAMETERS = ("int", "int", "int", "float", "str", "list", "obj", "func")


class Functions:
    """Statements that declare functions, and the `return` in them."""

    def function_statement(self, depth):
        if self.chance(0.25):
            return self.counter_closure(depth)
        if self.chance(0.2):
            return self.recursion(depth)
        name = self.fresh("f")
        kinds = [self.pick(PARAMETERS) for _ in range(self.upto(0, 4))]
        results = tuple(self.pick(("int", "int", "float", "str", "list", "obj")) for _ in range(self.upto(0, 3)))
        self.write_function(name, kinds, results, depth)
        if self.chance(0.6):
            self.line(f"show('{name}', {name}({self.arguments(kinds, 1)}))")

    def write_function(self, name, kinds, results, depth, declared=True):
        """func name(...) { ... } with parameters of these kinds."""
        names = [self.fresh("a") for _ in kinds]
        extras = self.chance(0.25)
        rest = self.fresh("r") if extras and self.chance(0.3) else ""
        parameters = ", ".join(names + [rest + "..."] * extras)
        facts = {"parameters": tuple(kinds), "results": results}
        form = self.upto(0, 3)
        if form == 0:
            header = f"{name} := func({parameters})"
        elif form == 1 and self.at_top:
            header = f"{name} = func({parameters})"
        else:
            header = f"func {name}({parameters})"
            self.declare(name, "func", writable=False, **facts)
        with self.function(header, extras=extras, results=results):
            for parameter, kind in zip(names, kinds):
                self.declare(parameter, kind)
            if rest:
                self.declare(rest, "list")
            self.line("spend()")
            self.body(self.upto(0, 4), min(depth - 1, 1))
            self.last_return(results)
        self.declare(name, "func", writable=self.chance(0.3), **facts)

    def last_return(self, results):
        if not results:
            return
        if self.chance(0.2):
            function = self.variable("func")
            if function:  # a tail call, unless something is deferred
                self.line(f"return {function.name}({self.arguments(function.parameters, 1)})")
                return
        texts = [self.expr(kind, 1) for kind in results]
        if self.chance(0.15):
            texts.append(self.many(1))
        self.line(f"return {', '.join(texts)}")

    def early_return(self, depth):
        texts = [self.expr(kind, 1) for kind in self.here.results]
        self.line(f"if {self.condition(1)} {{ return {', '.join(texts)} }}")

    def counter_closure(self, depth):
        """Functions that share a variable with their maker and each other."""
        name, make = self.fresh("n"), self.fresh("make")
        with self.function(f"func {make}({name})", results=("func", "func")):
            self.declare(name, "int")
            step = self.pick((f"{name}++", f"{name} += by", f"{name} = {name} * 2",
                f"{name} -= {self.expr('int', 1)}"))
            if self.chance(0.4):
                self.body(1, 0)
            self.line(f"up := func(by) {{ {step} return {name} }}")
            if self.chance(0.3):
                self.line(f"{name} = {self.expr('int', 1)}")
            self.line(f"return up, func() {{ return {name}, up(1) }}")
        up, get = self.fresh("up"), self.fresh("get")
        self.declare(make, "func", writable=False, parameters=("int",), results=("func",))
        self.line(f"{up}, {get} := {make}({self.expr('int', 1)})")
        self.line(f"show({up}(2), {get}(), {up}(1), ({get}()))")
        self.declare(up, "func", parameters=("int",), results=("int",))
        self.declare(get, "func", results=("int",))

    def recursion(self, depth):
        """A function that calls itself under the name it is written with."""
        name = self.fresh("f")
        combine = self.pick(("n + {}", "{} + n", "n .. {}", "({}) * 2", "{}, n"))
        inner = combine.format(f"{name}(n - 1)")
        if not self.at_top and self.chance(0.4):
            self.line(f"{name} := nil")
            header = f"{name} = func(n)"
        else:
            header = f"func {name}(n)"
        with self.function(header, results=("int",)):
            self.declare("n", "int")
            self.line("spend()")
            self.line(f"if n <= 0 {{ return {self.pick(('0', '1', '0.5', 'n'))} }}")
            self.body(self.upto(0, 2), 0)
            self.line(f"return {inner}")
        self.declare(name, "func", writable=False, parameters=("int",), results=("int",))
        self.line(f"show('{name}', {name}({self.upto(0, 6)}))")

    def tail_recursion(self, depth):
        """Tail calls: of itself, of each other, of natives, of callable tables, with extra arguments."""
        a, b = self.fresh("t"), self.fresh("t")
        form = self.upto(0, 4)
        if form == 0:
            self.line(f"func {a}(n, s) {{ if n == 0 {{ return s }} return {a}(n - 1, s + n) }}")
            self.line(f"show({a}({self.pick((10, 1000))}, 0))")
        elif form == 1:
            self.line(f"{a}, {b} := nil, nil")
            self.line(f"{a} = func(n, ...) {{ if n <= 0 {{ return #..., ... }} return {b}(n - 1, n, ...) }}")
            self.line(f"{b} = func(n, x) {{ if n <= 0 {{ return x }} return {a}(n - 1, x, n) }}")
            self.line(f"show({a}(7, 1, 2), {b}(6, 0))")
        elif form == 2:
            self.line(f"{a} := setmetatable({{}}, {{__call: func(self, n) {{ if n < 1 {{ return 'end', n }} return self(n - 1) }}}})")
            self.line(f"{b} := func(...) {{ return {a}(...) }}")
            self.line(f"show({b}({self.upto(0, 5)}, 1))")
        elif form == 3:
            self.line(f"{a} := {{go: func(self, n) {{ if n == 0 {{ return self }} return self:go(n - 1) }}}}")
            self.line(f"show({a}:go(3) == {a}, ({a}:go(2)))")
        else:
            self.line(f"{a} := func(f, ...) {{ return f(...) }}")
            self.line(f"traced('tail', {a}, {a}, {self.pick(('error', 'string.rep', 'print', '{}'))}, {self.expr('any', 1)})")
            self.line(f"show({a}(select, 2, 'a', 'b', 'c'))")
