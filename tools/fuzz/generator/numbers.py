"""Numbers at their edges: where ints become floats, where steps change nothing any more, zeros of both signs, NaN."""

EDGES = ("0", "-0.0", "1", "-1", "2", "0.5", "-0.5", "140737488355327", "140737488355326", "(-140737488355327 - 1)",
         "-140737488355327", "140737488355328", "-140737488355329", "9007199254740992.0", "9007199254740991",
         "4503599627370496",
         "1e15", "1e16", "1e300", "5e-324", "-5e-324", "(0 / 0)", "(1 / 0)", "(-1 / 0)", "2147483647", "2147483648",
         "-2147483648", "4294967295", "4294967296", "32767", "-32768", "65535", "8388608", "11863283", "11863284", "16777216",
         "'140737488355328'", "'-0'", "'0x7fffffffffff'", "'1e2'", "3", "7", "10", "-7", "0.1", "1e-5", "123456789.125")
STEPS = ("1", "2", "3", "0.5", "0.1", "1e14", "-1", "-2", "7", "100000000000", "0", "1.0", "5e-324", "i", "n", "'1'", "-0.0")
ARITHMETIC = ("+", "-", "*", "/", "%", "**")
ORDERS = ("<", "<=", ">", ">=", "!=", "==")
CONVERSIONS = ("math.floor({})", "math.ceil({})", "math.tointeger({})", "math.type({})", "math.trunc({})", "math.round({})",
               "math.abs({})", "tostring({})", "tonumber({})", "tonumber(tostring({}))", "string.format('%d', {})",
               "string.format('%.14g', {})", "string.format('%x', {})", "string.format('%a', {})", "string.format('%5.1f', {})",
               "-{}", "{} .. ''", "bit32.band({})", "bit32.bnot({})", "math.sign({})", "({})[1]", "#tostring({})",
               "string.rep('x', {})", "json.encode({{{}}})", "select({}, 'a', 'b')", "string.char({})",
               "string.pack('<i8', {})",
               "math.fmod({}, 3)", "math.modf({})", "tonumber('7', {})", "math.idiv({}, 2)", "{} == {}", "{} % 1", "{} - {}")
SHIFTS = ("lshift", "rshift", "arshift", "band", "bor", "bxor", "extract", "replace", "set", "clear", "test", "toggle")


