"""Loops that run often enough for an engine to specialise them, over state whose types change on the way.

The loops have no output of their own: they compute values that are shown at the end. They call leaf functions only.
"""

class Hot:
    """Numeric kernels, loops over lists and objects, calls of small functions and methods."""

    def hot_part(self):
        kernel = self.fresh("kernel")
        leaf = self.fresh("leaf")
        self.line(f"func {leaf}(a, b) {{ {self.pick(('return a + b', 'if a < b { return a } return b', 'return b - a, a', 'return a', 'c := a * 2 return c - b'))} }}")
        with_globals = self.chance(0.2)
        if with_globals:
            self.line(f"func {kernel}(n, ...) {{ x, y, t, o = ... acc, hidden = 0, 0")
        else:
            self.line(f"func {kernel}(n, x, y, t, o) {{ acc, hidden := {self.pick(('0', '0.0', '1', 'x'))}, 0")
        self.level += 1
        cell = self.chance(0.3)
        if cell:
            self.line("bump := func(by) { hidden = hidden + by return hidden }")
        with self.block(self.hot_header(), scope=False):
            for _ in range(self.upto(1, 6)):
                self.line(self.hot_statement(leaf, cell))
            if self.chance(0.35):
                self.line(self.hot_change())
        self.line("return acc, x, y, hidden, t, o")
        self.level -= 1
        self.line("}")
        for _ in range(self.upto(1, 4)):
            objects = self.pick(("{x: 1, y: 2}", "{y: 2, x: 1.5}", "{x: 1}",
                "setmetatable({}, {__index: {x: 3, y: 4, m: func(self, a) { return a }}})",
                                 "{x: '2', y: 3}", "number_like(2)",
                                 "{x: 1, y: 2, m: func(self, a) { return self.x + a }}"))
            lists = self.pick(("{1, 2, 3, 4, 5}", "{1.5, 2, 3, 4, 5}", "{5, 4, 3}", "{1, 2, 3, 4, '5'}", "{}",
                "{7, 7, 7, 7, 7, 7, 7, 7}"))
            number = self.pick(("1", "2", "0.5", "-3", "140737488355300", "'4'", "number_like(1)", "0"))
            other = self.pick(("1", "2.5", "-1", "3", "1e10", "'2'"))
            catch = "try" if self.chance(0.8) else "traced"
            self.line(f"fuel = 1000 {catch}('{kernel}', {kernel}, {self.pick((5, 60, 300, 300, 700, 3000))}, {number}, {other}, {lists}, {objects})")

    def hot_header(self):
        return self.pick(("for i := 1; i <= n; i++", "for i := 0; i < n; i++", "for i := n; i > 0; i--",
            "for i := range n", "for i := 1; i < 200; i++",
                          "for i := 1.0; i <= n; i++", "for i := 1; i <= n; i += 2",
                          "for i := 0; i < n && i != 250; i++", "for i := 300; i >= 1; i--"))

    def hot_value(self, depth=2):
        if depth == 0 or self.chance(0.2):
            return self.pick(("x", "y", "acc", "i", "i", str(self.upto(-3, 9)), "0.5", "2", "100", "hidden"))
        a, b = self.hot_value(depth - 1), self.hot_value(depth - 1)
        operator = self.pick(("+", "-", "*", "+", "-", "/", "%"))
        return self.pick((f"({a} {operator} {b})", f"({a} {operator} {b})",
            f"({a} % {self.pick(('7', '10', '2.5', '-3', '1000'))})", f"-{a}",
                          f"(t[{self.pick(('1', '2', 'i % 5 + 1', '#t'))}] || {b})", f"(o.{self.pick('xy')} || {b})",
                          "#t", f"math.floor({a})",
                          f"math.max({a}, {b})", f"({a} < {b} && {a} || {b})",
                          f"({a} {operator} {self.upto(-4, 40)})"))

    def hot_condition(self):
        a = self.hot_value(1)
        order = self.pick(("<", "<=", ">", ">=", "==", "!="))
        return self.pick((f"{a} {order} {self.upto(-2, 60)}", f"{a} {order} {self.hot_value(1)}",
            f"i % {self.upto(2, 7)} == 0", "t[i % 4]", "o.y",
                          f"!({a} {order} 5) || x {order} y", f"x {order} 3 && y {order} 2"))

    def hot_statement(self, leaf, cell):
        v, value = self.pick(("x", "y", "acc", "acc")), self.hot_value()
        return self.pick((
            f"acc = (acc + {value}) % {self.pick((1000, 97, 65536, 2.5))}", f"{v} = {value}",
            f"{v} {self.pick(('+=', '-=', '+='))} {value}",
            f"if {self.hot_condition()} {{ {v} = {value} }} else {{ {v}++ }}",
            f"if {self.hot_condition()} {{ {v} += 1 }}",
            f"if {self.hot_condition()} {{ continue }}", f"t[i % {self.upto(3, 9)} + 1] = {value}",
            f"t[#t + 1] = i if #t > 20 {{ t = {{i}} }}",
            f"o.{self.pick('xy')} = {value}", f"o.x = (o.x || 0) + {self.upto(1, 3)}",
            f"{v} = {leaf}({value}, {self.hot_value(1)})",
            f"{v}, acc = acc, {v}", f"p := {{x: {v}, y: i}} {v} = p.x + p.y",
            f"for j := 1; j <= 3; j++ {{ {v} += j }}",
            f"f := func() {{ return {v} + i }} {v} = f() % 100", f"for _, e := range t {{ {v} = e }}",
            f"hidden = {value}" if cell else "hidden++",
            f"{v} = bump({self.upto(1, 3)})" if cell else f"{v} = i", f"s := 'k' .. (i % 3) o[s] = i",
            f"if o.m {{ {v} = o:m(i) }}",
            f"switch i % 4 {{ case 0: {v} = 1 case 1: {v} += {value} default: {v} = i }}",
            f"{v} = select(2, {leaf}(1, 2), {value})",
            f"if {v} > 1e15 || {v} < -1e15 {{ {v} = 1 }}",
            f"ok, r := pcall({leaf}, {v}, i) if ok {{ {v} = r }} else {{ {v} = 1 }}",
            f"k := 0 for k < {self.upto(1, 4)} {{ k++ if k == i % 3 {{ break }} {v} -= k }}",
            f"hot_global = (hot_global || 0) + 1 {v} = hot_global",
            f"g := coroutine.wrap(func(a) {{ b := coroutine.yield(a + 1) return b }}) {v} = g(1) + g({v})" if self.chance(0.3) else f"{v} = (i)",
            f"rec := nil rec = func(m) {{ if m <= 0 {{ return 0 }} return m + rec(m - 1) }} {v} = rec(i % 5)",
            f"for k, e := range o {{ if k == 'x' {{ {v} = e }} }}",
            f"a, b, c := (func(...) {{ return ... }})(i, {v}) {v} = b || c || a",
            f"s := ('ab'):rep(i % 3) .. i {v} = #s", f"{v} = t[i] || i", f"t[i] = nil t[1] = {v}",
            f"if type({v}) != 'number' {{ {v} = 0 }}", f"{v} = {v} == {v} && {v} || 0",
        ))

    def hot_change(self):
        """Something that makes what the loop has seen so far wrong."""
        at = self.pick((3, 57, 130, 258))
        return f"if i == {at} {{ " + self.pick((
            "x = 2.5", "x = '7'", "y = 140737488355327", "o = {y: 1, x: 2}", "o.x = nil", "t = {}", "t[2] = 0.5",
            "acc = 1e300", "x = nil",
            "setmetatable(o, {__index: func(t, k) { return 3 }})", "x = number_like(3)", "o.x = 'nine'", "y = -0.0",
            "t[3] = nil",
            "x = 140737488355327", "acc = -140737488355327 - 1", "o = setmetatable({}, {__index: o})", "y = true",
            "break", "return i, x, y")) + " }"
