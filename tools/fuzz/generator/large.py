"""Code near the limits of what instructions can express: long functions whose jumps are far, many locals, parameters,
captured variables, constants, fields and arguments, long chains of operators, deep nesting."""


class Large:
    """Parts that are rare, because they take long to compile."""

    def large_part(self):
        self.weighted(((1, self.far_jumps), (3, self.many_locals), (3, self.chains), (3, self.nesting),
            (3, self.wide_calls),
                       (3, self.many_constants), (3, self.long_constructor)))()

    def far_jumps(self):
        name = self.fresh("far")
        step = self.pick(("o.x = o.x + 1", "if o.x == i { o.x = o.y + n }", "o.y = o.x .. ''", "n = o:m(n)"))
        count = 9000
        with self.function(f"func {name}(o, n)"):
            with self.block(self.pick(("for i := 1; i <= 2; i++", "for n < 3", "for i := range 2"))):
                if "i" in step.split():
                    self.line("i := n")
                self.line("n++ if n > 3 { break }")
                with self.block(self.pick(("if n != 2", "switch n { case 2: default:"))):
                    for i in range(count):
                        self.line(step)
                self.line("if n == 5 { continue }")
            self.line("return o, n")
        self.line(f"try('far', {name}, {{x: 1, y: 2, m: func(self, n) {{ return n }}}}, 0)")

    def many_locals(self):
        name, count = self.fresh("wide"), self.pick((100, 190, 199))
        names = [f"w{i}" for i in range(count)]
        with self.function(f"func {name}({', '.join(names[:50])}, ...)"):
            for i in range(50, count - 3):
                self.line(f"w{i} := {self.pick((f'w{i - 50}', f'w{i - 1}', str(i), '...', f'w{i - 1} .. 1'))}")
            captured = self.random.sample(names[:count - 3], 40)
            self.line(f"f := func() {{ {captured[0]} = 5 {captured[1]} = 'set' return {', '.join(captured)} }}")
            self.line("show(f()) show(f())")
            self.line(f"return {', '.join(names[:count - 3])}")
        self.line(f"try('wide', {name}, {', '.join(str(i) for i in range(self.pick((20, 50, 180))))})")

    def chains(self):
        count = self.pick((60, 250, 700))
        operator = self.pick((" + ", " - ", " .. ", " && ", " || ", " * ", " == "))
        self.line("c := {n: 2, s: 'x'} c.c = c func one() { return 1 }")
        terms = [self.pick(("1", "c.n", "one()", "0.5", "g1", "c.c.n")) for _ in range(count)]
        if self.chance(0.2):
            terms[self.upto(0, count - 1)] = "nothing.x"
        self.line(f"try('chain', func() {{ v := {operator.join(terms)} return cut(v) }})")
        self.line(f"try('chain', func() {{ if {operator.join(terms)} {{ return 1 }} return 2 }})")
        self.line(f"try('fields', func() {{ return c{'.c' * count}.n }})")
        self.line(f"m := {{}} m.m = func(self) {{ return self }} try('methods', func() {{ return m{':m()' * count} == m }})")
        self.line(f"try('calls', func() {{ f := nil f = func() {{ return f }} return f{'()' * count} == f }})")
        self.line("try('arms', func(v) { if v == 0 { return 'zero' }" + "".join(f" else if v == {i} {{ return {i} }}" for i in range(count))
                  + f" return 'none' }}, {self.pick((count - 1, count, 0, 5))})")

    def nesting(self):
        depth = self.pick((30, 60, 90))
        self.line(f"try('parentheses', func() {{ x := 1 return {'(1 + ' * depth}x{')' * depth} }})")
        self.line(f"try('tables', func() {{ return {'{' * depth}7{'}' * depth} }})")
        self.line(f"try('unary', func() {{ x := 2 return {'- ' * depth}x, {'!' * depth}x }})")
        self.line(f"try('power', func() {{ return {'1 ** ' * depth}2 }})")
        self.line(f"try('calls', func() {{ f := func(x) {{ return x, 1 }} return {'f(' * depth}3{')' * depth} }})")
        self.line(f"try('functions', func() {{ x := 1 return {'func() { x++ return ' * (depth // 2)}x{' }' * (depth // 2)} }})")
        self.line("try('blocks', func() { n := 0 " + "".join(f"for i{i} := range 1 {{ n += i{i} " for i in range(depth)) + "}" * depth + " return n })")

    def wide_calls(self):
        count = self.pick((100, 200, 240))
        values = ", ".join(str(i) for i in range(count))
        self.line(f"try('count', func() {{ return select('#', {values}), select(-1, {values}) }})")
        self.line(f"try('pass', func(...) {{ return select('#', ..., ...), #{{...}}, #{{..., ...}}, (select(-1, ...)) }}, {values})")
        self.line("func spread(...) { return ... }")
        self.line(f"try('spread', func() {{ t := {{}} for i := range {self.pick((300, 3000, 7900))} {{ t[i] = i }}"
                  " return select('#', spread(unpack(t))), #{spread(unpack(t))}, select(-1, 0, spread(0, unpack(t))) })")
        self.line(f"try('many', func() {{ a, b := spread({values}) return a, b, spread({values}) }})")

    def many_constants(self):
        count = self.pick((300, 2000))
        texts = [f"'s{i}'" if i % 2 else f"{i}.25" for i in range(count)]
        self.line(f"try('constants', func() {{ t := {{}} for _, v := range {{{', '.join(texts)}}} {{ t[#t + 1] = v }} return #t, t[{count}], t[7] }})")
        self.line("try('fields', func() { t := {} " + " ".join(f"t.f{i} = {i}" for i in range(count // 2)) + f" return t.f0, t.f{count // 2 - 1}, text(t, 1) }})")

    def long_constructor(self):
        count = self.pick((49, 50, 51, 99, 100, 101, 257, 1000))
        fields = [self.pick((str(i), str(i), str(i), "nil", f"[{i}]: 'k'", f"f{i}: {i}",
            "(spread())")) for i in range(1, count + 1)]
        last = self.pick(("", ", spread(1, 2, 3)", ", spread()", ", ..."))
        self.line("func spread(...) { return ... }")
        self.line(f"try('constructor', func(...) {{ t := {{{', '.join(fields)}{last}}} return #t, text(t, 1), t[{count}], t[{count + 1}], next(t) }}, 'a', 'b')")
        names = ", ".join(f"f{i}: {self.pick((str(i), 'nil', repr('s'), '{}'))}" for i in range(self.pick((47, 48, 49,
            100, 270))))
        self.line(f"try('fields', func() {{ t := {{{names}}} t.f3 = 'set' t.f300 = 1 n := 0 for k := range t {{ n++ }} return n, text(t, 1), t.f40 }})")