class Numbers:
    """Parts about numbers."""

    def number_part(self):
        self.line("fuel = 300")
        for _ in range(self.upto(1, 3)):
            self.weighted(((4, self.edge_arithmetic), (4, self.step_loops), (2, self.edge_keys), (1, self.bit_operations)))()

    def edge_values(self, count):
        return [self.pick(EDGES) for _ in range(count)]

    def edge_expression(self, names, depth=2):
        """Arithmetic on these variables."""
        if depth == 0 or self.chance(0.2):
            return self.pick(names) if self.chance(0.7) else self.pick(EDGES)
        a, b = self.edge_expression(names, depth - 1), self.edge_expression(names, depth - 1)
        form = self.upto(0, 9)
        if form == 0:
            return f"(-{a})" if not a.startswith("-") else f"(-({a}))"
        if form == 1:
            return f"({a} {self.pick(ORDERS)} {b} && {a} || {b})"
        if form == 2:
            return f"math.{self.pick(('max', 'min', 'fmod', 'idiv', 'pow', 'ult', 'hypot', 'atan'))}({a}, {b})"
        return f"({a} {self.pick(ARITHMETIC)} {b})"

    def edge_arithmetic(self):
        """The same expressions for many pairs of values, by a function that has seen others before."""
        f, run = self.fresh("edge"), self.fresh("run")
        texts = [self.edge_expression(("a", "b", "a", "b", "c")) for _ in range(self.upto(1, 4))]
        if self.chance(0.7):
            a = self.pick("abc")
            texts += [self.pick(CONVERSIONS).replace("{{", "{").replace("}}", "}").replace("{}", a) for _ in range(self.upto(1, 3))]
        with self.function(f"func {f}(a, b)"):
            self.line(f"c := {self.pick(('a', 'b', 'a + b', 'a * 2', '-b', 'a - 1', '1'))}")
            for _ in range(self.upto(0, 2)):
                self.line(self.pick((f"c {self.pick(('+=', '-=', '*=', '/=', '%=', '**='))} {self.pick(('a', 'b', '1', '2', '-1'))}",
                                     "c++", "c--", f"if a {self.pick(ORDERS)} b {{ c = b }}", "a, b = b, a", "a = a + 0",
                                     "b = b * 1.0")))
            self.line(f"return c, {', '.join(texts)}")
        values = ", ".join(self.edge_values(self.upto(2, 5)))
        self.line(f"func {run}(...) {{ for _, a := range ... {{ for _, b := range ... {{ try('{f}', {f}, a, b) }} }} }}")
        self.line(f"{run}({values})")
        if self.chance(0.5):
            self.line(f"for j := range 60 {{ pcall({f}, j, {self.pick(('j', '2', '0.5', '-j'))}) }} {run}({', '.join(self.edge_values(2))})")

    def step_loops(self):
        """Counting loops of every kind: what they count with, what the limit is, what happens to both on the way."""
        f = self.fresh("steps")
        order = self.pick(ORDERS[:5])
        step = self.pick(STEPS)
        post = self.pick(("i++", "i--", f"i += {step}", f"i -= {step}", f"i *= {self.pick(('2', '-1', '1.5'))}", f"i = i + {step}",
                          f"i /= {self.pick(('2', '-2'))}", "i **= 2", "i, n = i + 1, n", f"i = {step} + i", "i = -i",
                          "i ..= 1",
                          "i = step(i)", "t.x++", "i++", "i += s", "i -= s", "i += t.s"))
        limit = self.pick(("n", "n", "t.n", "#t", "up", "gn", "math.min(n, 5)", "n - 1", "limit()", "(n)", self.pick(EDGES)))
        condition = self.pick((f"i {order} {limit}", f"i {order} {limit}", f"{limit} {self.pick(ORDERS[:5])} i", f"!(i {order} {limit})",
                               f"i {order} {limit} && i != 3", f"i {order} {limit} || rounds < 2", "i",
                               f"i % 5 {order} {limit}"))
        before = self.pick(("", "", "i := a ", "i := 0 "))
        init = self.pick(("i := a", "i := a", "i := a", "i, k := a, 0", "i := a + 0", "i := a * 1")) if not before else \
            self.pick(("i = a", "i += 0", "k := i"))
        with self.function(f"func {f}(a, n, s, t)"):
            self.line("rounds, last, fs, up := 0, nil, {}, n")
            self.line("step, limit := func(v) { return v + s }, func() { return n }")
            with self.block(f"{before}for {init}; {condition}; {post}", scope=False):
                self.line(f"rounds++ last = i if rounds > {self.pick((3, 5, 40, 200))} {{ break }}")
                for _ in range(self.upto(0, 3)):
                    self.line(self.pick((
                        "if rounds == 2 { i = i + 1 }", "if rounds == 3 { n = n + 1 }", "if rounds % 2 == 0 { continue }",
                        "t[#t + 1] = i",
                        "fs[#fs + 1] = func() { return i }", "fs[#fs + 1] = func() { i++ return i }",
                        "if rounds == 1 { i = i * 1.0 }",
                        "if rounds == 2 { i = 'x' }", "if rounds == 2 { up = up - 1 t.n = i }", "gn = rounds", "s = s + 1",
                        "n -= s",
                        "w := 0 for j := i; j < i + 2; j++ { w++ last = j if w > 3 { break } }", "if i == n { break }",
                        "t.x = i", "t[i] = last",
                        "x := i + 1 last = x", "func() { n = n }()", "if rounds == 4 { return 'early', i }", "i, last = i, i",
                        "if rounds == 2 { n = nil }", "pcall(func() { if rounds == 2 { i = i - 1 } })", "t.s = i",
                        "if rounds == 3 { s = -s }",
                        "defer show('left', i)" if self.chance(0.2) else "last = i")))
            self.line("for k := 1; k <= #fs && k < 4; k++ { show('captured', fs[k]()) }")
            self.line("return rounds, last, n, #t")
        for _ in range(self.upto(2, 6)):
            a = self.pick(EDGES) if self.chance(0.6) else str(self.upto(-3, 5))
            n = self.pick(EDGES) if self.chance(0.6) else str(self.upto(-3, 9))
            if self.chance(0.35):  # both near the same edge
                edge = self.pick(("140737488355327", "-140737488355327", "9007199254740992", "32767", "2147483647", "1e15", "-32768"))
                a, n = f"{edge} - {self.upto(-1, 4)}", f"{edge} + {self.upto(-3, 4)}"
            table = self.pick(("{n: 4, x: 0, s: 1}", "{1, 2, 3, n: 140737488355327, s: 2}", "{n: 0.5, s: 0.5}", "{n: 'x', s: {}}",
                               "setmetatable({}, {__index: func(t, k) { return 3 }})"))
            self.line(f"gn = 5 try('{f}', {f}, {a}, {n}, {self.pick(STEPS[:13])}, {table})")
        if self.chance(0.4):
            self.line(f"for j := range {self.pick((3, 70))} {{ pcall({f}, 1, j % 7, 1, {{n: 3, x: 0, s: 1}}) }} try('{f}', {f}, {self.pick(EDGES)}, {self.pick(EDGES)}, 1, {{}})")

    def edge_keys(self):
        """Numbers as keys: what is the same key, where it stands, what can not be one."""
        t = self.fresh("t")
        self.line(f"{t} := {self.pick(('{}', '{1, 2, 3}', '{[0]: 0, [-1]: -1}', '{1.5, 2.5}', '{[2 ** 53]: 1}', '{x: 1, 7}'))}")
        for _ in range(self.upto(3, 10)):
            k, other = self.pick(EDGES), self.pick(EDGES)
            self.line(self.pick((
                f"show(pcall(func() {{ {t}[{k}] = {other} return {t}[{k}], {t}[{other}] }}))",
                f"show({t}[{k}], rawget({t}, {other}))",
                f"show(pcall(rawset, {t}, {k}, {other})) show(rawget({t}, {k} == {other} && {k} || {other}))",
                f"for k, v := range {t} {{ show(math.type(k), k, v, 1 / (type(k) == 'number' && k || 1)) }}",
                f"show(pcall(next, {t}, {k}))", f"show(pcall(func() {{ return {{[{k}]: 1, [{other}]: 2}} }}))",
                f"show(#{t}, {t})",
                f"show(pcall(func() {{ {t}[{k}] = nil {t}[{k}] = 'again' }}))", f"for i := 3; i > -4; i-- {{ {t}[i] = i }}",
                f"for i := -2; i < 3; i++ {{ {t}[i * 1.0] = nil }}",
                f"for i := range 20 {{ {t}[i] = i / 2 }} {t}[{self.upto(1, 20)}] = {self.pick(('nil', repr('s'), '0.5', '7'))}",
                f"for i := 20; i >= 1; i -= {self.pick((1, 2, 3))} {{ {t}[i] = nil }}",
                f"show(pcall(table.insert, {t}, {k}, 1))",
                f"show(pcall(table.remove, {t}, {k}))", f"show(pcall(unpack, {t}, {k}, {other}))",
                f"show(pcall(table.move, {t}, {self.upto(-2, 3)}, {self.upto(0, 4)}, {self.upto(-3, 3)}))")))
        self.line(f"show(#{t}, {t})")

    def bit_operations(self):
        for _ in range(self.upto(2, 8)):
            arguments = ", ".join(self.pick(EDGES) for _ in range(self.upto(1, 3)))
            name = self.pick(SHIFTS)
            self.line(f"try('{name}', bit32.{name}, {arguments})")
