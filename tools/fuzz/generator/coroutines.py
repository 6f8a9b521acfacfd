"""Coroutines: yields in every place that can yield, iterators, errors, close with deferred calls, status."""


class Coroutines:
    """Parts that drive generated coroutines step by step."""

    def coroutine_part(self):
        self.line("fuel = 150")
        self.weighted(((4, self.driven), (2, self.iterator), (2, self.nested), (2, self.closed),
            (1.5, self.yield_places),
                       (1, self.misuse)))()

    def yielding_body(self, count):
        """Statements that yield, some of them deep in something else."""
        self.budget = count * 3
        for _ in range(count):
            if self.chance(0.5):
                self.statement(2)
            else:
                self.line(self.yielding_statement())

    def yielding_statement(self):
        v = self.fresh("y")
        value = self.expr("any", 1)
        return self.pick((
            f"{v} := coroutine.yield({value}) show('got', {v})",
            f"show(coroutine.yield({value}, {self.expr('int', 1)}))",
            f"show(pcall(coroutine.yield, {value}))",
            f"show(pcall(func() {{ coroutine.yield({value}) error('after') }}))",
            f"show(xpcall(func(a) {{ return coroutine.yield(a) .. nil }}, func(e) {{ coroutine.yield('handler') return e }}, {value}))",
            f"{v} := {{3, 1, 2}} table.sort({v}, func(a, b) {{ coroutine.yield(a, b) return a < b }}) show({v})",
            f"for k := range func(s, c) {{ c = coroutine.yield(c) || 0 if c < 4 {{ return c + 1 }} }}, 1, 0 {{ show(k) if shown % 7 == 0 {{ break }} }}",
            f"{v} := setmetatable({{}}, {{__add: func(a, b) {{ return coroutine.yield('add') }}, __index: func(t, k) {{ return coroutine.yield(k) }}}})"
            f" show({v} + 1, {v}.name, {v}[1])",
            f"{v} := setmetatable({{}}, {{__lt: func(a, b) {{ return coroutine.yield('lt') }}, __concat: func(a, b) {{ return coroutine.yield('cat') }},"
            f" __len: func() {{ return coroutine.yield('len') }}}}) if {v} < 1 {{ show('less') }} show({v} .. 'a' .. {v}, #{v}, 1 <= #{v})",
            f"{v} := setmetatable({{}}, {{__newindex: func(t, k, v) {{ rawset(t, k, coroutine.yield(v)) }}, __call: func(self, ...) {{ return coroutine.yield(...) }}}})"
            f" {v}.x = 1 {v}[1] = 2 show({v}, {v}(1, 2), ({v}()))",
            f"func {v}() {{ defer coroutine.yield('deferred') return coroutine.yield('inner') }} show({v}())",
            f"show((string.gsub('abc', '%a', func(c) {{ return coroutine.yield(c) }})))",
            f"for i := range 3 {{ coroutine.yield(i, {value}) }}",
            f"{v} := {{coroutine.yield(1), coroutine.yield(2)}} show({v})", f"{v} := coroutine.yield() + 1 show({v})",
            f"for a, b := range setmetatable({{}}, {{__pairs: func(t) {{ coroutine.yield('pairs') return next, {{5, x: 6}} }}}}) {{ show(a, b) }}",
        ))

    def driven(self):
        name = self.fresh("co")
        with self.function(f"func {name}({self.pick(('a', '...', 'a, ...'))})", results=("any",), coroutine=True):
            self.yielding_body(self.upto(2, 5))
            if self.chance(0.3):
                self.line(f"error({self.expr('any', 1)})")
            self.line(f"return {self.expr('any', 1)}, {self.expr('any', 1)}")
        self.line(f"drive('{name}', {name}, {self.expr('any', 1)}, {self.expr('any', 1)})")

    def iterator(self):
        name = self.fresh("gen")
        with self.function(f"func {name}(n)", results=None):
            with self.block("return coroutine.wrap(func()", "})"):
                self.line("for i := range n {")
                self.line(f"    coroutine.yield(i, {self.pick(('i * i', 'nil', repr('x'), '{i}', 'coroutine.running() == nil'))})")
                self.line(self.pick(("    if i == 3 { error('third') }", "    if i == 4 { return }", "    spend()")))
                self.line("}")
                if self.chance(0.4):
                    self.line("return 'last'")
        with self.function("try('gen', func()", "})", results=("any",)):
            with self.block(f"for k, v := range {name}({self.upto(0, 5)})"):
                self.line("show(k, v)")
                self.budget = 2
                self.here.jumps.append("loop")
                self.statement(1)
                self.here.jumps.pop()
            self.line(f"g := {name}(2)")
            self.line("show(g(), g(), pcall(g))")
            self.line(self.pick(("show(pcall(g))", "show(g())", "return g")))

    def nested(self):
        outer, inner = self.fresh("outer"), self.fresh("inner")
        with self.function(f"{inner} := func(...)", results=("any",), coroutine=True, extras=True):
            self.yielding_body(2)
        with self.function(f"{outer} := func()", results=("any",), coroutine=True):
            self.line(f"co := coroutine.create({inner})")
            self.line("for i := range 4 { show(i, coroutine.status(co), coroutine.resume(co, i)) coroutine.yield(i) }")
            self.line(self.pick((f"return coroutine.wrap({inner})(1)", "return coroutine.close(co)",
                "error(coroutine.status(co))")))
        self.line(f"drive('nested', {outer})")

    def closed(self):
        co = self.fresh("co")
        self.line(f"{co} := coroutine.create(func(...) {{")
        self.line("    defer show('outer defer')")
        self.line("    func inner() {")
        self.line(f"        defer {self.pick(('show(1)', 'error(' + repr('from defer') + ')', 'func() { show(coroutine.isyieldable()) }()'))}")
        if self.chance(0.4):
            self.line(f"        defer {self.pick(('pcall(coroutine.yield, 5)', 'coroutine.yield(5)', 'nothing()', 'error({})'))}")
        self.line(f"        {self.pick(('coroutine.yield(1)', 'pcall(coroutine.yield, 2)', 'pcall(func() { coroutine.yield(3) })'))}")
        self.line(f"        {self.pick(('show(' + repr('resumed') + ')', 'error(' + repr('body') + ')', 'coroutine.yield(4)'))}")
        self.line("    }")
        self.line(f"    {self.pick(('inner()', 'pcall(inner)', 'return inner()', 'show(pcall(inner))'))}")
        self.line("})")
        for _ in range(self.upto(1, 3)):
            self.line(f"show(coroutine.resume({co}, {self.expr('any', 0)}))")
        self.line(f"show(pcall(coroutine.close, {co}))")
        self.line(f"show(coroutine.status({co}), coroutine.close({co}), coroutine.resume({co}))")

    def yield_places(self):
        self.line("drive('places', func(...) {")
        for _ in range(self.upto(2, 5)):
            self.line("    " + self.yielding_statement())
        self.line("    return ...")
        self.line("}, 'first')")

    def misuse(self):
        co = self.fresh("co")
        self.line(self.pick((
            "show(pcall(coroutine.yield, 1))", "show(pcall(coroutine.resume, 5))",
            "show(pcall(coroutine.create, {}))",
            f"{co} := nil {co} = coroutine.create(func() {{ show(coroutine.resume({co})) show(pcall(coroutine.close, {co})) }}) show(coroutine.resume({co}))",
            f"{co} := coroutine.wrap(func() {{ error({{code: 1}}) }}) show(pcall({co})) show(pcall({co}))",
            f"{co} := nil {co} = coroutine.wrap(func() {{ return {co}() }}) show(pcall({co}))",
            f"{co} := coroutine.wrap(print) show({co}(1, 2)) show(pcall({co}))", "show(pcall(coroutine.wrap, nil))",
            f"{co} := coroutine.wrap(func() {{ x := nil return x.y }}) traced('wrap', func() {{ return {co}() }})",
            "show(select('#', coroutine.running()), select(2, coroutine.running()), coroutine.isyieldable())",
            f"{co} := coroutine.create(func(a) {{ show(debug.traceback(coroutine.running(), 'here')) coroutine.yield(a) }}) coroutine.resume({co}, 1)"
            f" print(debug.traceback({co})) print(debug.traceback({co}, 'msg', 1))",
        )))
