"""The order of evaluation, and variables that change between their use as one operand and the evaluation of the next.

`L(n, v)` notes n and gives v. The functions `bump`, `swap` and so on change variables that the same expression uses:
a local one that they captured, a global one, a field, a parameter.
"""


class Order:
    """Parts whose output is the order in which things happen."""

    def order_part(self):
        self.line("fuel = 300 noted := {} func L(n, v) { noted[#noted + 1] = n return v }")
        for _ in range(self.upto(1, 3)):
            self.weighted(((3, self.noted_order), (4, self.changing_operands), (2, self.changing_loops)))()

    def noted(self, depth=2):
        """An expression whose parts note when they are evaluated."""
        self.counter += 1
        n = self.counter
        if depth == 0:
            value = self.pick((str(self.upto(1, 5)), str(self.upto(1, 5)), "2.5", "'3'", "T", "T", "F", "nil", "'k'",
                "number_like(2)"))
            return f"L({n}, {value})"
        a, b, c = (self.noted(self.upto(0, depth - 1)) for _ in range(3))
        return self.pick((
            f"({a} {self.pick(('+', '-', '*', '/', '<', '<=', '>', '>=', '==', '!=', '..', '&&', '||', '%'))} {b})",
            f"({a} .. {b} .. {c})",
            f"L({n}, T)[{a}]", f"L({n}, F)({a}, {b})", f"L({n}, T).f({a}, {b})", f"L({n}, T):m({a}, {b})",
            f"(L({n}, F)({a}))",
            f"{{{a}, x: {b}, [{c}]: 1}}.x", f"#{{{a}, {b}, F({c})}}", f"-{a}", f"!{a}", f"L({n}, T)[{a}][{b}]",
            f"({a} > {b} == {c})",
            f"({a} < 3 && {b} || {c})", f"(func(...) {{ return ... }})({a}, {b}, F({c}))",
            f"select({n % 2 + 1}, {a}, {b})",
        ))

    def noted_order(self):
        f, t = self.fresh("F"), self.fresh("T")
        name = self.fresh("order")
        with self.function(f"func {name}()"):
            self.line(f"F := func(...) {{ L('F', 0) return ... }}")
            self.line("T := setmetatable({1, 2, 3, k: 4}, {__index: func(t, k) { L('index') if k == 'm' || k == 'f' { return F } return t }, "
                      "__newindex: func(t, k, v) { L('newindex') }, __call: func(self, ...) { L('call') return ... }, "
                      "__lt: func(a, b) { L(a == T && 'Tlt' || 'ltT') return true }, __le: func(a, b) { L('le') return false }, "
                      "__concat: func(a, b) { L('concat') return 'c' }, __add: func(a, b) { L('add') return 1 }, __eq: func() { L('eq') return true }})")
            for _ in range(self.upto(1, 4)):
                self.line(f"noted = {{}} show(pcall(func() {{ {self.noted_statement()} }})) show(noted)")
        self.line(f"{name}()")

    def noted_statement(self):
        a, b, c, d = (self.noted(self.upto(0, 2)) for _ in range(4))
        return self.pick((
            f"return {a}, {b}", f"return {a}", f"x, y := {a}, {b} return y, x",
            f"L(1, T)[{a}], L(2, T).z, x = {b}, {c}, {d}", f"L(1, T)[{a}] += {b}",
            f"L(1, T).n {self.pick(('+=', '-=', '..='))} {b}",
            f"switch {a} {{ case {b}, {c}: return 1 case {d}: return 2 }}".replace("switch (", "switch L(0, 1) * ("),
            f"if {a} {{ return 1 }} elseif {b} {{ return 2 }} else if {c} {{ return 3 }}",
            f"for i := {a}; L(0, i) < {b}; i += {c} {{ L('body') if #noted > 40 {{ break }} }}",
            f"for k, v := range F({a}, {b}), {c} {{ L('body') if #noted > 30 {{ break }} }}",
            f"defer F({a}, {b}) return {c}", f"t := {{{a}, {b}; x: {c}, F({d})}} show(t)",
            f"ch := make(chan, 3) ch <- {a} L(1, ch) <- {b} return <-ch, {c}",
            f"return F({a}, F({b})), T:m({c}, {d})", f"const x = {a} return x, {b}",
            f"return {a} == {b}, {c} != {d}", f"L(1, T):m({a}) L(2, F)({b}) return (L(3, T))",
            f"T[{a}], T[{b}] = F({c}, {d})",
            f"func g(...) {{ return #..., ... }} return g({a}, {b}, g({c}))",
            f"select {{ case L(1, make(chan)) <- {a}: return 1 case <-L(2, nil): return 2 default: return {b} }}",
        ))

    def changing_operands(self):
        """x, t and i change while they are used."""
        where = self.pick(("local", "local", "global", "parameter", "upvalue"))
        name = self.fresh("change")
        x, t, i = ("cx", "ct", "ci")
        declare = f"{x}, {t}, {i} := {self.pick(('1', '2.5', repr('4')))}, {{5, 6, 7, x: 8}}, 1"
        with self.function(f"func {name}({', '.join((x, t, i)) if where == 'parameter' else ''})"):
            if where == "global":
                self.line(declare.replace(":=", "="))
            elif where != "parameter":
                self.line(declare)
            self.line(f"bump := func(by) {{ {x} = {x} + (by || 1) return {x} }}")
            self.line(f"other := func() {{ {t} = {{1, 2, 3, x: 4}} {i}++ return {i} }}")
            if self.chance(0.3):
                self.line(f"if shown < 0 {{ {x} = {self.pick(('nil', '0'))} }}")
            if where == "upvalue":
                self.line("run := func() {")
                self.level += 1
            for _ in range(self.upto(3, 8)):
                self.line(self.changing_statement(x, t, i))
            if where == "upvalue":
                self.level -= 1
                self.line("}")
                self.line("try('inner', run)")
            self.line(f"show({x}, {t}, {i})")
        self.line(f"try('{name}', {name}{', 1, {5, 6, x: 3}, 1' if where == 'parameter' else ''})")

    def changing_statement(self, x, t, i):
        operator = self.pick(("+", "-", "*", "..", "<", "=="))
        assign = self.pick(("+=", "-=", "*=", "..="))
        return self.pick((
            f"show({x} {operator} bump())", f"show(bump() {operator} {x})", f"show({x}, bump(), {x})",
            f"{x} {assign} bump()", f"{x} = {x} {operator} bump() show({x}) {x} = 2",
            f"show({x} .. bump() .. {x})", f"{t}.x {assign} other()", f"{t}[{i}] {assign} other()",
            f"{t}[{i}], {i} = other(), {i}", f"{i}, {t}[{i}] = 2, other()",
            f"show({{{x}, bump(), x: {x}, bump()}})", f"show({t}[{i}], other(), {t}[{i}])",
            f"show({x} < bump() && {x} || bump(3))", f"if {x} < bump() {{ show('less') }}",
            f"if {x} == bump() - 1 {{ show('equal') }}",
            f"switch {x} {{ case bump(): show('bumped') case {x}: show('same') }}",
            f"{x}, {i} = bump(), {x} show({x}, {i})",
            f"a, b := {x}, bump() show(a, b, {x})", f"{x}++ show({x}, bump())",
            f"for {x} < 9 {{ bump() if shown > 380 {{ break }} }} {x} = 1",
            f"for j := {x}; j < {x} + 2; j++ {{ if j == {x} {{ bump() }} show(j) if j > 9 {{ break }} }}",
            f"for _, v := range {t} {{ other() show(v) }}",
            f"show((func() {{ return {x}, bump(), {x} }})())", f"{t}[bump()] = {x}", f"{t}[#{t} + 1] = other()",
            f"{t}:x()" if self.chance(0.1) else f"show(#{t}, other(), #{t})",
            f"defer show('deferred', {x}) bump()", f"f := func() {{ {x}, {i} = {i}, {x} }} f() show({x}, {i})",
            f"show(-{x}, bump(), !{x})",
            f"{x} = func() {{ return {x} }} show({x}() == {x}) {x} = 1", f"{t} = {{{t}, {t}.x}} {t} = {t}[1]",
            f"{x} = ({x} || bump()) && bump(2) show({x})",
        ))

    def changing_loops(self):
        """Loop variables that closures capture and change."""
        name, i = self.fresh("loops"), "li"
        with self.function(f"func {name}(n)"):
            self.line("fs, rounds := {}, 0")
            header = self.pick((f"for {i} := 1; {i} <= n; {i}++", f"for {i} := n; {i} > 0; {i}--",
                f"for {i}, other := 1, 5; {i} < other; {i}, other = {i} + 1, other",
                                f"for {i} := 0; {i} < n && {i} != 4; {i} += 1", f"for {i} := range n",
                                f"for {i}, v := range {{n, 2, 3}}"))
            with self.block(header):
                self.line("rounds++ if rounds > 9 || #fs > 8 { break }")
                for _ in range(self.upto(1, 4)):
                    self.line(self.pick((f"fs[#fs + 1] = func() {{ return {i} }}",
                        f"fs[#fs + 1] = func() {{ {i}++ return {i} }}", f"step := func() {{ {i} = {i} + 1 }} step()",
                                         f"inner := {i} * 2 fs[#fs + 1] = func(by) {{ inner += by || 1 return inner, {i} }} inner++",
                                         f"if {i} == 2 {{ continue }}",
                                         f"show({i}, #fs)", f"if #fs > 1 {{ show(fs[1]()) }}",
                                         f"defer show('loop', {i})",
                                         f"{i} := {i} + 10 fs[#fs + 1] = func() {{ return {i} }}",
                                         f"if {i} == 3 {{ break }}",
                                         f"for j := {i}; j < {i} + 2; j++ {{ fs[#fs + 1] = func() {{ return {i} * 10 + j }} }}")))
            self.line("for k, f := range fs { show(k, f(), (f())) }")
        self.line(f"try('{name}', {name}, {self.upto(0, 5)})")
