"""Errors: every message with the name of the variable at fault, positions, tracebacks, handlers, deferred calls that
raise, stack overflow, and errors that nobody catches."""


class Errors:
    """Parts that raise errors, and the end of a program."""

    def faulty(self):
        """Statements that raise an error. The names in them are of all kinds: u is an upvalue, g a global."""
        value = self.pick(("nil", "true", "{}", "5", "'s'", "print", "make(chan)", "coroutine.create(print)"))
        op = self.pick(("+", "-", "*", "/", "%", "**"))
        return self.pick((
            f"l := {value} return l {op} {{}}", f"l := {value} return 1 {op} l", f"l := {value} l()",
            f"l := {value} return l.x.y",
            f"l := {value} l:m()", "return u.x.y", f"u {op}= nil", "u.x.y = 1", f"return u.f {op} 2", "u()",
            "u:nothing()", "return u.f.g()",
            f"g = {value} g = g {op} nil", "undefined()", "return undefined.x", "undefined.x = 1",
            "return #undefined", "return -undefined",
            f"return undefined {op} 1", "return 'a' .. undefined", "return undefined .. 'a'", f"return u .. {value}",
            "undefined++",
            "u.n.m++", f"u.s {op}= 1", "u[nil] = 1", "u[0 / 0] = 1", "return u < 1", "return {} <= {}",
            "return 1 > 'x'", "return nil >= nil",
            f"return u < {value}", "for i := range u.f { }", "for i := range 2.5 { }", "for i := range nil { }",
            "for i := range 'abc' { }",
            "for i := range func() { error('iter') } { }", "return 5 % 0", "l := 0 return 7 % l", "l := 7 l %= 0",
            "return u.f[1][2]",
            "return u['f']['g']", "return (u.f)(1)", "return u.f(1)", "return ('x').y.z", "l := {1} l[1][2] = 3",
            "return l1 + l2",
            f"for i := 1; i < {value}; i++ {{ if i > 3 {{ break }} }}", "for i := {}; i < 3; i++ { }",
            "switch { case u < 1: }",
            "return string.rep()", "return ('x'):rep({})", "return ('x'):nope()", "setmetatable(1, {})",
            "return math.floor('x')",
            "error('text')", "error({1, 2})", "error()", "error(u)", "error('level 2', 2)", "error('level 0', 0)",
            "error(nil, 1)",
            "assert(false, 'asserted')", "assert(nil)", "assert(false, {})", "return tostring()", "local.x = 1",
            "return select(0)",
            "l := setmetatable({}, {__index: func(t, k) { return t[k].x }}) return l.a",
            "l := setmetatable({}, {__add: 5}) return l + 1",
            "l := setmetatable({}, {__name: 'Named'}) return l.x.y, l + 1",
            "l := setmetatable({}, {__name: 'Named'}) return l + 1",
            "l := setmetatable({}, {__index: l}) return l.x.y", "l := {} l.__index = l setmetatable(l, l) return l.x",
            "l := {} l.__newindex = l setmetatable(l, l) l.x = 1", "return 1 +\n    {} *\n    2",
            "return undefined(\n    1,\n    2)",
            "return u\n    .f\n    .g", "x := 'a' ..\n    1 ..\n    {} ..\n    2",
            "return u.f && u.f.g || undefined.x", "return !u.f.x",
            "a, b := 1 a[b] = 2", "l := 5 return func() { return l.x.y }()", "l := nil return func() { l = l + 1 }()",
            "l := func() { } return l() + 1", "return (func(...) { return ... + 1 })()",
            "return (func(...) { return ...[1].x })({})",
        ))

    def error_part(self):
        self.line("fuel = 100")
        self.weighted(((5, self.names), (3, self.levels), (2, self.handlers), (2, self.defers),
                       (0 if self.light else 0.5, self.overflow)))()

    def names(self):
        u = "u := " + self.pick(("{}", "nil", "5", "{n: {}}", "{s: 's', f: 3}", "setmetatable({}, {__name: 'U'})"))
        with self.function("try('names', func()", "})"):
            self.line(u)
            for _ in range(self.upto(2, 6)):
                catch = self.pick(("try", "try", "traced"))
                self.line(f"{catch}({self.upto(1, 99)}, func() {{ {self.faulty()} }})")

    def levels(self):
        """An error some calls deep: the traceback names the functions as they were written."""
        names = [self.fresh("deep") for _ in range(self.upto(2, 4))]
        self.line(f"u := {self.pick(('{}', 'nil', '3'))}")
        self.line(f"func {names[0]}(a) {{ {self.faulty()} }}")
        for callee, name in zip(names, names[1:]):
            call = f"{callee}(a)"
            form = self.upto(0, 8)
            body = (f"{call}", f"return {call}", f"return ({call})", f"x := {{{call}}}",
                f"for i := range 2 {{ {call} }}",
                    f"return pcall({callee}, a), {call}", f"coroutine.wrap({callee})(a)",
                    f"table.sort({{2, 1}}, {callee})",
                    f"(func() {{ {call} }})()")[form]
            if form == 8 and self.chance(0.5):
                body = f"t := {{m: func(self) {{ {call} }}}} t:m()"
            head = self.pick((f"func {name}(a) {{ ", f"{name} := func(a) {{ ", f"{name} = func(a) {{\n    "))
            self.line(head + body + " }")
        self.line(f"traced('levels', {names[-1]}, {self.expr('any', 0)})")

    def handlers(self):
        self.line(f"u := {self.pick(('{}', 'nil'))}")
        handler = self.pick(("func(e) { return e, 2 }", "func(e) { error(e) }",
            "func(e) { return text(e, 1) .. debug.traceback() }", "print",
                             "func(e) { show('handling', e) }",
                             "setmetatable({}, {__call: func(self, e) { return 'called', e }})",
                             "func(e) { return maybe_yield(e) }", "debug.traceback", "5", "nil"))
        self.line(f"show(pcall(xpcall, func(...) {{ {self.faulty()} }}, {handler}, 1, 2))")
        self.line(f"show(pcall(pcall)) show(pcall(error)) show(pcall({self.pick(('nil', '{}', '5'))}, 1))")
        self.line(f"show(xpcall(func() {{ return pcall(func() {{ {self.faulty()} }}) }}, {handler if handler not in ('5', 'nil') else 'print'}))")

    def defers(self):
        name = self.fresh("d")
        with self.function(f"func {name}(a)", results=("any", "any")):
            self.declare("a", "int")
            for _ in range(self.upto(1, 4)):
                self.line(self.pick((
                    "defer show('one', a)", "defer error('deferred')", "defer func() { a++ show('two', a) }()",
                    "for i := range 3 { defer show(i) }",
                    "a += 1", "defer nothing(a)", "defer (func(...) { show(...) })(a, ...)", "defer a.b()",
                    "if a == 1 { defer show('cond') }",
                    "defer pcall(error, 'caught')",
                    "x := {m: func(self, v) { show('method', v) }} defer x:m(a) x = nil", "defer string.rep()",
                    "defer func() { defer show('inner') error('second') }()", "return a, 'early'")))
            self.line(self.pick((f"error('body')", "return a, a + 1", "return unpack({1, 2, 3})", "a = a.b.c",
                f"return {name}", "")))
        self.line(f"show(pcall({name}, {self.upto(1, 2)}))")
        self.line(f"traced('defers', {name}, 1)")
        if self.chance(0.3):
            self.line(f"drive('defers', {name}, 1)")

    def overflow(self):
        """Recursion without end, in several ways."""
        name = self.fresh("r")
        self.line(self.pick((
            f"func {name}(n) {{ return 1 + {name}(n + 1) }} show(pcall({name}, 1))",
            f"func {name}(n) {{ defer show() return {name}(n + 1) }} shown = 1000 show(pcall({name}, 1)) shown = 0",
            f"func {name}(n, ...) {{ return ({name}(...)) }} show(pcall({name}, 1, 2, 3))",
            f"{name} := setmetatable({{}}, {{}}) getmetatable({name}).__index = func(t, k) {{ return t[k + 1] }} show(pcall(func() {{ return {name}[1] }}))",
            f"{name} := setmetatable({{}}, {{__add: func(a, b) {{ return a + b }}}}) show(pcall(func() {{ return {name} + 1 }}))",
            f"func {name}(n) {{ return (pcall({name}, n)) }} show({name}(1))",
            f"{name} := setmetatable({{}}, {{__call: func(self, n) {{ return 1 + self(n) }}}}) show(pcall({name}, 1))",
            f"func {name}(n) {{ x := {name}(n) return x }} traced('deep', {name})",
            f"func {name}(n) {{ return 1 + {name}(n + 1) }} for range 3 {{ show(pcall({name}, 1)) show(pcall({name})) }}",
            f"func {name}(n, ...) {{ return 1 + {name}(n + 1, n, ...) }} show(pcall({name}, 1))",
            f"func {name}(n) {{ return coroutine.wrap({name})(n) }} show(pcall({name}, 1))",
            f"func {name}(n) {{ co := coroutine.create({name}) ok, e := coroutine.resume(co, n) error(e) }} show(pcall({name}, 1))",
            f"func {name}(n) {{ return 1 + {name}(n + 1) }} show(coroutine.resume(coroutine.create({name}), 1)) show(pcall({name}, 1))",
            f"func {name}(n) {{ table.sort({{3, 2, 1}}, {name}) }} show(pcall({name}, 1))",
            f"func {name}(n) {{ return string.gsub('abc', '%a', {name}) }} show(pcall({name}, 1))",
            f"func {name}(n) {{ for k := range {name} {{ }} }} show(pcall({name}, 1))",
            f"func {name}(n) {{ return xpcall({name}, {name}) }} show({name}(1))",
            f"func {name}(n) {{ return xpcall(func() {{ return {name}(n) }}, func(e) {{ return {name}(e) }}) }} show(({name}(1)))",
            f"{name} := setmetatable({{}}, {{__tostring: func(t) {{ return tostring(t) }}}}) show(pcall(tostring, {name}))",
            f"{name} := setmetatable({{}}, {{__eq: func(a, b) {{ return a == b }}, __lt: func(a, b) {{ return a < b }}, __concat: func(a, b) {{ return a .. b }}, __len: func(a) {{ return #a }}}})"
            f" show(pcall(func() {{ return {name} == setmetatable({{}}, getmetatable({name})) }}), pcall(func() {{ return {name} < 1 }}), pcall(func() {{ return 1 .. {name} }}), pcall(func() {{ return #{name} }}))",
            f"{name} := setmetatable({{}}, {{__newindex: func(t, k, v) {{ t[k] = v }}, __pairs: func(t) {{ return pairs(t) }}}}) show(pcall(func() {{ {name}.x = 1 }}), pcall(func() {{ for k := range {name} {{ }} }}))",
            f"func {name}(n) {{ defer {name}(n) error('again') }} show(pcall({name}, 1))",
            f"func {name}(n) {{ return load('return ...')({name}(n)) }} show(pcall({name}, 1))",
            f"done := make(chan) go func() {{ func {name}(n) {{ return 1 + {name}(n) }} show(pcall({name}, 1)) close(done) }}() <-done",
            f"{name} := {{}} for i := range {self.pick((200, 1999, 2001, 2100))} {{ {name} = setmetatable({{}}, {{__index: {name}, __newindex: {name}}}) }} show(pcall(func() {{ return {name}.x }}), pcall(func() {{ {name}.x = 1 }}))",
            f"func {name}(a, n) {{ if n == 0 {{ return a }} return {name}({{a}}, n - 1) }} show(pcall(json.encode, {name}(1, {self.pick((100, 900, 1100, 5000))})))",
        )))

    def end(self):
        """The last statements: sometimes an error that nobody catches, a return, a deadlock or an exit."""
        form = self.upto(0, 11)
        if form <= 3:
            self.line(f"u := {self.pick(('{}', 'nil', '3'))}")
            name = self.fresh("last")
            self.line(f"func {name}(a, ...) {{ {self.faulty()} }}")
            self.line(self.pick((f"{name}(1)", f"show({name}(1))", f"coroutine.wrap({name})(2)",
                f"x := {{{name}(1)}}", f"return {name}(3)",
                                 f"defer show('at the end') {name}(1)", f"for i := range 3 {{ {name}(i) }}",
                                 f"defer {name}(1)")))
        elif form == 4:
            self.line(self.pick(("return 1, 2", "ch := make(chan) <-ch", "os.exit(3)", "ch := make(chan) ch <- 1",
                "error({})",
                                 "error(setmetatable({}, {__tostring: func() { return 'custom' }}))", "select { }",
                                 "error()",
                                 "go func() { ch := make(chan) <-ch }() return",
                                 "coroutine.wrap(func() { os.exit(4) })()",
                                 "error('at level two', 2)",
                                 "setmetatable({}, {__gc: func() { show('gc') error('in gc') }})",
                                 "keep := setmetatable({}, {__gc: func(o) { show('finalizer', o == keep) }})")))
