"""Rare forms of the grammar: what may stand in headers, words that are keywords only in some places, unusual spellings of
numbers, strings, tables and targets, constants, comments and line breaks."""

SPELLINGS = ("0b101", "0o17", "0x_ff", "010", "1_000", ".5", "1e3", "3.141_592", "0XAB", "1.5e-3", "0b1111_0000", "2E2", "1e+2",
             "0xFFFFFFFFFFFF", "123456789012345678", "4.9e-324", "0.1e1")
ESCAPES = ('"\\65\\066\\x43"', '"\\u00e9\\u{1F600}"', '"\\d+\\.\\q"', "'it\"s'", "'\\a\\b\\f\\v\\0'", '"a\\\nb"', "`raw\\n`", "`a\nb`",
           '"\\\\"', "'\\0651'", '"π"', "'\\x00\\xff'", '"\\t|\\r\\n"')
WORDS = ("go", "in", "nil", "range", "if", "for", "func", "return", "true", "break", "chan", "var", "else", "select", "case",
         "default", "switch", "defer", "const", "end", "local")
# Keywords only at the start of some statements: as names everywhere else.
SOFT = ("switch", "case", "default", "const", "defer", "select", "make", "range_", "größe", "π2", "_", "type", "map", "not", "local")


class Forms:
    """Statements and expressions that nobody writes every day."""

    def form_part(self):
        """A function made of them."""
        self.line("fuel = 200")
        name = self.fresh("forms")
        extras = self.chance(0.4)
        with self.function(f"func {name}({'first, ' if extras else ''}{self.pick(('...', 'rest...')) if extras else 'a, a'})",
                           extras=extras, results=("any",)):
            soft = self.random.sample(SOFT[:6], 2) + [self.pick(SOFT[6:])]
            self.line(f"{', '.join(soft)} := {', '.join(self.expr('int', 1) for _ in soft)}")
            self.line("t, ch, n, f, w := {n: 1, f: func(self, x) { return x, self }}, make(chan, 8), 0, func(...) { return ... }, 0")
            for _ in range(self.upto(4, 12)):
                self.line(self.form(soft))
            self.line(f"return t, n, {', '.join(soft)}")
        catch = self.pick(("try", "try", "traced", "drive"))
        self.line(f"{catch}('{name}', {name}, {self.expr('any', 1)}, {self.expr('any', 0)}, nil)")

    def spelled(self):
        return self.pick((self.pick(SPELLINGS), self.pick(SPELLINGS), self.pick(ESCAPES), self.pick(ESCAPES), self.odd_table()))

    def odd_table(self):
        """A constructor with all kinds of fields and separators."""
        fields = []
        for _ in range(self.upto(0, 6)):
            word = self.pick(WORDS)
            fields.append(self.pick((f"{word}: {self.atom('int')}", f"['a b']: {self.expr('any', 0)}", f"[{self.atom('int')}]: 'k'",
                                     f"('text')", "(t)", "...", "(...)", "f(1, 2)", "(f(3, 4))", "nil", "[2]: nil",
                                     f"{word}: f(5, 6)",
                                     "func() { return t }", "{}", "-n", "#t", "!n", "t.n", "[n + 100]: n", "{{1}}",
                                     "<-closed()" if self.chance(0.1) else "'s'")))
        text = ""
        for field in fields:
            text += field + self.pick((", ", "; ", ",\n        ", ", "))
        return "{" + (text if self.chance(0.3) else text.rstrip(" ,;\n")) + "}"

    def simple(self):
        """A simple statement, as may stand in a header."""
        return self.pick(("n++", "n--", "n += 1", "t.n = n", "t[n], n = n, t[n]", "f(n)", "x := n", "x, y := f(1, 2)", "ch <- n",
                          "v, ok := <-ch", "<-(full())", "t.n, t.m = <-(full())", "t.n *= 2", "t[#t + 1] = n", "_ := t",
                          "(n) = n + 1",
                          "t:f(n)", "n ..= ''", "x := func() { n++ return n }()", "((t)).n = 5"))

    def form(self, soft):
        a, b = self.pick(soft), self.pick(soft)
        word, other = self.pick(WORDS), self.pick(WORDS)
        self.counter += 1
        k = self.counter
        simple, again = self.simple(), self.simple()
        init = again if simple[0] in "(<" else simple  # `switch` is a keyword in front of names only
        init = "n++" if init[0] in "(<" else init
        condition = self.pick((f"n < {self.upto(1, 5)}", "t.n", "n % 2 == 0", "true", f"{a} == {b}", "#t < 3", "!t.m", "ok", "v"))
        guard = "n++ w++ if n > 12 || w > 60 { break }"
        return self.pick((
            f"if {simple}; {condition} {{ show('yes', n, v, ok, x) }} else if {again}; {condition} {{ show('second', x, y) }} else {{ show('no', x, ok) }}",
            f"if {simple}; {condition} {{ {self.pick(('return x', 'n = 9', 'show(n)'))} }}",
            f"switch {init}; {{ case {condition}: show('tagless') default: show('default', n) }}",
            f"switch {init}; n {{ case 1, 2, x: show('some', x) case f(n, 2): show('call') }}",
            f"switch n {{ }} switch {{ default: show('only') }}",
            "switch (n) { case (t:f(n)): show('method') default: break show('not reached') }",
            f"switch {{ case {a} < {b}: show('less') case {a} == {b}: case true: show('true') }}",
            f"switch -n {{ case -1: {{}}.x = 1 case 0: return }}".replace("{}.x = 1", "n = n"),
            f"switch t.n {{ case n: for i := range 3 {{ if i == 2 {{ break }} show(i) }} case 7: n = 0 default: n = 1 }}",
            f"for range 3 {{ switch n {{ case 1: continue case 2: break default: n = n + 1 }} show(n) }}",
            f"for {simple}; {condition} && n < 9; {again} {{ {guard} }} show(n)",
            f"for x := 0; x < 2; {again} {{ {guard} x++ }}", f"for t.n = 0; t.n < 3; t.n++ {{ {guard} show(t.n) }}",
            f"for f(1); n < 3; n++ {{ {guard} }}", f"for ch <- 1; len(ch) < 4; ch <- n {{ {guard} }} show(len(ch))",
            f"for v, ok := <-(full()); ok; v, ok = <-(none()) {{ {guard} show(v, ok) }}",
            f"for _, {a} := range {{5, 6}} {{ show({a}) }}", "for _ := range t { n++ }", "for range t { n++ }",
            "for range ch_of(3) { n++ }",
            f"for i := range 3 {{ i = i * 10 show(i) }}", "for k, v := range f, nil { show(k, v) break }",
            "for i, v := range (...) { show(i, v) break }" if self.here.extras else "n = n",
            f"for i, v := range ... {{ show(i, v) v = i }}",
            "show(#..., ...[1], ...[#...], ...['x'], ...[1.0], ...[0], ...[-1], (...))",
            "show(#(...) )" if self.chance(0.1) else "show(...)",
            f"const K{k}, L{k} = {self.spelled()}, f({self.spelled()}, 2) show(K{k}, L{k})",
            f"const Q{k} = {{n}} Q{k}[1] = 2 Q{k}.x = n show(Q{k})",
            f"show({self.spelled()}, {self.spelled()})",
            f"show({self.spelled()} .. {self.pick(ESCAPES)})" if self.chance(0.3) else f"show({self.odd_table()})",
            f"t.{word} = {{{other}: n}} show(t.{word}.{other}, t['{word}'])",
            f"t.{word} = func(self, x) {{ return x, '{word}' }} show(t:{word}(n))",
            f"{a} = {b} + 1 show({a}, {b})", f"{a}, {b} = {b}, {a}",
            f"show({a}({b}))" if self.chance(0.1) else f"show({a} * 2)", f"{a} ++", f"({a}) += 2",
            f"t . n = n", "t\n        .n = n", "n = n // comment\n        + 1", "n = n /* block */ + /* another\n        */ 1",
            "; ; n++ ;", "show(n) /* end */ show(t.n) // rest",
            "list := {1, 2}\n        list[1], list[2] = list[2],\n        list[1] show(list)",
            "show(1 < 2 == true, !n == n, -2 ** 2, 2 ** -1, 2 ** 3 ** 2, 'a' .. 1 + 2, -2 ** -2, !!n, - -n, #t + 1)",
            "show(n == 1 && 'one' || n == 2 && 'two' || 'many', n || t && f, nil && n, false || nil)",
            "show((f(1, 2)), f(1, 2), (f()), f())", "x, y, z := f(1, 2), (f(3, 4)) show(x, y, z)",
            "x, x := 1, 2 show(x)", "x := n x := x + 1 g := func() { return x } x := x * 2 show(x, g())",
            "func inner(a, a) { return a } show(inner(1, 2), inner(3))",
            "func named(first, rest...) { rest[1] = first return #..., rest, ... } show(named(1, 2, nil, 3))",
            "func none() { return } show(none(), (none()), select('#', none()))",
            "func early() { return\n        f(1) } show(early())", "func late() { if n { return 1, 2 } return 3 } show(late())",
            "func(x) { n = x }(n + 1)", "(func(x) { n = x })(n + 2)" if self.chance(0.0) else "n = (func(x) { return x })(n)",
            "defer t:f(n)", "defer func(x) { show('deferred', x, n) }(n)", "defer f(t.f(1))",
            "for i := range 2 { defer show('loop', i, n) }", "pcall(func() { defer t.none() n++ })",
            "pcall(func() { defer func() { n = n + 5 }() error('x') })",
            "go func() { }()", "go t:f(1)", "go f(n)", "if (n) > 0 { n-- } elseif t { n++ } else { n = 0 }", "if {} { n++ }",
            "if func() { return n }() { n++ }",
            "t[t] = t t[f] = 1 t[ch] = 2 show(t[t] == t, t[f], t[ch]) t[t] = nil t[f] = nil t[ch] = nil",
            "t['n'] = 3 t['a b'] = 4 show(t.n, t['a' .. ' b'])",
            "s := 'text' show(s.upper == string.upper, s:upper(), ('x'):rep(3), 'abc':len(), #'abc', s.nothing, s[1])",
            "show({1, 2, 3}[2], {x: 5}.x, func() { return 6 }(), 'lit'.len)" if self.chance(0.1) else "show(({1, 2, 3})[2], ({x: 5}).x)",
            "select { case v := <-ch: show('got', v) default: show('empty') }",
            "select { case ch <- n: show('put', len(ch)) default: show('full') }",
            "select { case t.v, t.ok = <-(full()): show(t.v, t.ok) t.v = nil t.ok = nil }",
            "select { default: }",
            f"for i := range 3 {{ select {{ case <-(none()): show('no') default: if i == 2 {{ break }} continue }} show('after', i) }}",
            "x := <-(full()) + 1 show(x, <-(full()), -<-(full()), {<-(full())})",
            "v, ok := <-(full()) show(v, ok) v, ok = <-(shut()) show(v, ok)", "a1, b1, c1 := <-(full()) show(a1, b1, c1)",
            f"const R{k} = <-(full()) show(R{k})", "f(<-(full()))",
            "show(select('#', <-(shut())), len(ch), cap(ch))", "if v, ok := <-(shut()); !ok { show('shut', v) }",
            "switch v := <-(full()); v { case 7: show('seven') }", "switch (<-(full())) { case 7: show('seven') }",
        ))

    def form_helpers(self):
        """Channels in every state, and a function for them in each program."""
        self.line("func full() { c := make(chan, 1) c <- 7 return c } func none() { return make(chan) }")
        self.line("func shut() { c := make(chan) close(c) return c } func ch_of(n) { c := make(chan, n) for i := range n { c <- i } close(c) return c }")
