"""Statements: declarations, assignments, branches, loops and calls, nested in each other.

`body` writes a number of statements into the current block, `section` a group of them that starts with full fuel and
shows its variables at the end.
"""

from .core import FIELDS, METHODS

DECLARED = ("int", "int", "float", "str", "list", "obj", "bool", "func", "meta", "any")
COMPOUND = {"int": ("+=", "-=", "*=", "+=", "%="), "float": ("+=", "-=", "*=", "/=", "**="), "str": ("..=",)}


class Statements:
    """statement() and what it chooses from."""

    def statement(self, depth):
        """One statement; `depth` levels of blocks may stand in it."""
        if self.budget <= 0:
            return
        self.budget -= 1
        choices = [
            (10, self.declaration), (7, self.assignment), (7, self.compound), (4, self.store), (3, self.several),
            (3, self.append), (2, self.remove_field), (4, self.call_statement), (2, self.show_some),
            (1, self.constant),
            (1.5, self.swap), (0.6, self.deferred), (0.5, self.yield_statement), (0.4, self.library_call),
        ]
        if depth > 0:
            choices += [
                (6, self.branch), (3, self.switch), (3, self.while_loop), (5, self.counting_loop),
                (5, self.range_loop),
                (3, self.function_statement), (2.5, self.protected), (1.5, self.closures_of_loop),
                (1, self.tail_recursion),
            ]
        if self.here.jumps:
            choices.append((2, self.jump))
        if self.here.results is not None:
            choices.append((0.8, self.early_return))
        self.weighted(choices)(depth)

    def body(self, count, depth):
        for _ in range(count):
            self.statement(depth)
        if self.chance(0.15) and self.scopes[-1]:
            self.line(f"show({', '.join(self.scopes[-1])})")

    # ---- declarations and assignments ----

    def value_of(self, kind, depth=2):
        """An expression for a variable: texts that could grow from round to round are cut."""
        text = self.expr(kind, depth)
        return f"cut({text})" if kind in ("str", "any") and "(" in text else text

    def declaration(self, depth):
        count = self.weighted(((7, 1), (2, 2), (1, 3)))
        kinds = [self.pick(DECLARED) for _ in range(count)]
        if count == 1:
            values = [self.value_of(kinds[0])]
        elif self.chance(0.35):
            values = [self.many(1)]
            kinds = ["any"] * count
        else:
            values = [self.value_of(kind, 1) for kind in kinds]
            if self.chance(0.2):
                values.pop()
        names = [self.new_name() for _ in kinds]
        self.line(f"{', '.join(names)} := {', '.join(values)}")
        for name, kind in zip(names, kinds):
            self.declare(name, kind)

    def constant(self, depth):
        kind = self.pick(("int", "float", "str", "list"))
        name = self.fresh("k")
        self.line(f"const {name} = {self.value_of(kind)}")
        self.declare(name, kind, writable=False)

    def assignment(self, depth):
        variable = self.variable(writable=True)
        if not variable:
            return self.declaration(depth)
        kind = variable.kind
        if self.chance(0.02 + self.confusion):
            kind = self.pick(DECLARED)
        self.line(f"{variable.name} = {self.value_of(kind)}")
        if kind != variable.kind:
            variable.kind = kind
            variable.parameters, variable.results = (), ("any",)

    def target(self):
        """Something to assign to, with the kind that it should get."""
        form = self.upto(0, 3)
        if form == 0:
            text = self.base("obj", 0)
            field = self.pick(FIELDS)
            return f"{text}.{field}", {"x": "int", "y": "int", "n": "int", "name": "str", "items": "list",
                "next": "obj"}.get(field, "any")
        if form == 1:
            text = self.base("list", 0)
            return f"{text}[{self.expr('int', 1)}]", "int"
        variable = self.variable(writable=True)
        if variable and variable.kind != "func":
            return variable.name, variable.kind
        name = f"g{self.upto(1, 6)}"
        return name, "int"

    def plain_target(self):
        """A target that can begin a statement."""
        while True:
            text, kind = self.target()
            if not text.startswith("({"):
                return text, kind

    def store(self, depth):
        text, kind = self.plain_target()
        self.line(f"{text} = {self.value_of(kind, 1)}")

    def several(self, depth):
        """Several targets, which may overlap with each other and with the values."""
        targets = [self.plain_target() for _ in range(self.upto(2, 3))]
        if self.chance(0.3):
            values = [self.many(1)]
        else:
            values = [self.value_of(kind, 1) for _, kind in targets]
            if self.chance(0.3):
                values[-1] = self.many(1)
        self.line(f"{', '.join(text for text, _ in targets)} = {', '.join(values)}")

    def swap(self, depth):
        form = self.upto(0, 2)
        variable = self.variable("int", writable=True)
        if form == 0 and variable:
            other = self.variable("int", writable=True)
            self.line(f"{variable.name}, {other.name} = {other.name}, {variable.name}")
            return
        table = self.base("list", 0)
        if not table.isidentifier():
            return self.declaration(depth)
        if form == 1 and variable:
            self.line(f"{variable.name}, {table}[{variable.name}] = {self.upto(1, 4)}, {self.expr('num', 1)}")
        else:
            i, j = self.upto(1, 4), self.upto(1, 4)
            self.line(f"{table}[{i}], {table}[{j}] = {table}[{j}], {table}[{i}]")

    def compound(self, depth):
        if self.chance(0.35):
            text, kind = self.plain_target()
        else:
            variable = self.variable(self.pick(("int", "float", "int", "str", "meta")), writable=True)
            if not variable:
                return self.declaration(depth)
            text, kind = variable.name, variable.kind
        if kind in ("int", "float") and self.chance(0.3):
            self.line(f"{text}{self.pick(('++', '--'))}")
            return
        operator = self.pick(COMPOUND.get(kind, ("+=", "..=", "-=")))
        value = self.expr("int" if kind not in COMPOUND else kind, 1)
        if not text.isidentifier() and kind in COMPOUND and self.chance(0.9):
            self.line(f"{text} = {text} || {self.atom(kind)}")
        self.line(f"{text} {operator} {value}")
        if operator == "..=":
            self.line(f"{text} = cut({text})")

    def append(self, depth):
        table = self.variable("list")
        if not table:
            return self.declaration(depth)
        other = table.name if self.chance(0.9) else self.expr("list", 0)
        step = "1" if self.chance(0.9) else self.pick(("2", "1.0", "0"))
        self.line(f"{table.name}[#{other} + {step}] = {self.value_of('any' if self.chance(0.1) else 'num', 1)}")

    def remove_field(self, depth):
        table = self.variable(self.pick(("list", "obj")))
        if not table:
            return self.declaration(depth)
        if table.kind == "obj":
            self.line(f"{table.name}.{self.pick(FIELDS)} = nil")
        else:
            self.line(f"{table.name}[{self.pick(('#' + table.name, '1', '2', '3'))}] = nil")

    # ---- calls ----

    def call_statement(self, depth):
        form = self.upto(0, 5)
        if form <= 2:
            function = self.variable("func")
            if function:
                self.line(f"{function.name}({self.arguments(function.parameters, 1)})")
                return
        if form == 3:
            variable = self.variable("obj")
            if variable:
                name = self.pick(METHODS)
                self.line(f"{variable.name}.{name} = {self.method(1)}")
                call = f"{variable.name}:{name}({self.expr('int', 1)})"
                self.line(call if self.chance(0.4) else f"show('method', {call})")
                return
        self.line(f"show({self.upto(1, 99)}, {self.many(1)})")

    def library_call(self, depth):
        table = self.variable("list")
        if not table:
            return self.declaration(depth)
        name = table.name
        self.line(self.pick((
            f"table.insert({name}, {self.expr('int', 1)})", f"table.insert({name}, 1, {self.expr('int', 1)})",
            f"show('removed', table.remove({name}))", f"show('removed', table.remove({name}, 1))",
            f"try('sort', table.sort, {name})", f"show(pcall(table.concat, {name}, '-'))",
            f"show(unpack({name}, 1, 3))", f"show(next({name}))", f"show(rawequal({name}, {self.expr('any', 0)}))",
            f"table.sort({name}, func(a, b) {{ return text(a, 1) < text(b, 1) }})", "collectgarbage()",
            f"setmetatable({name}, {{__index: {self.expr('func', 1)}}})", f"table.move({name}, 1, 3, 2)",
        )))

    def show_some(self, depth):
        if self.chance(0.1):
            level = self.upto(1, 4)
            self.line(self.pick((f"show((debug.getinfo({level}, 'l') || {{}}).currentline)",
                f"show(debug.getinfo({level}, 'nSlu'))",
                                 f"show(debug.getinfo({self.expr('func', 0)}, 'nSlu'))",
                                 f"print(debug.traceback('here', {self.upto(1, 2)})) shown += 5")))
            return
        self.line(f"show({', '.join(self.expr('any', 1) for _ in range(self.upto(1, 4)))})")

    def deferred(self, depth):
        if self.at_top or not self.here.may_defer:
            return self.show_some(depth)
        form = self.upto(0, 3)
        if form == 0:
            with self.function("defer func()", "}()"):
                self.body(2, 0)
        elif form == 1 and self.variable("func"):
            function = self.variable("func")
            self.line(f"defer {function.name}({self.arguments(function.parameters, 1)})")
        else:
            self.line(f"defer show('deferred', {self.expr('any', 1)})")

    def yield_statement(self, depth):
        name = self.new_name()
        self.line(f"{name} := maybe_yield({self.expr('any', 1)})")
        self.declare(name, "any")

    # ---- branches ----

    def branch(self, depth):
        init = ""
        self.scopes.append({})  # of the init statement
        if self.chance(0.2):
            name = self.fresh()
            init = f"{name} := {self.value_of('any', 1)}; "
            self.declare(name, "any")
        with self.block(f"if {init}{self.condition()}"):
            self.body(self.upto(1, 3), depth - 1)
        while self.chance(0.3):
            init = ""
            if self.chance(0.1):
                name = self.fresh()
                init = f"{name} := {self.value_of('any', 1)}; "
                self.declare(name, "any")
            self.joined(f"{self.pick(('else if', 'elseif'))} {init}{self.condition(1)}", depth)
        if self.chance(0.4):
            self.joined("else", depth)
        self.scopes.pop()

    def joined(self, header, depth):
        """Another arm, on the line of the brace that ends the one before."""
        self.lines[-1] += " " + header + " {"
        self.level += 1
        self.scopes.append({})
        self.body(self.upto(1, 2), depth - 1)
        self.scopes.pop()
        self.level -= 1
        self.line("}")

    def switch(self, depth):
        kind = self.pick(("int", "int", "str", "any", "num"))
        subject = self.header(self.expr(kind, 1)) if self.chance(0.8) else None
        self.scopes.append({})
        init = ""
        if subject and not subject[0].isalnum() and not subject.startswith('"'):
            subject = f"({subject})" if "\n" not in subject else None
        if self.chance(0.2):
            name = self.fresh()
            init = f"{name} := {self.value_of(kind, 1)}; "
            self.declare(name, kind)
        with self.block(f"switch {init}{subject or ''}", scope=False):
            self.here.jumps.append("switch")
            clauses = [f"case {self.cases(kind, subject)}:" for _ in range(self.upto(1, 4))]
            if self.chance(0.6):
                clauses.insert(self.upto(0, len(clauses)), "default:")
            for clause in clauses:
                self.line(clause)
                self.level += 1
                self.scopes.append({})
                self.body(self.upto(0, 2), depth - 1)
                self.scopes.pop()
                self.level -= 1
            self.here.jumps.pop()
        self.scopes.pop()

    def cases(self, kind, subject):
        texts = []
        for _ in range(self.upto(1, 3)):
            if subject is None:
                text = self.condition(1)
            else:
                text = self.atom(kind) if self.chance(0.7) and kind not in ("any", "num") else self.expr(kind, 1)
            texts.append(f"({text})" if ":" in text else text)
        return ", ".join(texts)

    # ---- loops ----

    def loop_guard(self, limit=6):
        """Declares a counter in front of a loop; returns the statement that ends the loop when it has run enough."""
        name = self.fresh("w")
        self.line(f"{name} := 0")
        self.declare(name, "int", writable=False)
        return f"{name}++ if {name} > {self.upto(1, limit)} {{ break }}"

    def loop_body(self, depth, guard=None):
        self.here.jumps.append("loop")
        if guard:
            self.line(guard)
        self.body(self.upto(1, 3), depth - 1)
        self.here.jumps.pop()

    def while_loop(self, depth):
        guard = self.loop_guard()
        variable = self.variable("int")
        if self.chance(0.2):
            header = "for"
        elif variable and self.chance(0.4):
            header = f"for {variable.name} {self.pick(('<', '<=', '>', '>=', '!='))} {self.upto(-5, 50)}"
        else:
            header = f"for {self.header(self.expr('bool', 2))}"
        with self.block(header):
            self.loop_body(depth, guard)

    def counting_loop(self, depth):
        """C-style loops, mostly in the forms that compilers treat specially."""
        name = self.fresh("i")
        form = self.upto(0, 9)
        start = self.pick(("1", "0", "1", "2", "-1", "1.0", "0.5"))
        count = self.upto(0, 5)
        guard = None
        bound = self.variable("int") if self.chance(0.4) else None
        if form <= 3 and bound and bound.name != name and not self.at_top:
            limit, step = f"{name} {self.pick(('<=', '<'))} {bound.name}", f"{name}++"
            guard = self.loop_guard()
        elif form <= 3:
            limit, step = f"{name} {self.pick(('<=', '<'))} {count}", f"{name}++"
        elif form == 4:
            start, limit, step = str(count), f"{name} {self.pick(('>=', '>'))} {self.upto(-1, 1)}", f"{name}--"
        elif form == 5:
            start, limit = self.pick((("140737488355325", "140737488355330"), ("32765", "32770"),
                ("-32770", "-32766"),
                                      ("140737488355325.0", "140737488355329"), ("2147483646", "2147483650")))
            limit, step = f"{name} {self.pick(('<=', '<'))} {limit}", f"{name}++"
        elif form == 6:
            start, limit, step = "-140737488355325", f"{name} > -140737488355331", f"{name}--"
        else:
            guard = self.loop_guard()
            if self.chance(0.6):
                start = self.expr(self.pick(("num", "int")), 1)
            limit = f"{name} {self.pick(('<', '<=', '<', '>', '>=', '!='))} {self.operand('num', 1)}"
            if self.chance(0.3):
                limit = f"{limit} && {self.operand('bool', 1)}"
            step = self.pick((f"{name}++", f"{name}--", f"{name} += {self.pick(('1', '2', '0.5', '-1', '3'))}",
                f"{name} *= 2",
                              f"{name} = {name} + 1", f"show({name})"))
            if self.chance(0.2):
                step = f"{name}++"
        declared = f"{name} := {start}"
        self.scopes.append({})
        if self.chance(0.1):
            other = self.fresh("j")
            declared = f"{name}, {other} := {start}, {self.expr('int', 1)}"
            self.declare(other, "int")
        # Only a loop with a guard may change its variable.
        writable = guard is not None
        self.declare(name, "int", writable=writable)
        with self.block(f"for {declared}; {limit}; {step}"):
            self.loop_body(depth, guard)
        self.scopes.pop()

    def range_loop(self, depth):
        key, value = self.fresh("k"), self.fresh("e")
        names = self.pick((f"{key} := ", f"{key}, {value} := ", f"{key}, {value} := ", ""))
        guard = None
        value_kind = "any"
        form = self.upto(0, 9)
        if form <= 2:
            operand = self.expr(self.pick(("list", "list", "obj")), 1)
            value_kind = "int"
        elif form == 3:
            operand = str(self.upto(0, 5))
        elif form == 4:
            operand = self.pick(("3.0", f"#{self.base('list', 0)}", "2 + 1"))
        elif form == 5 and self.here.extras:
            operand = "..."
        elif form == 6:
            operand = f"{self.pick(('pairs', 'ipairs'))}({self.expr('list', 1)})"
        elif form == 7:
            operand = f"next, {self.expr(self.pick(('list', 'obj')), 1)}"
        elif form == 8:
            operand = self.pick((
                f"func(s, c) {{ if c < s {{ return c + 1, {self.expr('int', 1)} }} }}, {self.upto(1, 4)}, 0",
                "string.gmatch('k1=v1 k2', '%w+')",
                f"coroutine.wrap(func() {{ for i := range 3 {{ coroutine.yield(i, {self.expr('any', 1)}) }} }})"))
        else:
            operand = self.expr("any" if self.chance(0.1) else "list", 1)
        guard = self.loop_guard()
        self.scopes.append({})
        with self.block(f"for {names}range {self.header(operand)}"):
            if key in names:
                self.declare(key, "int")
            if value in names:
                self.declare(value, value_kind)
            self.loop_body(depth, guard)
        self.scopes.pop()

    def closures_of_loop(self, depth):
        """Closures that capture what each round has of its own."""
        list_name, i = self.fresh("fs"), self.fresh("i")
        self.line(f"{list_name} := {{}}")
        header = self.pick((f"for {i} := 1; {i} <= 3; {i}++", f"for {i} := range 3", f"for {i} := range {{5, 6, 7}}",
                            f"for {i} := 3; {i} > 0; {i}--"))
        with self.block(header):
            self.declare(i, "int", writable=False)
            inner = self.fresh()
            self.line(f"{inner} := {self.expr('int', 1)}")
            self.declare(inner, "int")
            body = self.pick((f"{inner} += {i} return {inner}", f"return {inner}, {i}",
                              f"{inner}, shown = {i}, shown return {inner}"))
            self.line(f"{list_name}[#{list_name} + 1] = func() {{ {body} }}")
            if self.chance(0.3):
                self.line(f"{inner}++")
            if self.chance(0.3):
                self.line(f"if {i} == 2 {{ {self.pick(('break', 'continue'))} }}")
        self.line(f"for _, f := range {list_name} {{ show(f(), (f())) }}")
        self.declare(list_name, "list", writable=False)

    def jump(self, depth):
        word = self.pick(("break", "continue")) if "loop" in self.here.jumps else "break"
        self.line(f"if {self.condition(1)} {{ {word} }}")

    # ---- protected calls ----

    def protected(self, depth):
        """A part whose error is caught and shown, with or without its traceback."""
        catch = "traced" if self.chance(0.3) else "try"
        with self.function(f"{catch}('{self.fresh('p')}', func()", "})", results=("any",)):
            self.body(self.upto(1, 4), depth - 1)
            self.line(f"return {self.expr('any', 1)}, {self.expr('any', 1)}")

    def section(self, statements, depth=3):
        """A group of statements with fuel of its own. Shows its variables, if it gets that far."""
        self.budget = statements
        self.line(f"fuel = {self.pick((100, 1000, 2000))}")
        form = self.upto(0, 9)
        catch = "drive" if form == 0 else "traced" if form <= 2 else "try"
        extras = self.chance(0.3)
        arguments = ", 1, nil, 'c'" if extras else ""
        with self.function(f"{catch}('{self.fresh('s')}', func({'...' if extras else ''})", "}" + arguments + ")",
                           results=("any", "any"), coroutine=form == 0, extras=extras):
            while self.budget > 0:
                self.statement(depth)
            names = self.locals_here()
            if names:
                self.line(f"show('locals', {', '.join(names[-12:])})")
            if self.chance(0.5):
                self.line(f"return {self.expr('any', 1)}, {self.many(1)}")
        self.show_globals()

    def loaded_section(self):
        """A section as a chunk of its own, whose globals are the fields of some table."""
        self.line("fuel = 1000")
        self.budget = 12
        saved, self.scopes = self.scopes, [dict(self.scopes[0])]
        level, self.level = self.level, 0
        text = self.captured(lambda: self.body(self.budget, 2)).replace("`raw`", "'raw'")
        self.scopes, self.level = saved, level
        env = self.pick(("setmetatable({}, {__index: _G})", "setmetatable({}, {__index: _G})", "_G", "nil",
                         "setmetatable({}, {__index: func(t, k) { return _G[k] }, __newindex: func(t, k, v) { rawset(t, k, v) }})",
                         "setmetatable({}, {__index: _G, __newindex: _G})"))
        name = self.fresh("env")
        self.line(f"{name} := {env}")
        self.line(f"{self.pick(('try', 'traced'))}('loaded', func() {{ return load(`{text}`, 'loaded', 't', {name})(1, 2) }})")
        if env.startswith("set"):
            self.line(f"show({name})")

    def show_globals(self):
        names = [name for name, variable in self.scopes[0].items() if variable.kind != "func"][-8:]
        if names and self.chance(0.4):
            self.line(f"show('globals', {', '.join(names)})")

    def open_section(self, statements, depth=3):
        """Statements of the chunk itself, where an error ends the program."""
        self.budget = statements
        self.line("fuel = 150")
        while self.budget > 0:
            self.statement(depth)
        self.show_globals()
