"""Tables as lists and dictionaries: holes, growth, removal and insertion again, iteration with changes, the library."""

KEYS = ("1", "2", "3", "4", "5", "6", "8", "16", "17", "0", "-1", "100", "1.0", "2.5", "1e15", "'a'", "'b'", "'c'",
    "'1'", "true",
        "140737488355328", "(0 / 0)", "nil", "5.0", "-0.0", "'n'")


class Tables:
    """Long sequences of operations on one table, with its state shown in between."""

    def table_part(self):
        t = self.fresh("t")
        start = self.pick(("{}", "{1, 2, 3}", "{1, nil, 3}", "{nil, nil, 3}", "{x: 1, y: 2}", "{[1]: 'a', 'b'}",
            "{'b', [1]: 'a'}",
                           "{1, [2]: 'x', n: 3}", "{0, 0, 0, 0, 0, 0, 0, 0, 0, 0}",
                           "{unpack({1, nil, nil, 4}, 1, 4)}",
                           "{[3]: 3, [2]: 2, [1]: 1}", "{5, x: 6, 7, [3]: 8, 9}"))
        work = self.fresh("work")
        with self.function(f"func {work}()"):
            self.line(f"{t} := {start}")
            for _ in range(self.upto(6, 22)):
                self.line(self.table_step(t))
                if self.chance(0.3):
                    self.line(f"show({t})")
            self.line(f"show(#{t}, {t}, next({t}))")
            self.line(f"return {t}")
        self.line(f"traced('{work}', {work})" if self.chance(0.3) else f"try('{work}', {work})")
        if self.chance(0.3):
            self.line(f"try('{work}', {work})")

    def key(self, t):
        return self.pick((self.pick(KEYS), self.pick(KEYS[:6]), str(self.upto(1, 9)), f"#{t}", f"#{t} + 1",
            f"#{t} + 2"))

    def table_step(self, t):
        value = self.pick((str(self.upto(1, 99)), "nil", "'v'", "2.5", "false", "{}"))
        some = str(self.upto(1, 99))
        if self.chance(0.25):
            return self.iteration(t)
        return self.pick((
            f"pcall(func() {{ {t}[{self.key(t)}] = {value} }})", f"{t}[#{t} + 1] = {some}", f"{t}[#{t}] = nil",
            f"{t}[{self.upto(1, 6)}] = {value}", f"{t}[{self.upto(1, 6)}] = nil",
            f"{t}.{self.pick('abcxy')} = {value}",
            f"{t}.{self.pick('abcxy')} = nil {t}.{self.pick('abcxy')} = {some}", f"table.insert({t}, {some})",
            f"show(pcall(table.insert, {t}, {self.upto(-1, 7)}, {some}))",
            f"show(pcall(table.remove, {t}, {self.upto(-1, 7)}))",
            f"show(table.remove({t}))", f"show(pcall(table.concat, {t}, ','))", f"show(pcall(table.sort, {t}))",
            f"show(pcall(table.sort, {t}, func(a, b) {{ return text(a, 1) > text(b, 1) }}))", f"show(unpack({t}))",
            f"show(unpack({t}, {self.upto(-1, 3)}, {self.upto(0, 6)}))",
            f"table.move({t}, {self.upto(1, 3)}, {self.upto(2, 6)}, {self.upto(1, 5)})",
            f"show(table.move({t}, 1, {self.upto(1, 5)}, {self.upto(1, 4)}, {{9}}))",
            f"show({t}[{self.key(t)}], {t}[{self.upto(1, 5)}], {t}.a)",
            f"for i := {self.upto(1, 4)}; i <= {self.pick((6, 20, 70))}; i++ {{ {t}[i] = i }}",
            f"for i := #{t}; i > {self.upto(0, 3)}; i-- {{ {t}[i] = nil }}",
            f"for i := {self.pick((5, 40))}; i >= 1; i-- {{ {t}[i] = i }}",
            f"for i := range 12 {{ {t}['k' .. i] = i }}", f"for i := range 12 {{ {t}['k' .. i] = nil }}",
            f"for i := range 9 {{ {t}[i * 1000] = i }}", f"{t} = {{unpack({t})}}", f"{t} = table.pack(unpack({t}))",
            f"show(next({t}, {self.pick(('nil', '1', repr('a'), '0', '99'))}))", f"show(rawlen({t}), len({t}), #{t})",
            f"{t} = table.copy({t})", f"show(table.keys({t}), table.count({t}))", f"table.reverse({t})",
            f"show(table.map({t}, func(v, i) {{ return v, i }}))",
            f"show(table.filter({t}, func(v) {{ return v != 3 }}))",
            f"{t}[{self.upto(1, 3)}], {t}[{self.upto(1, 3)}] = {t}[{self.upto(1, 3)}], {some}",
            f"collectgarbage() {t}.a = {{}}",
            f"{t}[{self.upto(1, 5)}] = {t}[{self.upto(1, 5)}]", f"rawset({t}, {self.upto(1, 8)}, {value})",
        ))

    def iteration(self, t):
        """A loop over the table that changes it as far as the language defines the outcome."""
        body = self.pick((
            f"{t}[k] = nil", f"{t}[k] = 0", f"if type(k) == 'string' {{ {t}[k] = nil }}", f"{t}[k] = v == 0 || nil",
            f"if k == 2 {{ {t}[2] = nil {t}.a = nil }}", f"{t}[1] = nil", f"if k == 1 {{ break }}",
            f"if n == 2 {{ continue }} show(k)",
            f"if k != n {{ {t}[k] = nil }}", "k = 100 v = nil", f"show(k, next({t}, k))"))
        header = self.pick((f"range {t}", f"range {t}", f"range pairs({t})", f"range next, {t}",
            f"range ipairs({t})"))
        return f"n := 0 for k, v := {header} {{ n++ show(n, k, v) {body} }} show(n, {t})"
