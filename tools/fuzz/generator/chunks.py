"""Globals and chunks: metatables of _G, globals that are removed and come back, load with and without a table of
globals of its own."""


class Chunks:
    """Parts about what a program knows by name."""

    def chunk_part(self):
        self.line("fuel = 100")
        self.weighted(((3, self.globals), (2, self.loading), (1.5, self.environment), (1, self.global_metatable),
                       (1, self.modules)))()

    def globals(self):
        """The same accesses before and after a global is removed, replaced, or reached in other ways."""
        g, get, put = self.fresh("glob"), self.fresh("get"), self.fresh("set")
        self.line(f"func {get}() {{ return {g}, _G.{g}, rawget(_G, '{g}') }}")
        self.line(f"func {put}(v) {{ {self.pick((f'{g} = v', f'_G.{g} = v', f'{g} := v {g} = 5', f'_G[{g!r}] = v'))} }}")
        for _ in range(self.upto(3, 7)):
            self.line(self.pick((f"{put}(1)", f"{put}(nil)", f"{put}('s')", f"{g} = {{}}", f"{g} = nil",
                f"rawset(_G, '{g}', 7)", "collectgarbage()",
                                 f"pcall(func() {{ {g}++ }})", f"pcall(func() {{ {g} ..= 'x' }})",
                                 f"try('call', func() {{ return {g}(1) }})",
                                 f"func {g}(a) {{ return 'called', a }}",
                                 f"for i := range 30 {{ _G['{g}_' .. i] = i }}")))
            self.line(f"show({get}())")

    def loading(self):
        code = self.pick(("return ...", "x := 5 return x, ...", "func lf(a) { return a } return lf(3)", "return 1 +",
            "x := := 1", "error('in chunk')",
                          "return undefined.x", "const c = 1 c = 2", "for i := range 3 { show(i) }",
                          "defer show('deferred') return #...", "break",
                          "return debug.traceback('tb')", "local := 1 return local", "return func() { return fuel }",
                          "y = 1\\nreturn y.z.w"))
        name = self.pick(("", ", 'named'", ", '=eq'", ", '@at'"))
        f = self.fresh("chunk")
        self.line(f'{f}, message := load("{code}"{name})')
        self.line(f"show({f}, message)")
        self.line(f"if {f} {{ try('chunk', {f}, 1, 2) traced('chunk', {f}) }}")
        if self.chance(0.3):
            self.line("show(load(func() { return nil })) show(load(func() { error('reader') })) show(load(func() { return 5 }))")

    def environment(self):
        env, f = self.fresh("env"), self.fresh("chunk")
        self.line(f"{env} := {self.pick(('{}', '{show: show, x: 1}', 'setmetatable({}, {__index: _G})', 'setmetatable({x: 2}, {__index: func(t, k) { return k }, __newindex: func(t, k, v) { rawset(t, k, {v}) }})'))}")
        code = self.pick(("x = 1 y := 2 func f() { return x, y } return f()", "x += 1 return x", "return x, show, z",
            "func f() { z = x return z } return f",
                          "for i := range 3 { x = i } return x", "x.y = 1", "return x()",
                          "return func() { x = 5 return func() { return x, y } }", "x++ return -x",
                          "x, y = y, x return x .. y"))
        self.line(f"{f} := load({code!r}, 'env', 't', {env})")
        self.line(f"try('env', {f}) traced('env', func() {{ r := {f}() if type(r) == 'function' {{ show(r()) }} return r }})")
        self.line(f"show({env})")

    def global_metatable(self):
        """Accesses of globals through metamethods of _G, which then go away again."""
        read, write = self.fresh("read"), self.fresh("write")
        a, b = self.fresh("ga"), self.fresh("gb")
        self.line(f"func {read}() {{ return {a}, {b} }}")
        self.line(f"func {write}(v) {{ {a} = v {b} = v }}")
        self.line(f"show({read}())")
        index = self.pick(("func(t, k) { return 'default ' .. k }", "{" + f"{a}: 'from table'" + "}",
            "func(t, k) { error('no ' .. k) }", "nil"))
        newindex = self.pick(("func(t, k, v) { rawset(t, k, {v}) }", "nil", "{}",
            "func(t, k, v) { error('no new ' .. k) }"))
        self.line(f"setmetatable(_G, {{__index: {index}, __newindex: {newindex}}})")
        for _ in range(self.upto(2, 5)):
            self.line(self.pick((f"try('read', {read})", f"try('write', {write}, {self.upto(1, 9)})",
                f"try('inc', func() {{ {a}++ return {a} }})",
                                 f"rawset(_G, '{a}', nil)", f"rawset(_G, '{b}', 5)",
                                 f"try('call', func() {{ return {a}() }})")))
        self.line("setmetatable(_G, nil)")
        self.line(f"try('read', {read})")
        self.line(f"show(rawget(_G, '{a}'), rawget(_G, '{b}'))")

    def modules(self):
        """Files that the program writes itself and loads in every way."""
        name = self.fresh("module")
        code = self.pick(("return ...", "return nil", "m := 5", "return {load: func() { return m }}, 2", "error('in module')",
                          f"return require('{name}')", "return 1 +", "x := nil return x.y",
                          "return func() { return debug.traceback('in') }",
                          "m = (m || 0) + 1 return m", "defer show('module ends') return 'result'", "return coroutine.yield(1)",
                          ""))
        self.line(f"fs.writefile('{name}.gs', \"{code}\")")
        for _ in range(self.upto(2, 5)):
            self.line(self.pick((
                f"try('require', require, '{name}')", f"traced('require', func() {{ return require('{name}') }})",
                f"try('dofile', dofile, '{name}.gs')",
                f"f, e := loadfile('{name}.gs') show(f, e) if f {{ try('file', f, 1, 2) }}",
                f"show(pcall(loadfile, '{name}.gs', {self.pick(('nil', repr('t'), repr('b'), '{}'))}, {{show: show}}))",
                "show(pcall(require, 'no.such.module'))", "show(pcall(dofile, 'missing.gs'))", "show(loadfile('missing.gs'))",
                "show(pcall(require, {})) show(pcall(dofile, nil))", f"drive('require', require, '{name}')", "m = nil",
                "show(m)",
                f"fs.writefile('{name}.gs', 'return \"changed\"')", f"go func() {{ pcall(require, '{name}') }}()")))
