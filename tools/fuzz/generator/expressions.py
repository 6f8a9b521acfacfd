"""Expressions, by kind.

All of them are single expressions whose text may begin and end anywhere in an expression; `operand` puts parentheses
around a compound one, most of the time.
"""

from .core import FIELDS, KINDS, METHODS

INTS = (0, 1, 2, 3, 4, 5, 7, 10, 16, 100)
ODD_INTS = ("255", "32767", "32768", "-32768", "-32769", "65535", "65536", "2147483648", "140737488355327",
            "140737488355326", "-140737488355327", "(-140737488355327 - 1)", "-1", "-2", "-7", "0x10", "1_000")
FLOATS = ("0.5", "1.5", "2.0", "3.0", "0.0", "0.1", "2.5", "1e3", "100.0")
ODD_FLOATS = ("-0.0", "1e15", "1e16", "1e300", "5e-324", "(1 / 0)", "(-1 / 0)", "(0 / 0)", "140737488355328",
              "9007199254740993", "-2.5", "32767.0", "0.30000000000000004")
STRINGS = ('"a"', '"b"', '"abc"', '""', "'x'", '"name"', "`raw`", '"hello world"')
ODD_STRINGS = ('"10"', '"0x10"', '"1e2"', '" 7 "', '"-3"', '"2.50"', '"1e400"', '"größe"', '"a\\0b"', '"nil"',
    '"9" .. "9"')
ARITH = ("+", "-", "*", "/", "%", "**")
COMPARE = ("==", "!=", "<", "<=", ">", ">=")


