"""Programs that a compiler would bet wrong on. Something runs until it is hot; then what held in it so far ends: a function or a
prototype is replaced, perhaps by the function itself while it runs; an array gets a hole or another kind of element; a number
leaves its range; an error, a yield or the limit of the depth comes in the middle of what has been inlined.

Each part defines its functions once and calls them several times with arguments of other kinds.
"""

NUMBERS = ("1", "2", "-3", "0.5", "0", "-0.0", "7", "100", "2147483640", "-2147483645", "4294967290", "140737488355300",
           "(-140737488355300)", "1e300", "(0 / 0)", "3.0")
ODD = ("'5'", "nil", "true", "number_like(2)", "{}", "'x'", "print")
TIMES = ("3", "40", "300", "300", "700", "2000")
MOMENTS = (1, 2, 30, 199, 257, 300, 640)


class Speculation:
    """The part `speculation`."""

    def speculation_part(self):
        self.line("fuel = 3000")
        self.line("func filled(n, v) { t := {} for i := 1; i <= n; i++ { t[i] = v || i } return t }")
        self.line("func swap(t, i, j) { t[i], t[j] = t[j], t[i] }")
        self.line("func keep(v) { if type(v) != 'number' || v != v || v > 1e12 || v < -1e12 { return 1 } return v }")
        self.weighted(((3, self.changing_world), (3, self.changing_arrays), (2, self.number_limits),
                       (1.5, self.deep_calls), (2, self.suspended), (2, self.inlined_errors), (1.5, self.nested_loops),
                       (3, self.own_calls)))()

    def moment(self):
        return f"i == {self.pick(MOMENTS)}"

    def number(self):
        return self.pick(NUMBERS) if self.chance(0.9) else self.pick(ODD)

    def calls(self, name, arguments, low=2, high=5):
        """Calls with the arguments that the function gives."""
        for _ in range(self.upto(low, high)):
            catch = "try" if self.chance(0.75) else "traced"
            self.line(f"fuel = 3000 {catch}('{name}', {name}, {arguments()})")

    # ---- functions, globals, methods --------------------------------------------------------------------------------

    def small_body(self, a="a", b="b"):
        """The body of a function that is worth inlining."""
        return self.pick((
            f"return {a} + {b}", f"return {a} * 2 - {b}", f"if {a} < {b} {{ return {a} }} return {b}", f"return {b}, {a}",
            f"return {a}", "return", f"c := {a} + 1 return c * {b}", f"return {a} % 7 + {b}", f"return {a} == {b}",
            f"{a} += {b} return {a}", f"for k := 1; k <= 2; k++ {{ {a} += k }} return {a}", f"return {a} .. ''",
            f"return {{x: {a}, y: {b}}}.x", f"return select(2, {b}, {a})", f"return -{a} + {b}", f"return {a} && {b}"))

    def changing_world(self):
        n = self.counter = self.counter + 1
        gf, gg, cell, base, obj, loop = (f"{p}{n}" for p in ("gf", "gg", "cell", "Base", "obj", "world"))
        self.line(f"func {gf}(a, b) {{ {self.small_body()} }}")
        body = self.pick((f'return {gf}(a, b)', f'x := {gf}(b, a) return x', f'return {gf}({gf}(a, 1), b)', self.small_body()))
        self.line(f"func {gg}(a, b) {{ {body} }}")
        # Tail calls of each other would never end.
        same = f"{gg} = {gf}" if gf in body else f"{gf} = {gg}"
        self.line(f"{cell} := {self.number()}")
        self.line(f"{base} := {{k: {self.number()}, m: func(self, a) {{ {self.small_body('a', 'self.k')} }}, "
                  f"w: func(self, a) {{ {self.pick(('return self:m(a)', 'self.k = a return self.k', 'self.z = (self.z || 0) + 1 return self.z', 'return self.m'))} }}}}")
        self.line(f"{base}.__index = {base}")
        self.line(f"func make{n}(a) {{ return {self.pick((f'setmetatable({{x: a}}, {base})', f'setmetatable({{x: a, k: 1}}, {base})', f'setmetatable({{}}, {{__index: {base}}})', f'{{k: 3, m: {base}.m, w: {base}.w}}'))} }}")
        self.line(f"{obj} := make{n}(1)")
        with self.function(f"func {loop}(n, x, o)"):
            self.line(f"acc, last, c := {self.pick(('0', '0.0', '1', 'x'))}, nil, 0")
            self.line("inc := func(d) { c += d return c }")
            with self.block(self.pick(("for i := 1; i <= n; i++", "for i := range n", "i := 0 for i < n", "for i, _ := range make_list(n)")).replace(
                    "make_list(n)", "table.pack(string.byte(('x'):rep(n > 150 && 150 || n), 1, -1))"), scope=False):
                if "i := 0 for i < n {" in self.lines[-1]:
                    self.line("i++")
                for _ in range(self.upto(1, 5)):
                    self.line(self.pick((
                        f"acc = {gf}(acc, i)", f"acc = {gg}(i, x)", f"acc += {gg}(1, i) || 0", f"acc = o:m(i)", f"last = o:w(i)",
                        f"acc += o.k", f"{cell} = {cell} + 1", f"acc = {cell}", f"o.x = i", f"last = make{n}(i).x",
                        f"_G.{cell} = i", f"rawset(_G, '{cell}', i)", f"last = _G.{cell}", f"{base}.k = i", f"{base}.z = acc last = o.z",
                        f"p := make{n}(i) last = p:m(acc)", "acc = inc(1)", f"last = {gf}", f"if {gf} == {gg} {{ acc = 0 }}",
                        f"last = {obj}.k", f"{obj}.x = acc", f"a, b := {gg}(i, acc) acc, last = a, b", "acc = (acc || 0) + i % 3",
                        f"t := {{{gf}(i, 1)}} last = t[1]", f"last = [{gf}(1, i)]" if False else f"last = ({gf}(1, i))")))
                for _ in range(self.upto(1, 2)):
                    self.line(f"if {self.moment()} {{ {self.world_change(n, same)} }}")
                self.line("if type(acc) != 'number' || acc > 1e14 || acc < -1e14 { acc = 1 }")
            self.line("return acc, last, c, o, x")
        self.calls(loop, lambda: f"{self.pick(TIMES)}, {self.number()}, {self.pick((obj, obj, f'make{n}(2)', '{k: 1, m: print, w: print}', base, 'number_like(1)'))}", 2, 6)
        self.line(f"show({cell}, {obj}, {base})")

    def world_change(self, n, same):
        gf, gg, cell, base, obj = (f"{p}{n}" for p in ("gf", "gg", "cell", "Base", "obj"))
        function = f"func(a, b) {{ {self.small_body()} }}"
        return self.pick((
            f"{gf} = {function}", f"{gg} = {function}", same, f"{gf} = print", f"{gf} = nil", f"{gf} = math.max",
            f"{gf} = setmetatable({{}}, {{__call: func(self, a, b) {{ return b }}}})", f"{cell} = {self.number()}",
            f"{base}.m = func(self, a, b) {{ {self.small_body()} }}", f"{base}.m = nil", f"{base}.k = {self.number()}",
            f"{base}.k = nil", f"{base}.__index = func(t, k) {{ return 5 }}", f"{base}.__index = nil", f"setmetatable({obj}, nil)",
            f"setmetatable({obj}, {{__index: {{k: 9, m: {gf}, w: {gg}}}}})", f"{obj}.m = {gf}", f"{obj}.x = nil", f"o = {obj}",
            f"o = {{k: 2.5, m: {gf}, w: {gg}}}", "x = nil", "x = 'seven'", "x = 0.5", f"{base}.z = 1", f"rawset({obj}, 'k', 'own')",
            f"{base}.__newindex = func(t, k, v) {{ rawset(t, k, 'set') }}", "inc = func(d) { return d }", "c = 1e15", "c = nil",
            f"{obj} = make{n}(i)", f"for k := range 20 {{ {obj}['f' .. k] = k }}", "collectgarbage()", f"_G.{cell} = nil",
            f"{gf} = load('return ...')", f"setmetatable(_G, {{__index: func(t, k) {{ return 4 }}}}) {cell} = nil setmetatable(_G, nil)"))

    # ---- arrays ---------------------------------------------------------------------------------------------------------

    def array(self):
        return self.pick(("{1, 2, 3, 4, 5, 6}", "{1.5, 2.5, 3.5, 4.5}", "{1, 2.5, 3, 4}", "{}", "{'a', 'b', 'c'}", "{1, nil, 3, nil, 5}",
                          "{{1, 2}, {3.5, 4}, {5, 6}}", "{0.5}", "filled(40)", "filled(40, 0.5)", "filled(300, 1)", "{true, false, true}",
                          "setmetatable({1, 2}, {__index: func(t, k) { return 7 }})", "setmetatable({}, {__newindex: func(t, k, v) { rawset(t, k, v) }})",
                          "setmetatable({1}, {__len: func() { return 4 }})", "number_like(1)", "'text'", "{[0]: 5, 6, 7}", "{x: 1, 2, 3}"))

    def changing_arrays(self):
        n = self.counter = self.counter + 1
        loop = f"arrays{n}"
        with self.function(f"func {loop}(n, t, u, v)"):
            self.line(f"s, e := {self.pick(('0', '0.0', 'v'))}, nil")
            with self.block(self.pick(("for i := 1; i <= n; i++", "for i := 1; i <= #t; i++", "for i, w := range t", "for i := n; i >= 1; i--", "for i := range n",
                                       "for i := 1; i <= n && i <= #u; i++")), scope=False):
                for _ in range(self.upto(1, 5)):
                    self.line(self.array_statement())
                if self.chance(0.7):
                    self.line(f"if {self.moment()} {{ {self.array_change()} }}")
                if self.chance(0.3):
                    self.line(f"if i == {self.pick((2, 3, 5, 30))} {{ {self.array_change()} }}")
                self.line("if #t > 900 { t = {} }")
                self.line("if i > 2500 { break }")
            self.line("return s, e, #t, t[1], t[2], t[#t], u[1]")
        self.calls(loop, lambda: f"{self.pick(TIMES)}, {self.array()}, {self.array()}, {self.number()}", 3, 7)

    def array_statement(self):
        at = self.pick(("i", "i", "i", "i % 5 + 1", "1", "2", "#t", "i + 1", "i - 1", "i * 2", "i / 2", "v"))
        other = self.pick(("i", "i % 3 + 1", "#u", "i + 1", "1"))
        value = self.pick(("i", "0.5", "i + 0.5", "v", f"(u[{other}] || 0)", f"(t[{at}] || 1)", "-i", "s"))
        # Nil, as it may turn out when a loop has been split by the question.
        maybe = f"b := nil if {self.pick(('v', '!v', 'v == 1', 'v > 1', 'n > 50', 'u[1]', 'i % 2 == 0'))} {{ b = {value} }}"
        return self.pick((
            f"{maybe} t[{at}] = b", f"{maybe} t[#t + 1] = b", f"{maybe} table.insert(t, b)",
            f"s += t[{at}] || 0", f"t[{at}] = {value}", f"t[{at}] = (t[{at}] || 0) + {self.pick(('1', '0.5', 'v', 'i'))}", f"t[#t + 1] = {value}",
            f"s = s + #t", f"table.insert(t, {value})", "e = table.remove(t)", f"swap(t, i % 4 + 1, {other})", f"e = t[{at}]",
            f"if t[{at}] {{ s += 1 }}", f"if t[{at}] == {value} {{ s += 1 }}", f"t[{at}], t[{other}] = t[{other}], t[{at}]",
            f"u[{other}] = t[{at}]", f"s = s + (u[{other}] || 0) * 2", "for _, w := range u { e = w }", f"r := t[{at}] if type(r) == 'table' {{ r[1] = i s += r[2] || 0 }}",
            f"m := {{{{1, i}}, {{2.5, 3}}}} for k := 1; k <= 2; k++ {{ s += m[k][1] m[k][2] = {value} }}", f"p := {{}} for k := 1; k <= 4; k++ {{ p[k] = {value} }} s += #p",
            f"t[{at}] = nil", f"e = u[{other}] u[{other}] = e", f"e = next(t)", f"e = table.concat({{i, 2}}, ',')", f"e = {{table.unpack({{1, 2, i}})}}",
            f"s += math.floor(i / 2)", f"if i < #t && t[i] != t[i + 1] {{ s += 1 }}", f"e = t[{at}] < (t[{other}] || 1)" if self.chance(0.3) else "e = i"))

    def array_change(self):
        return self.pick((
            "t[2] = nil", "t[1] = nil", "t[1] = 'text'", "t[3] = 0.5", "t[2] = -0.0", "t[2] = 0 / 0", "t[1] = {}", "t[#t] = nil", "t[#t + 3] = 1", "t = {}", "t = u",
            "u = t", "t = {0.5, 1.5}", "t = {'a', 2}", "v = 'x'", "v = 0.5", "v = nil", "setmetatable(t, {__index: func(a, k) { return 3 }})",
            "setmetatable(t, {__newindex: func(a, k, w) { rawset(a, k, 9) }})", "for k := range 50 { t[k + 1] = k }", "for k := range 50 { t[k + 1] = k + 0.5 }",
            "t.x = 1", "t[0] = 4", "t[-1] = 4", "t[1.5] = 4", "t[1e6] = 5", "for k := #t; k > 0; k-- { t[k] = nil }", "s = 'sum'", "s = 1e15", "s = 140737488355000",
            "t = nil", "u = nil", "t = 'string'", "collectgarbage()", "table.sort(t)", "break", "t[1], t[2] = true, nil", "u[1] = t", "t[2] = 140737488355327"))

    # ---- numbers --------------------------------------------------------------------------------------------------------

    def number_limits(self):
        n = self.counter = self.counter + 1
        loop = f"limits{n}"
        if self.chance(0.25):
            header = self.odd_header()
        else:
            up = self.chance(0.6)
            start = self.pick(("1", "0", "2147483600", "140737488355300", "a", "-5", "1.0", "4294967200", "-2147483700", "-140737488355328"))
            distance = self.pick(("300", "20", "1000", "2.5", "7"))
            header = (f"for i := {start}; i {self.pick(('<', '<=') if up else ('>', '>='))} {start} {'+' if up else '-'} {distance}; "
                      + self.pick(("i++", "i += 3", "i += 0.5", "i += 2") if up else ("i--", "i -= 2", "i -= 0.5")))
        with self.function(f"func {loop}(a, b, c)"):
            self.line("x, y, z, n := a, b, c, 0")
            with self.block(header, scope=False):
                self.line(f"n++ if n > {self.pick((20, 300, 600))} {{ break }}")
                for _ in range(self.upto(1, 6)):
                    self.line(self.number_statement())
                if self.chance(0.5):
                    self.line(f"if n == {self.pick((3, 100, 270))} {{ {self.pick('xyz')} = {self.number()} }}")
            self.line("return x, y, z, n, x == x && 1 / x, y == y && 1 / y")
        self.calls(loop, lambda: ", ".join(self.number() for _ in range(3)), 3, 7)

    def odd_header(self):
        """A loop that need not run."""
        start = self.pick(("1", "0", "2147483600", "-2147483600", "140737488355300", "a", "b", "-5", "1.0", "4294967200"))
        step = self.pick(("i++", "i--", "i += 3", "i -= 2", "i += a", "i += 0.5", "i += 7"))
        limit = self.pick(("b", "c", "2147483700", "300", "-300", "140737488355400", "1e18"))
        return f"for i := {start}; i {self.pick(('<', '<=', '>', '>=', '!='))} {limit}; {step}"

    def number_statement(self):
        a, b, c = (self.pick(("x", "y", "z", "i", "n", "a")) for _ in range(3))
        target = self.pick(("x", "y", "z"))
        op = self.pick(("+", "-", "*", "+", "-", "%", "/"))
        constant = self.pick(("1", "2", "3", "-1", "7", "-7", "0", "0.5", "2147483647", "65536", "1000003", "-0.0", "10", "8"))
        return self.pick((
            f"{target} = {a} {op} {b}", f"{target} = {a} {op} {constant}", f"{target} = {constant} {op} {a}", f"{target} = ({a} {op} {b}) {self.pick('+-*%')} {c}",
            f"{target} = {a} * {b} + {c}", f"{target} = ({a} * 31 + {b}) % {self.pick(('1000003', '65536', '-7', '2147483647'))}", f"{target} = -{a}", f"{target}++",
            f"{target} -= {constant}", f"if {a} < {b} {{ {target} = {c} }}", f"if {a} == {constant} {{ {target} += 1 }} else {{ {target} -= 1 }}",
            f"{target} = {a} < {b} && {a} || {b}", f"{target} = math.max({a}, {b})", f"{target} = math.floor({a})", f"{target} = math.abs({a})", f"{target} = {a} ** 2",
            f"{target} = math.sqrt({a})", f"x, y = y, x", f"x, y, z = y, z, x", f"{target} = bit32.band({a}, 255)", f"{target} = bit32.bxor({a}, {b})", f"{target} = ({a} % 2 == 0)",
            f"if !({a} < {b}) {{ {target} = {c} }}", f"if {target} > 1e17 || {target} < -1e17 {{ {target} = 1 }}", f"{target} = {a} % {constant}", f"{target} = math.min({a}, {constant})",
            f"{target} = {a} - {a}", f"{target} = {a} * -1", f"{target} = {a} / {constant}", f"if {a} != {b} {{ {target} = {a} }}"))

    # ---- depth ----------------------------------------------------------------------------------------------------------

    def deep_calls(self):
        n = self.counter = self.counter + 1
        f, g = f"deep{n}", f"other{n}"
        end = self.pick(("return 0", "return 0, 1", "return", "return 0.5", "return nil", "error('bottom')", "return maybe_yield(1)", "return b.c.d",
                         f"{f} = func() {{ return 3 }} return 1", "collectgarbage() return 1", "return show('bottom')"))
        call = self.pick((f"return 1 + {f}(a - 1, b)", f"x := {f}(a - 1, b) return x", f"return {g}(a - 1, b)", f"return {f}(a - 1, b)", f"return b, {g}(a - 1, b)",
                          f"x, y := {g}(a - 1, b) return y, x", f"return ({g}(a - 1, a))", f"ok, r := pcall({f}, a - 1, b) return r", f"return {f}(a - 1, b) + {g}(a % 3, b)",
                          f"return {g}(a - 1, b) || 1", f"t := {{{f}(a - 1, b)}} return t[1], #t", f"x := a {f}(a - 1, func() {{ return x }}) return x"))
        # Some of these double the work with each level, or have one more result, so they do not go far; the sum never
        # gets to its end, and a collection at every bottom would take as long as the stack is deep.
        modest = f"{f}(a - 1, b) + {g}" in call or "pcall" in call
        grows = call.startswith("return b, ")
        if modest and "collectgarbage" in end:
            end = "return 1"
        self.line(f"func {f}(a, b) {{ if a <= 0 {{ {end} }} {call} }}")
        self.line(f"func {g}({self.pick(('a, b', 'a, ...', 'a, b', 'a'))}) {{ {self.pick((f'return {f}(a, 1)', f'if a < 5 {{ return a }} return {f}(a - 1, a)', f'defer spend() return {f}(a - 1, 2)', f'x := {f}(a, 2) return x, 2', 'return a'))} }}")
        with self.function(f"func run{n}(k, a)"):
            self.line(f"r := nil for i := 1; i <= k; i++ {{ r = {f}(a, i) {self.pick(('', '', 'spend()', f'if {self.moment()} {{ a = 2.5 }}'))} }} return r")
        deep = ("5", "9") if modest else ("5", "20", "150", "4000")
        if not (modest or grows or self.light):
            deep += ("60000", "300000")
        self.calls(f"run{n}", lambda: f"{self.pick(('1', '5', '300'))}, {self.pick(deep[:3])}", 1, 3)
        self.line(f"fuel = 3000 show(pcall({f}, {self.pick(deep)}, 1))")
        self.line(f"fuel = 3000 drive('deep', {f}, {self.pick(deep[:4])}, 1)")
        with self.function(f"func loop{n}(a, b)"):
            self.line(f"if a == 0 {{ return b }} return {self.pick((f'loop{n}(a - 1, b + 1)', f'loop{n}(a - 1, b .. 1)' if False else f'loop{n}(a - 1, b * 2)', f'loop{n}(a - 1, a, b)', f'{g}_tail(a - 1, b)'))}")
        self.line(f"func {g}_tail(a, b) {{ return loop{n}(a, b) }}")
        self.calls(f"loop{n}", lambda: f"{self.pick(('10', '1000', '30000'))}, {self.number()}", 1, 3)

    # ---- functions that call themselves -----------------------------------------------------------------------------------

    def own_calls(self):
        """What they hand to themselves and get back is of one kind until they are hot, and then of another one, on some ways."""
        n = self.counter = self.counter + 1
        f = f"own{n}"
        names = list("abcd"[:self.upto(0, 4)])
        parameters = ", ".join(["n"] + names + (["..."] if self.chance(0.1) else []))
        form = self.upto(0, 3)
        call_as = {2: f"o{n}:go", 3: f"o{n}.go"}.get(form, f)

        def name():
            return self.pick(names or ["n"])

        def value():
            x, y = name(), name()
            return self.pick((x, x, x, f"{x} + 1", f"{x} - 0.5", f"{x} * 2", f"{x} + {y}", "n", "n * 0.5", f"{x} == {y}", f"-{x}", f"keep({x})",
                              f"{x} % 3", self.pick(NUMBERS[:8]), self.number() if self.chance(0.3) else x, f"{x} && {y}", f"!{x}"))

        def call(depth=1):
            arguments = [self.pick(("n - 1", "n - 1", "n - 2", "n - 1", "n // 2" if False else "n - 3"))] + [value() for _ in names]
            if depth > 0 and names and self.chance(0.2):
                arguments[-1] = call(depth - 1)
            if self.chance(0.08):
                arguments = arguments[:self.upto(1, len(arguments))] if self.chance(0.5) else arguments + ["7"]
            return f"{call_as}({', '.join(arguments)})"

        ends = ["0", "1", "n", name(), name(), "0.5", "true", f"{name()} + 1", "2147483647", "-0.0"]
        odd_ends = ["", "nil", f"n, {name()}", "'s'", "{}", f"{name()}, 1, nil", "error('end')", "maybe_yield(n)", "..." if "..." in parameters else "1"]
        end = self.pick(ends) if self.chance(0.8) else self.pick(odd_ends)
        results = (lambda: f"return {call()}", lambda: f"return {call()} + {self.pick(('1', '1', 'n', name(), '0.5', call(0)))}",
                   lambda: f"return {self.pick(('n', name()))} {self.pick('+-*')} {call()}", lambda: f"r := {call()} if r == nil {{ r = n }} return r",
                   lambda: f"return ({call()})", lambda: f"{call()} return {value()}", lambda: f"r, s := {call()} return r", lambda: f"return {call()}, {value()}",
                   lambda: f"t := {{{call()}}} return t[1]", lambda: f"return !{call()}", lambda: f"return keep({call()})", lambda: f"{call()}",
                   lambda: f"r := 0 for k := 1; k <= 2; k++ {{ r = {call()} }} return r", lambda: f"return math.max(1, {call()})",
                   lambda: f"ok, r := pcall({f if form < 2 else f'o{n}.go'}, {'o%d, ' % n if form == 2 else ''}n - 1, {', '.join(value() for _ in names) or '1'}) return r")
        if form == 0:
            header, tail = f"func {f}({parameters})", "}"
        elif form == 1:
            self.line(f"func make{n}() {{ {f} := nil")
            header, tail = f"{f} = func({parameters})", f"}} return {f} }} {f} := make{n}()"
        else:
            self.line(f"o{n} := {{k: 1}}")
            header, tail = f"o{n}.go = func({'self, ' if form == 2 else ''}{parameters})", "}"
        with self.function(header, tail=tail):
            self.line(f"if n <= 0 {{ return {end} }}")
            for _ in range(self.upto(0, 3) if names else 0):
                self.line(self.pick((f"{name()} = {value()}", f"if {name()} == {self.number()} {{ return {self.pick(ends)} }}", f"if n == {self.upto(1, 5)} {{ {name()} = {value()} }}",
                                     f"if n == {self.upto(1, 5)} {{ return {self.pick(ends + odd_ends)} }}", f"if n == 2 {{ {name()} = {call()} }}", f"if {name()} {{ {name()} = {value()} }}",
                                     f"x := {value()} if x == {self.number()} {{ n-- }}", "defer spend()" if self.chance(0.2) else "n = n + 0", f"g := func() {{ return {name()} }} {name()} = g()",
                                     f"if trap{n} && n == 2 {{ {self.own_change(n, f, form)} }}")))
            self.line(self.pick(results)())
        start = f"{f if form < 2 else f'o{n}.go'}"
        first = f"o{n}, " if form == 2 else ""
        self.line(f"trap{n} := false")
        with self.function(f"func run{n}(k, ...)"):
            self.line(f"f, bad := {start}, 0 for i := 1; i <= k; i++ {{ ok, r := pcall(f, ...) if !ok {{ bad++ }} }} return bad, {start}(...)")
        same = ", ".join(self.pick(NUMBERS[:8]) for _ in names)
        self.line(f"fuel = 3000 try('own', run{n}, {self.pick(('60', '300', '700'))}, {first}{self.upto(2, 5)}{', ' + same if same else ''})")
        self.calls(f"run{n}", lambda: f"{self.pick(('0', '1', '40'))}, {first}{self.upto(0, 6)}" + "".join(f", {self.number()}" for _ in names), 2, 5)
        self.line(f"trap{n} = true fuel = 3000 try('trap', run{n}, 2, {first}4{', ' + same if same else ''})")
        self.line(f"fuel = 3000 drive('own', {start}, {first}4{', ' + same if same else ''})")

    def own_change(self, n, f, form):
        target = f if form < 2 else f"o{n}.go"
        return self.pick((f"{target} = func(...) {{ return 0.25 }}", f"{target} = nil", "error('trap')", "collectgarbage()", f"trap{n} = false", "maybe_yield(1)",
                          f"{target} = math.abs", "return 'trap'"))

    # ---- coroutines -----------------------------------------------------------------------------------------------------

    def suspended(self):
        n = self.counter = self.counter + 1
        give, body = f"give{n}", f"body{n}"
        self.line(f"func {give}(v) {{ {self.pick(('return coroutine.yield(v)', 'x := coroutine.yield(v) return x', 'return maybe_yield(v, 2)', 'if v % 3 == 0 { coroutine.yield(v) } return v', 'coroutine.yield(v) coroutine.yield(v)', 'return pcall(coroutine.yield, v)'))} }}")
        with self.function(f"func {body}(n, x)"):
            self.line("acc, o := 0, {x: 1}")
            with self.block("for i := 1; i <= n; i++", scope=False):
                for _ in range(self.upto(1, 4)):
                    self.line(self.pick((f"acc += {give}(i) || 1", f"x = {give}(acc)", f"a, b := {give}(i) x = b || a", "acc += i", "o.x = acc", "acc += o.x",
                                         "acc = acc % 1000", f"if i % 50 == 0 {{ {give}(i) }}", f"ok, e := pcall({give}, i) acc += 1", f"for _, w := range {{1, 2}} {{ {give}(w) }}",
                                         f"t := {{{give}(i)}} acc += #t", f"if {self.moment()} {{ error('stop') }}", f"if {self.moment()} {{ {give} = func(v) {{ return v }} }}",
                                         f"if {self.moment()} {{ x = 2.5 acc = 0.5 }}", "acc += (func() { return i })()")))
                self.line("if type(acc) != 'number' { acc = 0 }")
            self.line("return acc, x, o.x")
        with self.function(f"func drive{n}(k, ...)"):
            self.line(f"co := coroutine.create({body}) last := table.pack(coroutine.resume(co, ...)) count := 0")
            with self.block("for i := 1; i <= k && coroutine.status(co) != 'dead'; i++", scope=False):
                self.line(f"last = table.pack(coroutine.resume(co, {self.pick(('i', 'last[2]', '0.5', 'nil', 'i, i'))})) count++")
                if self.chance(0.5):
                    self.line(f"if {self.moment()} {{ {self.pick((f'{give} = func(v) {{ return v }}', f'{give} = coroutine.yield', 'collectgarbage()', f'old := {give} {give} = func(v) {{ return old(v) }}', 'break'))} }}")
            self.line("show(count, coroutine.status(co), last) return coroutine.close(co)")
        self.calls(f"drive{n}", lambda: f"{self.pick(('5', '400', '3000'))}, {self.pick(('3', '60', '300', '600'))}, {self.number()}", 2, 4)
        if self.chance(0.5):
            self.line(f"func pass{n}(k) {{ ch := make(chan, {self.upto(0, 3)}) s := 0 go func() {{ for i := 1; i <= k; i++ {{ ch <- {self.pick(('i', 'i / 2', 'i % 7 == 0 && true || i'))} }} close(ch) }}() for v := range ch {{ if type(v) == 'number' {{ s += v }} else {{ s = -s }} }} return s }}")
            self.calls(f"pass{n}", lambda: self.pick(("3", "300", "700")), 1, 2)

    # ---- errors ---------------------------------------------------------------------------------------------------------

    def inlined_errors(self):
        n = self.counter = self.counter + 1
        inner, middle, outer = f"inner{n}", f"middle{n}", f"outer{n}"
        self.line("u := {n: {x: 1}, f: 3}")
        fault = self.pick(("a.x.y", "u.n.x + a", "a + 1", "a()", "#a", "a:m()", "-a", "a < 1", "u[a].z", "a .. 'x'", "u.nothing.z", "missing(a)", "a % 0", "a.x", "u.n.x.y.z"))
        self.line(f"func {inner}(a, i) {{ {self.pick((f'return {fault}', f'x := {fault} return x', f'if i > 3 {{ return {fault} }} return 1', f'a.k = i return {fault}'))} }}")
        self.line(f"func {middle}(a, i) {{ {self.pick((f'return {inner}(a, i)', f'return ({inner}(a, i))', f'x := {inner}(a, i) return x', f'b := i b += 1 {inner}(a, b) return b', f'defer spend() return ({inner}(a, i))', f'ok, e := pcall({inner}, a, i) return e', f'for k := 1; k <= 2; k++ {{ {inner}(a, k + i) }} return i'))} }}")
        with self.function(f"func {outer}(n, a, b)"):
            self.line("s, good := 0, 0")
            with self.block("for i := 1; i <= n; i++", scope=False):
                self.line(f"if {self.moment()} {{ {self.pick(('a = b', 'a = nil', 'a = {x: 2}', 'a = 5', 'u.n = nil', 'u = {}', 'u.n.x = nil'))} }}")
                self.line(self.pick((f"s = {middle}(a, i)", f"ok, e := pcall({middle}, a, i) if ok {{ good++ }} else {{ s = e }}", f"x := {middle}(a, i) good++",
                                     f"{middle}(a, i) {inner}(a, i)", f"t := {{{middle}(a, i)}} good += #t",
                                     f"ok, e := xpcall({middle}, debug.traceback, a, i) if !ok {{ s = e }}")))
            self.line("return s, good")
        self.line(f"func around{n}(...) {{ {self.pick((f'return {outer}(...)', f'return ({outer}(...))', f'defer show(1) return ({outer}(...))'))} }}")
        values = ("5", "nil", "{x: 1}", "{x: {y: 2}}", "'s'", "2.5", "print", "number_like(2)", "setmetatable({}, {__index: func(t, k) { return t }})")
        for _ in range(self.upto(2, 5)):
            self.line(f"u = {{n: {{x: 1}}, f: 3}} fuel = 3000 {self.pick(('try', 'traced', 'traced'))}('errors', {self.pick((outer, f'around{n}'))}, {self.pick(TIMES)}, {self.pick(values)}, {self.pick(values)})")

    # ---- nests of loops ---------------------------------------------------------------------------------------------------

    def nested_loops(self):
        n = self.counter = self.counter + 1
        loop = f"nest{n}"
        label = self.pick(("", "", "outer: "))
        with self.function(f"func {loop}(n, x, t)"):
            self.line("s, p, q, w := 0, 1, 0.5, nil")
            with self.block(f"for i := 1; i <= n; i++", scope=False):
                with self.block(self.pick(("for j := 1; j <= i % 9; j++", "for j := i; j > i - 4; j--", "for j := range 3", "for j, e := range t", "j := 0 for j < 4")), scope=False):
                    if self.lines[-1].strip().startswith("j := 0"):
                        self.line("j++")
                    for _ in range(self.upto(1, 4)):
                        self.line(self.nest_statement())
                    if self.chance(0.4):
                        with self.block("for k := j; k < j + 3; k++", scope=False):
                            self.line(self.nest_statement().replace("i %", "k %"))
                            self.line(self.pick(("s += k", "if k == 2 { break }", "if k % 2 == 0 { continue } p++", "t[k % 4 + 1] = k")))
                self.line(f"if {self.moment()} {{ {self.pick(('x = 0.5', 'p = 0.5', 's = nil', 'q = 1', 't = {1.5}', 't = {}', 'w = {}', 'n = n - 5', 'p = 2147483647'))} }}")
                self.line("s, p, q = keep(s), keep(p), keep(q)")
            self.line("return s, p, q, w, #t")
        self.calls(loop, lambda: f"{self.pick(TIMES[:5])}, {self.number()}, {self.array()}", 2, 5)

    def nest_statement(self):
        return self.pick((
            "s += i * j", "s = s + p", "p = p * 2 % 1000", "q = q + 0.25", "p, s = s, p", "if (i + j) % 3 == 0 { continue }", "if j == 3 { break }", "q = p", "w = {i, j}",
            "if w { s += w[1] }", "s += t[j] || 0", "t[j] = i", "t[i % 5 + 1] = q", "p = j > 2 && p || q", "s -= x", "if i % 7 == j { p = i }", "f := func() { return i + j } s += f()",
            "w = nil", "p++", "if s > 100 { s = 0 }", "switch j { case 1: p += 1 case 2: q += 1 default: s += 1 }", "s += #t", "q = -q", "x = s"))
