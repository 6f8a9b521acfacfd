"""Type confusion on purpose: the same place of a program sees values of many types, one after the other.

Arithmetic and comparisons specialise on what they have seen; accesses to fields and methods remember where they found
what. `operator_part` aims at the first, `shape_part` at the second.
"""

from .expressions import ARITH, COMPARE

OPERANDS = ("1", "2", "-3", "0", "7", "140737488355327", "(-140737488355327 - 1)", "2.5", "-0.0", "1e300", "(0 / 0)",
    "(1 / 0)",
            "3.0", "'5'", "'0x10'", "'abc'", "' 1.5 '", "nil", "true", "{}", "number_like(2)", "number_like(2.5)",
            "print",
            "32767", "-32768", "1e15", "'9'")
CONSTANTS = ("1", "2", "-1", "0", "0.0", "0.5", "-0.0", "3", "7", "100", "32767", "-32768", "32768", "2.0", "1e10",
    "140737488355327")
CLASS_FIELDS = ("x", "y", "z", "w")


class Caches:
    """Sites, and sequences of values for them."""

    # ---- operators ----

    def operator_site(self):
        """The body of a function of a and b with one interesting operation."""
        op, c = self.pick(ARITH), self.pick(CONSTANTS)
        compare = self.pick(COMPARE)
        order = self.pick(("<", "<=", ">", ">="))
        return self.pick((
            f"return a {op} b", f"return a {op} b", f"return a {op} {c}", f"return a {op} {c}", f"return {c} {op} a",
            f"return a {compare} b", f"return a {compare} {c}", f"if a {compare} b {{ return 'yes' }} return 'no'",
            f"if a {compare} {c} {{ return 'yes' }} return 'no'",
            f"if !(a {order} {c}) {{ return 'yes' }} return 'no'",
            f"if !(a {order} b) && a {compare} b {{ return 'yes' }} return 'no'",
            f"if a {order} b || b {order} {c} {{ return 'yes' }} return 'no'", "return -a", "return !a", "return #a",
            f"n := 0 for i := a; i {order} {c}; i{self.pick(('++', '--'))} {{ n++ if n > 3 {{ break }} }} return n",
            f"n := 0 for i := a; i {order} b; i++ {{ n++ if n > 3 {{ break }} }} return n",
            f"n := 0 for a {order} b {{ n++ a += {c} if n > 3 {{ break }} }} return n, a",
            f"n := 0 for a {order} {c} {{ n++ a {op}= b if n > 3 {{ break }} }} return n, a",
            f"a {op}= b return a", f"a {op}= {c} return a", "a++ return a", "a-- return a", "a ..= b return a",
            f"return a .. b, b .. a .. {c}", f"t := {{a}} t[1] {op}= b return t[1]",
            f"t := {{x: a}} t.x {op}= {c} return t.x",
            f"t := {{}} t[a] = b return t[b], t[a], next(t)", "t := {5, 6, 7} return t[a], t[b]",
            f"switch a {{ case 1, 2.0, 'abc': return 'first' case {c}: return 'const' case b: return 'b' case nil: return 'nil' }}",
            "n := 0 for i := range a { n++ if n > 3 { break } } return n",
            f"x := a return func() {{ x {op}= b return x }}()",
            f"return a {op} b {self.pick(ARITH)} a", f"return (a {op} {c}) {self.pick(ARITH)} b",
            "return a && b || 7",
            f"return a {op} a, a == a, a != a", "if a == b { return 'same' } elseif a != b { return 'other' }",
            "return math.floor(a), math.max(a, b)", "return ('x'):rep(a)", "return a:upper()", "return a.n, a[1]",
        ))

    def operator_part(self):
        sites = []
        for _ in range(self.upto(1, 4)):
            name = self.fresh("op")
            sites.append(name)
            self.line(f"func {name}(a, b) {{ {self.operator_site()} }}")
        run = self.fresh("run")
        catch = "try" if self.chance(0.8) else "traced"
        with self.function(f"func {run}(...)"):
            self.line("fuel = 200")
            with self.block("for _, a := range ..."):
                with self.block("for _, b := range ..."):
                    for site in sites:
                        self.line(f"{catch}('{site}', {site}, a, b)")
        # The same type a few times, so that sites settle on it, and then others.
        for _ in range(self.upto(2, 5)):
            if self.chance(0.6):
                values = [self.pick(self.pick((OPERANDS[:7], OPERANDS[7:13], OPERANDS[13:17]))) for _ in range(2)]
            else:
                values = [self.pick(OPERANDS) for _ in range(self.upto(2, 3))]
            self.line(f"{run}({', '.join(values)})")

    # ---- fields and methods ----

    def shape_part(self):
        """Objects of several shapes with prototypes; sites that use them; changes in between."""
        self.line("fuel = 300")
        base, derived = self.fresh("Base"), self.fresh("Derived")
        self.line(f"{base} := {{x: 'bx', m: func(self, a) {{ return 'bm', self.y, a }}}}")
        if self.chance(0.8):
            self.line(f"{base}.__index = {base}")
        else:
            self.line(f"{base}.__index = func(t, k) {{ spend() return {self.pick((f'{base}[k]', 'k', 'rawget(t, 1)'))} }}")
        self.line(f"{derived} := setmetatable({{z: 'dz'}}, {base})")
        self.line(f"{derived}.__index = {derived}")
        objects = self.fresh("objects")
        with self.block(f"{objects} :=", scope=False):
            for _ in range(self.upto(3, 6)):
                self.line(self.positional(self.shape(base, derived)) + ",")
            if self.chance(0.4):
                self.line(self.pick(("'text',", "5,", "print,", "number_like(1),", "true,", "make(chan),")))
        if self.chance(0.25):  # more shapes than a site wants to remember
            self.line(f"for i := range {self.pick((12, 40, 90))} {{ o := {self.pick(('{}', f'setmetatable({{}}, {base})', f'setmetatable({{}}, {derived})'))}"
                      f" for j := range i % 7 {{ o['{self.pick('fxy')}' .. (i * j % 11)] = j }} {self.pick(('o.x = i', 'o.y = i o.x = 1', 'if i % 2 == 0 { o.x = i }'))}"
                      f" {objects}[#{objects} + 1] = o }}")
        use = self.fresh("use")
        extra = self.pick(CLASS_FIELDS)
        sites = self.random.sample((
            "return o.x", "return o.y, o.z", "return o.x, o.x", "o.x = v return o.x", "o.y = v",
            f"o.{extra} = v return o.{extra}",
            "return o:m(v)", "return o:k(v)", "return (o:m(v))", "o.x += 1 return o.x", "o.n++ return o.n",
            "return o.m(o, v)",
            "f := o.m return f && f(o, 2)", "o.x = nil return o.x", "o.x, o.y = o.y, o.x",
            "return o.x == nil, o.y || o.z",
            "return rawget(o, 'x'), o['x'], o[1]", "o[v] = 1 return o[v]",
            "t := {x: o.x, y: v, z: o} return t.z == o, t.x",
            "if o.x == 'bx' { return 1 } return 2", "o.list = {} o.list[1] = v return o.list[1]",
            "return o.upper, o.len",
            "o.m = func(self, a) { return 'own', a }"), self.upto(2, 6))
        names = []
        for body in sites:
            names.append(self.fresh("site"))
            self.line(f"func {names[-1]}(o, v) {{ {body} }}")
        with self.function(f"func {use}(v)"):
            with self.block(f"for i, o := range {objects}"):
                for name in names:
                    self.line(f"{'traced' if self.chance(0.1) else 'try'}(i, {name}, o, v)")
                if self.chance(0.5):
                    self.line("if i > 8 { shown-- }")
        for _ in range(self.upto(2, 6)):
            self.line(f"{use}({self.pick(('1', '2.5', 'nil', repr('s'), '{}', 'true'))})")
            for _ in range(self.upto(1, 2)):
                self.shape_change(base, derived, objects)
        self.line(f"{use}(0)")
        self.line(f"show({objects})")
        self.line(f"show({base}, {derived})")

    def shape(self, base, derived):
        fields = self.random.sample(CLASS_FIELDS, self.upto(0, 3))
        table = "{" + ", ".join(f"{f}: {self.pick(('1', '2.5', repr('s'), 'nil'))}" for f in fields) + "}"
        if self.chance(0.15):  # so many that some stand in far slots
            names = [f"f{i}" for i in range(self.pick((3, 6, 7, 8, 9, 15, 30)))] + fields
            self.random.shuffle(names)
            table = "{" + ", ".join(f"{name}: {self.upto(1, 99)}" for name in names) + "}"
        if self.chance(0.1):  # more fields than an object with a shape can have
            table = f"(func() {{ t := {table} for i := range 300 {{ t['f' .. i] = i }} return t }})()"
        form = self.upto(0, 5)
        if form <= 1:
            return f"setmetatable({table}, {base})"
        if form <= 3:
            return f"setmetatable({table}, {derived})"
        if form == 4:
            return f"setmetatable({table}, {{__index: {derived}, __newindex: {self.pick((base, 'func(t, k, v) { rawset(t, k, v) }', 'nil'))}}})"
        return table

    def shape_change(self, base, derived, objects):
        owner = self.pick((base, derived, derived, f"{objects}[{self.upto(1, 3)}]"))
        name = self.pick(CLASS_FIELDS + ("m", "m", "k"))
        value = self.pick(("nil", "nil", "'new'", "7", "func(self, a) { return 'new', a }", "{}"))
        self.line(self.pick((
            f"{owner}.{name} = {value}", f"{owner}.{name} = {value}",
            f"{owner}.{name} = nil {owner}.{name} = {value}",
            f"pcall(setmetatable, {owner}, {self.pick((base, derived, 'nil', '{}'))})",
            f"{derived}.__index = {self.pick((derived, base, 'nil', 'func(t, k) { return k }', '{x: 1}'))}",
            f"{base}.__index = {self.pick((base, 'nil', '{m: func() { return 3 }}'))}",
            f"{base}.__newindex = {self.pick(('nil', derived, 'func(t, k, v) { rawset(t, k, v && 1) }'))}",
            f"rawset({owner}, '{name}', {value})", f"for i := range 40 {{ {owner}['g' .. i] = i }}",
            f"for k := range next, {owner} {{ if k != '__index' {{ {owner}[k] = nil }} }}",
            f"{objects}[#{objects} + 1] = {self.shape(base, derived)}", "collectgarbage()",
            f"{owner}.__index = {base}", f"table.remove({objects}, 1)",
        )))