class Expressions:
    """expr(kind) and what it is made of."""

    def expr(self, kind, depth=2):
        """An expression that is probably of this kind; "any" for any."""
        if kind == "any" or self.chance(self.confusion):
            kind = self.pick(KINDS)
        elif kind == "num":
            kind = "int" if self.chance(0.6) else "float"
        if depth <= 0 or self.chance(0.25):
            return self.atom(kind)
        if self.chance(0.06):
            return self.wrapped(kind, depth)
        return getattr(self, "expr_" + kind)(depth - 1)

    def atom(self, kind):
        """A variable or a literal."""
        if self.chance(0.65):
            variable = self.variable(kind)
            if variable:
                return variable.name
        return getattr(self, "literal_" + kind)()

    def operand(self, kind, depth):
        text = self.expr(kind, depth)
        if " " in text and not self.chance(0.15):
            return f"({text})"
        return text

    def base(self, kind, depth):
        """An expression that a point, a bracket or arguments can follow."""
        text = self.expr(kind, depth)
        return text if text.isidentifier() else f"({text})"

    def infix(self, left, operator, right):
        """`left operator right`, sometimes over two lines: positions of errors are those of the operator."""
        if self.chance(0.04):
            return f"{left} {operator}\n        {right}"
        if self.chance(0.02):
            return f"{left}\n        {operator} {right}" if operator != "<-" else f"{left} {operator} {right}"
        return f"{left} {operator} {right}"

    def wrapped(self, kind, depth):
        """Forms that give one of their operands, whatever it is."""
        form = self.upto(0, 6)
        if form == 0:
            return f"({self.expr(kind, depth - 1)})"
        if form == 1:
            return self.infix(self.operand("bool", depth - 1), "&&", self.operand(kind, depth - 1))
        if form == 2:
            return self.infix(self.operand(self.pick(("nil", kind)), depth - 1), "||", self.operand(kind, depth - 1))
        if form == 3:
            return (f"{self.operand('bool', depth - 1)} && {self.operand(kind, depth - 1)} || "
                    f"{self.operand(kind, depth - 1)}")
        if form == 4:
            return f"{self.literal_function(depth - 1, results=(kind,))}()".join(("(", ")"))
        if form == 5:
            return f"select({self.upto(1, 2)}, {self.expr(kind, depth - 1)}, {self.expr(kind, depth - 1)})"
        if self.here.extras:
            return self.pick(("...", "(...)", f"...[{self.expr('int', 0)}]"))
        return self.atom(kind)

    def arguments(self, kinds, depth, spread=0.1):
        """Arguments for parameters of these kinds, sometimes too many or too few."""
        kinds = list(kinds)
        if self.chance(0.07):
            kinds.append("any")
        if kinds and self.chance(0.07):
            kinds.pop()
        texts = [self.expr(kind, depth) for kind in kinds]
        if self.chance(spread):
            texts.append(self.many(depth))
        separator = ",\n        " if self.chance(0.03) else ", "
        return separator.join(texts)

    def many(self, depth):
        """An expression with several values."""
        if self.here.extras and self.chance(0.5):
            return "..."
        function = self.variable("func")
        if function and self.chance(0.6):
            return f"{function.name}({self.arguments(function.parameters, depth - 1, 0)})"
        return self.pick(("unpack({1, 2, 3})", "unpack({})", "select(2, 4, 5, 6)", "pcall(error, 7)",
                          "string.byte('abc', 1, -1)", "table.unpack({1, nil, 3}, 1, 3)"))

    def many_numbers(self, depth):
        """The same, mostly with numbers."""
        if self.chance(0.1):
            return self.many(depth)
        return self.pick(("unpack({1, 2, 3})", "unpack({})", "select(2, 4, 5, 6)", "string.byte('abc', 1, -1)",
                          f"unpack({self.expr('list', depth)}, 1, {self.upto(0, 4)})",
                          f"math.floor({self.expr('num', depth)})"))

    def call(self, kind, depth):
        """A call of a function in scope that gives this kind; None if there is none."""
        found = [v for v in self.visible("func") if v.results and v.results[0] in (kind, "any")]
        if not found:
            return None
        function = self.pick(found)
        return f"{function.name}({self.arguments(function.parameters, depth - 1)})"

    # ---- numbers ----

    def literal_int(self):
        return self.pick(ODD_INTS) if self.chance(0.15) else str(self.pick(INTS))

    def literal_float(self):
        return self.pick(ODD_FLOATS) if self.chance(0.25) else self.pick(FLOATS)

    def expr_int(self, depth):
        form = self.upto(0, 13)
        if form <= 3:
            return self.infix(self.operand("int", depth), self.pick(("+", "-", "*", "+", "-")),
                self.operand("int", depth))
        if form == 4:
            return self.infix(self.operand("int", depth), "%",
                self.pick(("3", "7", "-4", "256", "2.5", "10") if self.chance(0.97) else ("0", "-0.0")))
        if form == 5:
            return f"-{self.base('int', depth)}"
        if form == 6:
            return f"#{self.base(self.pick(('list', 'str', 'list')), depth)}"
        if form == 7:
            return self.or_else(f"{self.base('list', depth)}[{self.expr('int', depth)}]")
        if form == 8:
            return self.or_else(f"{self.base('obj', depth)}.{self.pick(('x', 'y', 'n'))}")
        if form == 9:
            return self.pick((f"math.floor({self.expr('num', depth)})", f"math.max({self.expr('int', depth)}, 3)",
                              self.or_else(f"tonumber({self.expr('str', depth)})"),
                              f"select('#', {self.many(depth)})",
                              f"rawlen({self.expr('list', depth)})"))
        if form == 10 and self.here.extras:
            return self.pick(("#...", self.or_else("...[1]"), self.or_else(f"...[{self.expr('int', 0)}]")))
        if form == 11:
            return self.infix(self.operand("int", depth), self.pick(ARITH), self.literal_int())
        return self.call("int", depth) or self.infix(self.literal_int(), self.pick(("+", "-", "*")),
                                                     self.operand("int", depth))

    def or_else(self, text):
        """A number, also where the value is missing; mostly, because what happens to a missing one matters, too."""
        return text if self.chance(0.06) else f"({text} || {self.pick(INTS)})"

    def expr_float(self, depth):
        form = self.upto(0, 7)
        if form <= 2:
            return self.infix(self.operand("float", depth), self.pick(ARITH), self.operand("num", depth))
        if form == 3:
            return self.infix(self.operand("num", depth), "/", self.operand("num", depth))
        if form == 4:
            return self.infix(self.operand("num", depth), self.pick(("+", "-", "*", "/", "%")), self.literal_float())
        if form == 5:
            return self.infix(self.literal_float(), self.pick(("+", "-", "*", "/", "%")), self.operand("num", depth))
        if form == 6:
            return self.infix(self.operand("num", depth), "**", self.pick(("2", "0.5", "-1", "0")))
        return self.call("float", depth) or f"-{self.base('float', depth)}"

    # ---- text ----

    def literal_str(self):
        return self.pick(ODD_STRINGS) if self.chance(0.25) else self.pick(STRINGS)

    def expr_str(self, depth):
        form = self.upto(0, 9)
        if form <= 3:
            return self.concatenation(depth)
        text = self.base("str", depth)
        if form == 4:
            return text + self.pick((":upper()", ":len()", ":sub(1, 9):rep(2)", ":sub(1, 9):rep(2, '-')",
                ":reverse()"))
        if form == 5:
            return f"{text}:sub({self.upto(-3, 3)}, {self.upto(-2, 5)})"
        if form == 6:
            return f"tostring({self.pick(('#' + self.base('list', depth), self.literal_float(), 'nil', 'true'))})"
        if form == 7:
            return f"type({self.expr('any', depth)})"
        if form == 8:
            return "cut({})".format(self.pick((f"string.format('%5.1f|%d', {self.expr('float', depth)}, {self.expr('int', depth)})",
                              f"table.concat({self.expr('list', depth)}, ',')", f"text({self.expr('any', depth)}, 2)",
                              f"string.gsub({self.expr('str', depth)}, '%a', {self.literal_function(0, results=('str',))})")))
        return self.call("str", depth) or text

    def concatenation(self, depth):
        count = self.weighted(((6, 2), (3, 3), (2, 4), (1, 6)))
        kinds = [self.pick(("str", "str", "int", "float")) for _ in range(count)]
        if self.chance(0.06):
            kinds[self.upto(0, count - 1)] = "meta"
        texts = [self.operand(kind, depth) for kind in kinds]
        result = texts[-1]
        for left in reversed(texts[:-1]):
            result = self.infix(left, "..", result)
        return f"cut({result})"

    # ---- truth ----

    def literal_bool(self):
        return self.pick(("true", "false"))

    def literal_nil(self):
        return "nil"

    def expr_nil(self, depth):
        return self.pick(("nil", f"{self.base('obj', depth)}.none", "undefined", f"{self.base('list', depth)}[99]",
                          "(func() { })()"))

    def expr_bool(self, depth):
        form = self.upto(0, 8)
        if form <= 3:
            kind = self.pick(("num", "num", "int", "str"))
            return self.infix(self.operand(kind, depth), self.pick(COMPARE), self.operand(kind, depth))
        if form == 4:
            return self.infix(self.operand("num", depth), self.pick(COMPARE), self.literal_int())
        if form == 5:
            return f"!{self.base('any', depth)}"
        if form == 6:
            return self.infix(self.operand("any", depth), self.pick(("==", "!=")), self.operand("any", depth))
        if form == 7:
            return self.infix(self.operand("bool", depth), self.pick(("&&", "||")), self.operand("bool", depth))
        return self.infix(self.operand("any", depth), self.pick(("==", "!=")),
                          self.pick(("nil", "true", "1", "2.0", '"a"', "-1")))

    def condition(self, depth=2):
        """What stands after `if`: comparisons in all forms, and anything by its truth."""
        if self.chance(0.2):
            return self.header(self.expr("any", depth))
        return self.header(self.expr("bool", depth))

    def header(self, text):
        return text

    # ---- tables ----

    def positional(self, text):
        """A field of a constructor that can not be read as `name: value`."""
        return f"({text})" if ":" in text and not text.startswith(("(", "{", '"', "'", "`")) else text

    def literal_list(self):
        if self.chance(0.15):
            return "{}"
        return "{" + ", ".join(self.literal_int() for _ in range(self.upto(1, 4))) + "}"

    def expr_list(self, depth):
        form = self.upto(0, 8)
        if form <= 3:
            kind = "any" if self.chance(self.confusion * 2) else self.pick(("int", "num"))
            texts = [self.positional(self.expr(kind, depth)) for _ in range(self.upto(0, 5))]
            if self.chance(0.3):
                texts.append(self.positional(self.many_numbers(depth)))
            return "{" + self.pick((", ", ", ", "; ")).join(texts) + "}"
        if form == 4:
            fields = [self.field(depth) if self.chance(0.4) else self.positional(self.expr("int",
                depth)) for _ in range(self.upto(1, 6))]
            return "{" + ", ".join(fields) + "}"
        if form == 5:
            return f"table.pack({self.many_numbers(depth)})"
        if form == 6 and self.here.extras:
            return self.pick(("{...}", "{0, ...}", "{..., 1}", "{(...)}", "{n: #..., ...}"))
        if form == 7:
            return "{" + ", ".join(str(self.upto(0, 9)) for _ in range(self.pick((49, 50, 51, 100, 7)))) + "}"
        return self.call("list", depth) or self.atom("list")

    def field(self, depth):
        """Any field of a constructor."""
        form = self.upto(0, 4)
        if form == 0:
            return f"{self.pick(FIELDS)}: {self.expr('any', depth)}"
        if form == 1:
            return f"[{self.expr(self.pick(('int', 'str', 'float', 'int')), depth)}]: {self.expr('any', depth)}"
        return self.positional(self.expr("any", depth))

    def literal_obj(self):
        names = self.random.sample(FIELDS, self.upto(1, 4))
        return "{" + ", ".join(f"{name}: {self.field_value(name, 0)}" for name in names) + "}"

    def field_value(self, name, depth):
        kind = {"x": "int", "y": "num", "n": "int", "name": "str", "items": "list", "next": "obj"}.get(name, "bool")
        return self.expr(kind, depth)

    def expr_obj(self, depth):
        form = self.upto(0, 4)
        if form <= 1:
            names = self.random.sample(FIELDS, self.upto(1, 5))
            texts = [f"{name}: {self.field_value(name, depth)}" for name in names]
            if self.chance(0.3):
                texts.append(f"{self.pick(METHODS)}: {self.method(depth)}")
            if self.chance(0.3):
                texts.append(self.field(depth))
            return "{" + ", ".join(texts) + "}"
        if form == 2:
            return f"({self.base('obj', depth)}.next || {self.literal_obj()})"
        if form == 3:
            return f"setmetatable({self.literal_obj()}, {{__index: {self.expr('obj', depth)}}})"
        return self.call("obj", depth) or self.literal_obj()

    def method(self, depth):
        """A function that takes its object."""
        with self.inline_function(results=("any",)):
            self.declare("self", "obj")
            self.declare("a", "int")
            return f"func(self, a) {{ spend() return {self.expr('any', depth)} }}"

    # ---- values with metamethods ----

    def literal_meta(self):
        return f"number_like({self.pick(INTS)})"

    def expr_meta(self, depth):
        if self.chance(0.5):
            return self.infix(self.operand("meta", depth), self.pick(("+", "-", "*", "/")),
                self.operand("num", depth))
        return f"number_like({self.expr('int', depth)})"

    # ---- functions ----

    def literal_func(self):
        return self.literal_function(0)

    def expr_func(self, depth):
        if self.chance(0.2):
            return self.pick(("print", "type", "math.floor", "string.upper", "show", "next", "rawget"))
        return self.literal_function(depth)

    def literal_function(self, depth, results=("any",)):
        """func(...) { return ... } in one line."""
        names = self.random.sample(("a", "b", "c"), self.upto(0, 2))
        extras = self.chance(0.15)
        with self.inline_function(extras=extras, results=results):
            for name in names:
                self.declare(name, "int")
            head = ", ".join(names + ["..."] * extras)
            guard = "" if depth == 0 and self.chance(0.5) else "spend() "
            return f"func({head}) {{ {guard}return {', '.join(self.expr(kind, depth) for kind in results)} }}"
