"""Goroutines and channels. Only programs whose order of output the language defines: results are collected and
shown by the main program, or each step waits for the one before."""


class Goroutines:
    """Parts that start goroutines and wait for all of them."""

    def goroutine_part(self):
        self.line("fuel = 200")
        self.weighted(((3, self.pipeline), (2, self.ping_pong), (2, self.selects), (2, self.buffered),
            (1, self.failing),
                       (1, self.wrong_channels), (1, self.workers), (2, self.waiting), (1, self.mixed),
                       (0 if self.light else 0.4, self.busy)))()

    def pipeline(self):
        source, sink = self.fresh("ch"), self.fresh("ch")
        size = self.pick(("", ", 1", ", 3"))
        self.line(f"{source}, {sink} := make(chan{size}), make(chan)")
        with self.function("go func(n)", f"}}({self.upto(0, 5)})", results=None):
            self.declare("n", "int")
            if self.chance(0.5):
                self.line(f"defer close({source})")
                closing = ""
            else:
                closing = f"close({source})"
            self.line(f"for i := range n {{ {source} <- {self.pick(('i', 'i * i', '{i}', 'nil', 'func() { return i }'))} }}")
            if closing:
                self.line(closing)
        with self.function("go func()", "}()", results=None):
            self.line(self.pick((
                f"for v := range {source} {{ {sink} <- text(v, 2) .. '!' }}",
                f"for {{ v, ok := <-{source} if !ok {{ break }} {sink} <- v }}",
                f"for v, ok := <-{source}; ok; v, ok = <-{source} {{ {sink} <- {{v}} }}")))
            self.line(f"close({sink})")
        self.line(f"for v := range {sink} {{ show('piped', v) }}")
        self.line(f"show(<-{sink}, len({source}), cap({source}))")

    def ping_pong(self):
        a, b = self.fresh("ch"), self.fresh("ch")
        self.line(f"{a}, {b} := make(chan), make(chan)")
        with self.function("go func()", "}()", results=None):
            with self.block("for"):
                self.line(f"v, ok := <-{a}")
                self.declare("v", "int")
                self.line(f"if !ok {{ break }}")
                self.budget = 3
                self.line(f"{b} <- {self.pick(('v', 'text(v, 1)', 'type(v)', '#{v}'))}")
            self.line(f"{b} <- 'end'")
        with self.block(f"for i := 1; i <= {self.upto(1, 4)}; i++"):
            self.declare("i", "int", writable=False)
            self.line(f"{a} <- {self.expr('int', 1)}" if self.chance(0.5) else f"{a} <- i")
            self.line(f"show(i, <-{b})")
        self.line(f"close({a})")
        self.line(f"show(<-{b})")

    def selects(self):
        a, b = self.fresh("ch"), self.fresh("ch")
        self.line(f"{a}, {b} := make(chan, {self.upto(0, 2)}), make(chan, 2)")
        t = self.fresh("t")
        self.line(f"{t} := {{}}")
        with self.block("for i := range 6"):
            with self.block("select", scope=False):
                clauses = [
                    f"case v := <-{a}: show(i, 'a', v)",
                    f"case v, ok := <-{b}: show(i, 'b', v, ok) if !ok {{ {b} = nil }}",
                    f"case {b} <- i: show(i, 'sent')", f"case {t}.v, {t}[i] = <-{b}: show(i, {t})",
                    f"case <-{a}: show(i, 'drop')",
                    f"case {a} <- {t}: show(i, 'table')", "case nil <- 1: show('never')",
                    f"case (func() {{ show('eval', i) return {b} }})() <- i: show(i, 'computed') break"]
                for clause in self.random.sample(clauses, self.upto(1, 4)):
                    self.line(clause)
                self.line(f"default: show(i, 'default', len({b})) {self.pick(('', 'continue', f'if i == 4 {{ pcall(close, {b}) }}'))}")
        self.line(f"show({t})")

    def buffered(self):
        ch = self.fresh("ch")
        size = self.upto(1, 4)
        self.line(f"{ch} := make(chan, {size})")
        for i in range(self.upto(1, size)):
            self.line(f"{ch} <- {self.expr('any', 1)}")
        self.line(f"show(len({ch}), cap({ch}))")
        if self.chance(0.7):
            self.line(f"close({ch})")
            self.line(f"show(pcall(func() {{ {ch} <- 1 }})) show(pcall(close, {ch}))")
            self.line(f"for v := range {ch} {{ show(v) }}")
            self.line(f"v, ok := <-{ch} show(v, ok)")
        else:
            self.line(f"show(<-{ch})")

    def failing(self):
        """An error in a goroutine goes to standard error and disturbs nobody."""
        done = self.fresh("done")
        self.line(f"{done} := make(chan)")
        body = self.pick(("error('lost')", "nothing()", "x := nil x.y = 1", "error({})", "return 1 + {}",
            "error('level', 2)"))
        self.line(f"go func(a) {{ defer close({done}) {body} }}(1)")
        self.line(f"show(<-{done})")

    def wrong_channels(self):
        value = self.pick(("5", "nil", "{}", "'s'", "print"))
        self.line(self.pick((
            f"show(pcall(func() {{ x := {value} x <- 1 }}))", f"show(pcall(func() {{ x := {value} return <-x }}))",
            f"show(pcall(func() {{ return make(chan, {value}) }}))", f"show(pcall(close, {value}))",
            f"traced('select', func() {{ x := {value} select {{ case v := <-x: show(v) default: show('none') }} }})",
            "show(pcall(func() { return make(chan, -1) }))", "ch := make(chan) show(pcall(func() { return #ch }))",
        )))

    def workers(self):
        results, done = self.fresh("results"), self.fresh("done")
        self.line(f"{results}, {done} := {{}}, make(chan)")
        count = self.upto(2, 4)
        with self.block(f"for w := range {count}"):
            with self.function("go func(id)", "}(w)", results=None):
                self.line(f"{results}[id] = {{}}")
                self.line(f"for i := range id {{ {results}[id][i] = {self.pick(('i + w', 'w', 'id * i', 'func() { return w }'))} }}")
                self.line(f"{done} <- {self.pick(('id', 'true'))}")
        self.line(f"for range {count} {{ <-{done} }}")
        self.line(f"for i := range {count} {{ show({results}[i]) }}")

    def busy(self):
        """Goroutines that compute longer than their share of time: they are interrupted anywhere, and it does not
        matter."""
        done, shared = self.fresh("done"), self.fresh("shared")
        self.line(f"{done}, {shared} := make(chan), {{n: 0}}")
        count = self.upto(2, 4)
        work = self.pick(("acc = (acc * 31 + i) % 65521", "acc += #('x' .. i)", "t[i % 10 + 1] = {i} acc += #t",
            "acc = step(acc, i)", "acc += (func(a, ...) { return #... })(i, i, i)",
                          "acc = (number_like(acc) + 1).n", "o.n = i o.m = acc acc = o:add(1)",
                          "acc += select('#', pcall(step, acc, i))", "for _, v := range {1, 2} { acc += v }"))
        with self.block(f"for w := range {count}"):
            with self.function("go func(id)", "}(w)", results=None):
                self.line("acc, t, o := 0, {}, {add: func(self, by) { return self.m + by }}")
                self.line("step := func(a, b) { if a > 1000 { return b } return a + b }")
                self.line(f"fuel = 1e9 for i := 1; i <= {self.pick((2000, 20000, 60000))}; i++ {{ {work} }}")
                self.line(f"{shared}.n += 1 {done} <- {{id, acc}}")
        self.line(f"sums := {{}} for range {count} {{ r := <-{done} sums[r[1]] = r[2] }} show(sums[1], sums[2], {shared}.n) fuel = 100")

    def waiting(self):
        """A select that waits: others send, receive or close, one after the other."""
        a, b, step = self.fresh("ch"), self.fresh("ch"), self.fresh("step")
        self.line(f"{a}, {b}, {step} := make(chan{self.pick(('', ', 1'))}), make(chan), make(chan)")
        acts = [self.pick((f"{a} <- {self.expr('any', 1)}", f"{b} <- {self.pick(('nil', '{}', 'true'))}", f"show('taken', <-{b})",
                           f"close({a}) {a} = nil", "show('nothing')")) for _ in range(self.upto(1, 4))]
        closed = any("close" in act for act in acts)
        with self.function("go func()", "}()", results=None):
            for act in acts:
                self.line(f"<-{step} pcall(func() {{ {act} }})")
            self.line(f"close({step})")
        with self.block(f"for i := range {len(acts)}"):
            self.line(f"{step} <- i")
            clauses = [f"case v, ok := <-{a}: show(i, 'a', v, ok){' break' if closed else ''}", f"case v := <-{b}: show(i, 'b', v)",
                       f"case {b} <- i: show(i, 'sent')"]
            self.random.shuffle(clauses)
            # A pair of a send and a receive of the same channel could meet each other only in different goroutines.
            with self.block("select", scope=False):
                for clause in clauses:
                    self.line(clause)
                self.line("default: show(i, 'ready later')" if self.chance(0.4) else f"case <-time_out(): show(i, 'time')")
        self.line(f"show(len({a} || {b}), cap({b}))")

    def mixed(self):
        """Goroutines that work through coroutines, and coroutines that wait for channels."""
        ch, done = self.fresh("ch"), self.fresh("done")
        self.line(f"{ch}, {done} := make(chan), make(chan)")
        self.line(self.pick((
            f"g := coroutine.wrap(func() {{ for v := range {ch} {{ coroutine.yield(v) }} return 'over' }}) go func() {{ for i := range 3 {{ {ch} <- {{i}} }} close({ch}) }}() show(g(), g(), g(), g())",
            f"go func() {{ co := coroutine.create(func(a) {{ {ch} <- a b := coroutine.yield(a) {ch} <- b error('in goroutine') }}) show(coroutine.resume(co, 1)) show(coroutine.resume(co, 2)) close({ch}) }}() for v := range {ch} {{ show(v) }}",
            f"go func() {{ defer close({done}) defer show('deferred') x := <-{ch} x.y.z = 1 }}() {ch} <- {{}} show(<-{done})",
            f"co := coroutine.create(func() {{ defer show('closing') {ch} <- 1 coroutine.yield(2) }}) go func() {{ show(<-{ch}) close({done}) }}() show(coroutine.resume(co)) <-{done} show(coroutine.close(co))",
            f"go func() {{ for i := range 3 {{ v := <-{ch} {ch} <- v .. i }} close({done}) }}() for i := range 3 {{ {ch} <- 'm' show(<-{ch}) }} <-{done}",
            f"go func() {{ show(pcall(coroutine.yield, 1), coroutine.isyieldable(), select(2, coroutine.running())) close({done}) }}() <-{done}",
            f"o := {{n: 5, m: func(self, ...) {{ show(self.n, ...) close({done}) }}}} go o:m(1, unpack({{2, 3}})) o = nil <-{done}",
            f"go nothing({done}) go func() {{ time.sleep(0.01) close({done}) }}() <-{done}",
            f"t := setmetatable({{}}, {{__call: func(self, a) {{ {ch} <- a }}}}) go t('called') show(<-{ch})",
            f"go func() {{ {ch} <- 1 }}() time.sleep(0.001) show(<-{ch}) go func() {{ time.sleep(0.001) close({done}) }}() show(<-{done})",
        )))
