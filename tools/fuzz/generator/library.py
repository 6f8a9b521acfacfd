"""Calls of library functions with arguments of all kinds, mostly wrong ones: each gives values or an error, the same in
every engine, and none of them crashes or takes for ever.

Left out is what depends on the time, on chance or on the world outside.
"""

FUNCTIONS = {
    "": "tostring tonumber len cap close setmetatable getmetatable rawget rawset rawlen rawequal select unpack assert next "
        "pairs ipairs type pcall xpcall",
    "string": "byte char contains count find format gmatch gsub hasPrefix hasSuffix isNumeric join len lower match pack "
              "packsize padLeft padRight rep repeat replaceAll reverse split sub title trim trimLeft trimRight unpack upper",
    "utf8": "char charclass codepoint codes len lower offset reverse sub upper valid",
    "table": "concat contains copy count filter flatten fromArray indexOf insert keys map merge move pack reduce remove "
             "reverse slice sort toArray unique unpack values zip",
    "math": "abs acos asin atan ceil clamp cos deg exp floor fmod hypot idiv isinf isnan lerp log max min modf pow rad round "
            "sign sin sqrt tan tointeger trunc type ult",
    "bit32": "arshift band bnot bor bxor clear countbits extract highbit lshift replace rshift set test toHex toggle",
    "coroutine": "close create isyieldable resume status wrap",
    "debug": "getinfo",
    "time": "add date diff format isAfter isBefore month parse unix weekday",
    "path": "base clean dir ext isAbs join match rel split",
    "json": "decode encode pretty",
    "url": "build decode encode getHost getPath isValid join parse queryDecode queryEncode",
    "regexp": "compile find findAll match mustCompile replace replaceAll split",
    "csv": "encode encodeWithHeaders parse parseWithHeaders",
    "encoding": "base32Decode base32Encode base32HexDecode base32HexEncode hexDecode hexEncode iniDecode iniEncode xmlEscape "
                "xmlUnescape",
    "base64": "decode encode urlDecode urlEncode",
    "bytes": "compare concat fromHex fromString new repeat toHex xor",
    "uuid": "isValid nil parse",
    "hash": "crc32 hmacSHA256 md5 sha1 sha256 sha512",
    "crypto": "aesGcmDecrypt equal",
    "compress": "brotliDecode brotliEncode deflateDecode deflateEncode gzipDecode gzipEncode zlibDecode zlibEncode zstdDecode "
                "zstdEncode",
    "vec": "angle2 clamp2 cross3 dist2 dist3 distSq2 dot2 dot3 isVec2 isVec3 length2 length3 lengthSq2 lerp2 lerp3 normalize2 "
           "normalize3 one2 perp2 reflect2 rotate2 vec2 vec3 zero3",
    "color": "alpha darken fromHSL fromHSV fromHex grayscale invert isColor lerp lighten mix new rgb rgba toHSL toHSV toHex "
             "withAlpha",
    "rand": "bool bytes choice exp float int normal sample seed shuffle weighted",
    "sort": "asc bsearch by byKey desc isSorted max min partition reverse unique",
    "container": "heapNew queueEmpty queueNew queuePeek queuePop queuePopBack queuePush queuePushFront queueSize setAdd "
                 "setDifference setHas setIntersect setNew setRemove setSize setToArray setUnion stackEmpty stackNew stackPeek "
                 "stackPop stackPush stackSize",
    "matrix": "dense getf setf",
    "io": "type",
}
# What makes an object, and the methods it has.
OBJECTS = {
    "regexp.mustCompile('(a+)(?P<n>b)?|\\\\d')": "match find findAll replace replaceAll split nope",
    "regexp.mustCompile('')": "match find findAll replace replaceAll split",
    "bytes.fromString('abc\\0def\\xff')": "write writeByte writeInt8 writeInt16 writeInt32 writeInt64 writeFloat32 "
        "writeFloat64 toString toHex len reset bytes readString readByte readInt8 readInt16 readInt32 readInt64 readUint8 "
        "readUint16 readUint32 readFloat32 readFloat64",
    "container.heapNew(func(a, b) { return a < b })": "push pop peek size empty push push",
    "container.heapNew(func(a, b) { return maybe_yield(true) })": "push pop peek size empty push push",
    "'text'": "upper rep sub find gsub format byte nope len split",
    "io.stdin": "read lines nope",
}
INTS = ("0", "1", "2", "-1", "3", "-3", "7", "8", "31", "32", "47", "48", "64", "-64", "255", "256", "1000", "65536",
        "140737488355327", "(-140737488355327 - 1)", "1e15", "-1e15", "9007199254740993", "1e300", "-0.0", "0.5", "2.0", "-2.5",
        "(0 / 0)", "(1 / 0)", "(-1 / 0)", "5e-324", "1709164800", "-62135596800")
