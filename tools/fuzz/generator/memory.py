"""Structures that live long while much garbage is made: what the collector must find, and what it must not keep.

The outcome never depends on when a collection happens.
"""


class Memory:
    """Parts that allocate a lot."""

    def memory_part(self):
        name = self.fresh("heap")
        rounds = 40 if self.light else self.pick((300, 1000, 3000))
        self.line("fuel = 100000")
        with self.function(f"func {name}()"):
            self.line("keep, list, count, names, weak := {}, nil, 0, {}, setmetatable({}, {__mode: 'k'})")
            self.line("old := {x: 0, list: {}, f: func() { return count }}")
            with self.block(f"for i := 1; i <= {rounds}; i++"):
                for _ in range(self.upto(2, 6)):
                    self.line(self.allocation())
                if self.chance(0.4):
                    self.line(f"if i % {self.pick((7, 50, 211))} == 0 {{ {self.collection()} }}")
            self.line("n := 0 for node := list; node != nil && n < 5000; node = node.next { n++ count += node.value }")
            self.line("sum := 0 for k, v := range keep { sum += type(v) == 'table' && v[1] || 1 }")
            self.line("show(n, count, sum, #keep, #names, names[#names], old.x)")
            self.line(f"for k, v := range keep {{ if type(k) != 'number' {{ keep[k] = nil }} }} {self.collection()}")
            self.line("show(keep, old)")
        self.line(f"try('{name}', {name})")
        if self.chance(0.3):
            self.line(f"try('{name}', coroutine.wrap({name}))")

    def allocation(self):
        return self.pick((
            "list = {value: i, next: list}", "keep[i % 50] = {i, 'text ' .. i, {i}}", "keep['key' .. i % 90] = {i}",
            "keep[#keep + 1] = {i, i * 0.5} if #keep > 200 { keep = {} }",
            "names[#names + 1] = 'name' .. i if #names > 300 { names = {'again'} }",
            "f := func() { count++ return {count, i} } keep[i % 30] = f()",
            "co := coroutine.wrap(func(a) { for { a = coroutine.yield({a, i}) } }) co(1) keep.co = {#co(2)}",
            "old.x = {i, old.x && type(old.x) == 'table' && old.x[1]}",
            "old.list[i % 20 + 1] = {'x' .. i}", "t := {} for j := range 20 { t[j] = {j} } keep.t = t[7]",
            "s := '' for j := range 30 { s ..= j } keep.s = {#s, s}",
            "weak[{}] = i weak[old] = i old.w = weak[old]",
            "t := {a: i, b: {c: {d: 'deep' .. i}}} keep.deep = {t.b.c.d}",
            "if i % 3 == 0 { list = list && list.next }",
            "o := setmetatable({i}, {__index: {v: i}}) keep.v = {o.v + o[1]}",
            "ch := make(chan, 2) ch <- {i} keep.ch = {(<-ch)[1]}", "keep[{}] = nil keep[2.5] = {i}",
            "p := table.pack(i, nil, {i}) keep.p = {p.n, p[3][1]}", "r := string.rep('r', i % 100) keep.r = {#r}",
            "pcall(func() { defer func() { keep.d = {i} }() error({i}) })",
            "keep.fmt = {string.format('%d:%s', i, 'abc')}",
            "_G['made' .. i % 40] = {i} keep.g = _G['made' .. i % 40]",
        ))

    def collection(self):
        return self.pick(("collectgarbage()", "collectgarbage('step')", "collectgarbage('incremental')",
            "collectgarbage('generational')", "collectgarbage('collect')",
                          "collectgarbage('stop') keep.stopped = {1} collectgarbage('restart')",
                          "keep.count = {collectgarbage('count') > 0}"))
