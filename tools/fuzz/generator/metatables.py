"""Metatables: a class of values with all metamethods, which the expressions of kind "meta" use, and tables whose
metamethods do something unusual: raise, yield, give nothing or several values, are callable tables, or change while
they are in use.
"""

OPERATORS = {"__add": "+", "__sub": "-", "__mul": "*", "__div": "/", "__mod": "%", "__pow": "**"}


class Metatables:
    """The class number_like, and parts that try metamethods out."""

    def number_class(self):
        """number_like(n): a table that can do all that a number can."""
        self.line("like := {}")
        self.line("func number_like(n) { return setmetatable({n: n}, like) }")
        self.line('func plain(v) { if type(v) == "table" { return rawget(v, "n") } return v }')
        for event, operator in OPERATORS.items():
            result = self.weighted((
                (6, f"number_like(plain(a) {operator} plain(b))"), (3, f"plain(a) {operator} plain(b)"),
                (1, f"maybe_yield(plain(a) {operator} plain(b))"), (0.4, f"a, b, '{operator}'"), (0.2, ""),
                (0.2, "error(a)"), (0.2, "nil + 1")))
            self.line(f"like.{event} = func(a, b) {{ spend() return {result} }}")
        for event, operator in (("__lt", "<"), ("__le", "<="), ("__eq", "==")):
            if self.chance(0.85):
                result = self.weighted(((6, f"plain(a) {operator} plain(b)"),
                    (1, f"maybe_yield(plain(a) {operator} plain(b))"),
                                        (0.5, "1"), (0.5, ""), (0.3, "error('order')")))
                self.line(f"like.{event} = func(a, b) {{ spend() return {result} }}")
        self.line(self.pick((
            "like.__concat = func(a, b) { spend() return plain(a) .. '~' .. plain(b) }",
            "like.__concat = func(a, b) { spend() return number_like(text(plain(a), 1) .. text(plain(b), 1)) }", "")))
        self.line(self.pick(("like.__unm = func(a) { return number_like(-plain(a)) }",
            "like.__unm = func(a, b) { return a == b }")))
        self.line(self.pick(("like.__len = func(a) { return plain(a) }", "like.__len = func(a) { return 'long' }",
            "")))
        self.line(self.pick(("like.__call = func(self, ...) { spend() return self, ... }",
                             "like.__call = func(self, a) { return a }", "like.__call = like", "")))
        self.line(self.pick(("like.__name = 'Number'", "", "")))
        self.line(self.pick(("like.__index = like", "like.__index = func(t, k) { spend() return k }",
                             "like.__index = {x: 10, get: func(self) { return self.n }}", "")))

    def metamethod(self, parameters, results):
        """A value for an event: a function that does one of many things."""
        body = self.weighted((
            (5, f"return {self.pick(results)}"), (1, f"return maybe_yield({self.pick(results)})"),
            (0.5, "error('meta')"),
            (0.5, ""), (0.5, f"return {', '.join(results)}"), (0.5, "return nil + 1"), (0.3, "collectgarbage()"),
            (0.4, f"return (func(...) {{ return ... }})({self.pick(results)})")))
        function = f"func({parameters}) {{ spend() {body} }}"
        if self.chance(0.06):
            return f"setmetatable({{}}, {{__call: func(self, {parameters}) {{ {body} }}}})"
        return function

    def metatable_part(self):
        """One table, one metatable that changes, the same operations in between."""
        m, t, u = self.fresh("m"), self.fresh("t"), self.fresh("t")
        self.line(f"fuel = 200 {m} := {{}}")
        self.line(f"{t}, {u} := setmetatable({{1, 2, x: 3}}, {m}), setmetatable({{n: 4}}, {m})")
        use = self.fresh("use")
        with self.function(f"func {use}(t, u)"):
            for operation in self.random.sample(self.operations(), self.upto(4, 9)):
                self.line(f"{self.pick(('try', 'try', 'traced'))}({operation!r}, func() {{ {operation} }})")
        call = f"{use}({t}, {self.pick((u, u, t, '5', 'nil'))})"
        for _ in range(self.upto(2, 5)):
            for _ in range(self.upto(1, 3)):
                self.line(self.metatable_change(m, t))
            self.line(call if self.chance(0.8) else f"drive('meta', func() {{ {call} }})")
        self.line(f"show('after', {t}, {u}, {m})")

    def operations(self):
        operators = [f"return t {op} u" for op in OPERATORS.values()] + [f"return u {op} 2" for op in OPERATORS.values()]
        comparisons = [f"return t {op} u" for op in ("==", "!=", "<", "<=", ">", ">=")]
        jumps = [f"if t {op} u {{ return 'yes' }} return 'no'" for op in ("==", "<", "<=", ">", ">=", "!=")]
        return operators + comparisons + jumps + [
            "return t.x, t.y, t[1], t[9]", "t.y = 5 return rawget(t, 'y')", "t[3] = 7 return rawlen(t), #t",
            "return #t",
            "return -t", "return t .. u", "return 'a' .. t .. 1 .. 'b'", "return t .. 'x' .. u .. 'y'",
            "return t(1, u)",
            "return t:x(1)", "return t:get()", "for k, v := range t { show(k, v) }",
            "for k, v := range pairs(t) { show(k, v) }",
            "for i, v := range ipairs(t) { show(i, v) if i > 4 { break } }",
            "t += 1 show(t)", "t ..= 'x' show(t)", "t.x += 1 return rawget(t, 'x')", "t.y++ return rawget(t, 'y')",
            "t[#t + 1] = 'new' return rawlen(t)", "return text(tostring(t), 1) == text(tostring(t), 1)",
            "switch t { case 1: return 1 case u: return 'u' } return 'none'", "return t < 5", "return 5 <= t",
            "if t < 5 { return 'lt' } return 'ge'", "for t > 3 { return 'loop' }", "return 2 ** t",
            "return 1 - t, 2.5 * t",
            "for i := t; i < 3; i++ { show('step', i) if shown % 5 == 0 { break } }", "defer t(1, 2) return u",
            "return table.unpack({t, u})", "x := {t(1), t(2, 3)} show(x)", "return select('#', t(1, nil, nil))",
            "show(t.x && t.y || t.none)", "local_t := t return func() { local_t.z = 1 return local_t.z }()",
            "table.sort({t, u, t})", "return string.rep('x', t)", "return math.max(t, u)",
            "co := coroutine.wrap(t) show(co(1))",
        ]

    def metatable_change(self, m, t):
        event = self.pick(tuple(OPERATORS) + (
            "__eq", "__lt", "__le", "__concat", "__len", "__unm", "__call", "__index", "__newindex", "__pairs",
            "__index",
            "__newindex", "__name", "__metatable", "__tostring"))
        if self.chance(0.2):
            return f"{m}.{event} = nil"
        if self.chance(0.08):
            return f"pcall(setmetatable, {t}, {self.pick(('nil', m, m, '{}'))})"
        if event == "__index":
            value = self.pick((self.metamethod("t, k", ("k", "t", "rawget(t, 1)", "t[k + 1]")),
                "{y: 6, get: func(self) { return self.x }}",
                               "setmetatable({}, {__index: func(t, k) { return k }})", m, "'text'", "5", "{y: {}}"))
        elif event == "__newindex":
            value = self.pick((self.metamethod("t, k, v", ("rawset(t, k, v)", "rawset(t, k, k)")), "{}", m, "5",
                               "setmetatable({}, {__newindex: func(t, k, v) { show('set', k, v) }})"))
        elif event in ("__name", "__tostring", "__metatable"):
            value = {"__name": "'Thing'", "__tostring": "func() { return 'thing' }",
                "__metatable": self.pick(("nil", "nil", "false"))}[event]
        elif event == "__pairs":
            value = self.metamethod("t",
                ("next, t", "func(s, c) { if !c { return 1, s } }, t", "next, {7, 8}", "5", "pairs({3})"))
        elif event in ("__eq", "__lt", "__le"):
            value = self.metamethod("a, b", ("true", "false", "nil", "0", "rawequal(a, b)"))
        elif event == "__call":
            value = self.metamethod("self, ...", ("...", "self", "#...", "1, 2", "..., 3"))
        elif event in ("__len", "__unm"):
            value = self.metamethod("a, b", ("5", "'five'", "rawequal(a, b)", "2.5"))
        else:
            value = self.metamethod("a, b", ("1", "a", "b", "'s'", "rawequal(a, b)"))
        return f"{m}.{event} = {value}"