TEXTS = ("''", "'a'", "'abc'", "'10'", "' 0x10 '", "'-3'", "'1e400'", "'\\0'", "'a\\0b'", "'größe'", "'\\xff\\xfe'",
         "'\\xe2\\x82'", "'\\u{10FFFF}'", "'%'", "'%d'", "'%s %q'", "'%5.2f'", "'%99999d'", "'%i%c%x'", "'%-+ #0.3g'",
         "'[a-z]+'", "'[^%w]*'", "'('", "'['", "'%b()'", "'%f[%a]%a+'", "'(a*)*b'", "'^(.-)%1$'", "'()'", "'\\\\d{3,}(x)?'",
         "'(?i)A|b'", "'<a&b>'", "'&lt;&#65;&#x1F600;&bad;'", "'{\"a\": [1, 2.5e3, null, true], \"b\": {}}'", "'[[[['",
         "'\"\\\\ud83d\\\\ude00\"'", "'1.5e'", "'a,b\\n\"c,\"\"d\",e\\r\\n'", "'x\"y'", "'[s]\\nk = v\\n; c'",
         "'2024-02-29T23:59:60Z'", "'2024-02-30'", "'http://u:p@[::1]:99/a/../p;x?q=1&q=%20#f'", "'//h'", "'%zz%4'", "'a+b%2B'",
         "'../x/./y//z'", "'/'", "'*.[ch]'", "'ff00zz'", "'ABCDEFGH'", "'QUJD'", "'=='", "'k=v'", "'le'", "'be'", "'#ff8800'",
         "'#12'", "'#'", "'123e4567-e89b-12d3-a456-426614174000'", "'bc'", "'>I4s2zxXi8'", "'<!4d'", "'i17'", "'s'",
         "('ab'):rep(300)", "('x,'):rep(40)", "('('):rep(250)", "('[' ):rep(1200)", "('%a'):rep(40)")
TABLES = ("{}", "{1, 2, 3}", "{3, 1, 2, 1}", "{x: 1, y: 2}", "{{1, 2}, {3}}", "{'b', 'a', 'c'}", "{1.5, 2, '3'}", "{1, nil, 3}",
          "{n: 2}", "{a: 'b', c: {1}}", "cyclic", "{cyclic, cyclic}", "number_like(2)", "{number_like(1), number_like(2)}",
          "setmetatable({}, {__index: func(t, k) { return k }})", "setmetatable({}, {__len: func() { return 5 }})",
          "setmetatable({1, 2}, {__tostring: func() { return 'shown' }})",
          "setmetatable({}, {__tostring: func() { error('t') }})",
          "setmetatable({}, {__name: 'Named'})", "{true, false}", "{[0]: 0, [-1]: 1}", "{{a: 1}, {b: 2}}", "{'a', {}, print}",
          "vec.vec2(1, 2)", "vec.vec3(1, 2, 3)", "color.rgb(1, 0, 0)", "time.unix(0)", "{year: 2024, month: 2, day: 30}",
          "{scheme: 'http', host: 'h', query: {q: '1'}}", "{separator: ';'}", "{indent: 'xx'}", "{1, 2, 3, 4, 5, x: {1, {2}}}",
          "table.pack(unpack({1, 2}))")
CALLABLES = ("func(a, b) { return a < b }", "func(...) { return ... }", "func() { error('callback') }", "func() { return true }",
             "func(a) { return maybe_yield(a) }", "func(a, b) { return b, a }", "func() { }", "string.upper", "number_like",
             "setmetatable({}, {__call: func(self, a) { return a }})", "func(a, b) { return a > b }", "func() { return 'x' }",
             "func(a, b) { return !(a == b) }", "coroutine.wrap(func(a) { for { a = coroutine.yield(a) } })", "error", "type")
OTHERS = ("nil", "nil", "true", "false", "make(chan, 1)", "coroutine.create(print)", "regexp.mustCompile('a')", "bytes.new()",
          "container.heapNew(func(a, b) { return a < b })", "matrix.dense(2, 2)", "io.stdin", "container.queueNew()",
          "number_like")


class Library:
    """Parts that call the library."""

    def argument(self):
        return self.pick(self.weighted(((5, INTS), (6, TEXTS), (4, TABLES), (2, CALLABLES), (1.5, OTHERS))))

    def odd_arguments(self):
        return ", ".join(self.argument() for _ in range(self.weighted(((1, 0), (4, 1), (5, 2), (4, 3), (1.5, 4), (0.5, 6)))))

    def library_part(self):
        """Some functions of one or two libraries; a function is called more often than not with what others gave."""
        self.line("fuel = 300 cyclic := {1} cyclic.me = cyclic last := nil rand.seed(7)")
        names = [self.pick(tuple(FUNCTIONS)) for _ in range(self.upto(1, 2))]
        calls = self.fresh("calls")
        with self.function(f"func {calls}()"):
            for _ in range(self.upto(5, 25)):
                self.line(self.library_use(self.pick(names)))
        self.line(f"{self.pick(('try', 'try', 'drive', 'traced'))}('calls', {calls})")

    def library_use(self, library):
        if self.chance(0.2):
            make = self.pick(tuple(OBJECTS))
            calls = " ".join(self.method_call(name) for name in self.random.choices(OBJECTS[make].split(), k=self.upto(1, 5)))
            return f"o := {make} {calls}"
        name = self.pick(FUNCTIONS[library].split())
        function = f"{library}.{name}" if library else name
        arguments = self.odd_arguments()
        if self.chance(0.15):
            arguments = ", ".join(part for part in ("last", arguments) if part)
        catch = "traced" if self.chance(0.04) else "try"
        call = f"{catch}('{function}', {function}{', ' + arguments if arguments else ''})"
        if self.chance(0.25):
            return f"last = steady(select(2, pcall({function}{', ' + arguments if arguments else ''}))) show(last)"
        if name in ("gmatch", "codes", "pairs", "ipairs") and self.chance(0.7):
            return f"try('{name}', func() {{ n := 0 for a, b := range {function}({arguments}) {{ n++ if n > 5 {{ break }} show(a, b) }} }})"
        if self.chance(0.1):  # the error names the function, not the variable
            return f"try('call', func() {{ f := {function} return f({arguments}) }})"
        return call

    def method_call(self, name):
        arguments = self.odd_arguments()
        if self.chance(0.2):
            return f"try('{name}', o.{name}{', o' if self.chance(0.8) else ''}{', ' + arguments if arguments else ''})"
        return f"try('{name}', func() {{ return o:{name}({arguments}) }})"
