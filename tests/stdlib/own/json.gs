// json: places of errors, depth, odd bytes, numbers at the edges, order, odd keys.
func e(s) { v, m := json.decode(s); print(v, m) }
e("")
e("  \n [1,\n2 3]")
e("{\"a\":1,\n  b:2}")
e("[1,]")
e("{\"a\" 1}")
e("{\"a\":1,}")
e("[\"ab\ncd\"]")
e("[\"abc")
e("\"\\x\"")
e("\"\\u12g4\"")
e("-")
e("1.")
e("1e+")
e(".5")
e("01")
e("-01")
e("nul")
e("nulls")
e("[1]]")
e("1e400")
e("-1" .. string.rep("0", 400))
e("\ufeff1")
e("[1\0]")
e("'a'")
e("// c\n1")
e("NaN")
e("[")
e("{\"a\":")
e("\"\\")
e("\"\\u00")
// expect: nil	line 1, column 1: unexpected end
// expect: nil	line 3, column 3: ',' or ']' expected
// expect: nil	line 2, column 3: member name expected
// expect: nil	line 1, column 4: unexpected character
// expect: nil	line 1, column 6: ':' expected
// expect: nil	line 1, column 8: member name expected
// expect: nil	line 1, column 5: control character in string
// expect: nil	line 1, column 2: unterminated string
// expect: nil	line 1, column 2: bad escape
// expect: nil	line 1, column 2: bad escape
// expect: nil	line 1, column 1: malformed number
// expect: nil	line 1, column 1: malformed number
// expect: nil	line 1, column 1: malformed number
// expect: nil	line 1, column 1: unexpected character
// expect: nil	line 1, column 1: leading zero
// expect: nil	line 1, column 2: leading zero
// expect: nil	line 1, column 1: unexpected character
// expect: nil	line 1, column 1: unexpected character
// expect: nil	line 1, column 4: unexpected text after the value
// expect: nil	line 1, column 1: number too large
// expect: nil	line 1, column 1: number too large
// expect: nil	line 1, column 1: unexpected character
// expect: nil	line 1, column 2: malformed number
// expect: nil	line 1, column 1: unexpected character
// expect: nil	line 1, column 1: unexpected character
// expect: nil	line 1, column 1: unexpected character
// expect: nil	line 1, column 2: unexpected end
// expect: nil	line 1, column 6: unexpected end
// expect: nil	line 1, column 1: unterminated string
// expect: nil	line 1, column 1: unterminated string
e("[\"é\xff\", x]")
e("1, 2")
e("1] [2")
e("[[1]")
e("{\"a\": {\"b\": 1, \"c\"}}")
// expect: nil	line 1, column 8: unexpected character
// expect: nil	line 1, column 2: unexpected text after the value
// expect: nil	line 1, column 2: unexpected text after the value
// expect: nil	line 1, column 5: unexpected end
// expect: nil	line 1, column 19: ':' expected

// Numbers.
for _, s := range {"140737488355327", "140737488355328", "-140737488355328", "-140737488355329", "999999999999999999", "9223372036854775808", "123456789012345678901234567890", "0e5", "-0.0", "1e-400", "5e-324", "1E+2", "0.1", "1.7976931348623157e308"} {
    v := json.decode(s)
    io.write(tostring(v), " ", math.type(v), "; ")
}
print()
// expect: 140737488355327 integer; 140737488355328.0 float; -140737488355328 integer; -140737488355329.0 float; 1e+18 float; 9.223372036854776e+18 float; 1.2345678901234568e+29 float; 0.0 float; -0.0 float; 0.0 float; 5e-324 float; 100.0 float; 0.1 float; 1.7976931348623157e+308 float; 
print(table.unpack(json.decode("[0.099999999999999999999, 0.0999999999999999999991e5, 999999999999999999992.5, 123.5678901234567890]")))
// expect: 0.1	10000.0	1e+21	123.56789012345679
print(json.decode("0." .. string.rep("0", 100000) .. "1"), json.decode(42), json.decode(" true\t\r\n"))
// expect: 0.0	42	true

// Strings: escapes, surrogates alone and in pairs, bytes that are not UTF-8.
func hex(s) { return string.gsub(s, ".", func(c) { return string.format("%02x", string.byte(c)) }) }
for _, s := range {"\"\\ud83d\\ude00\"", "\"\\ud83dx\"", "\"\\ude00\"", "\"\\ud83d\\u0041\"", "\"\\ud83d\\ud83d\\ude00\"", "\"\xff\xc3\"", "\"\xed\xa0\x80\"", "\"\\u0000\\/\"", "\"plain text of some length \\\" é\""} {
    io.write(hex(json.decode(s)), " ")
}
print()
// expect: f09f9880 efbfbd78 efbfbd efbfbd41 efbfbdf09f9880 efbfbdefbfbd efbfbdefbfbdefbfbd 002f 706c61696e2074657874206f6620736f6d65206c656e677468202220c3a9 
t := json.decode("{\"a\\u0062\": 1, \"\xff\": 2, \"\": 3, \"" .. string.rep("k", 200) .. "\": [], \"a\\u0000\": 4}")
print(t.ab, t["\ufffd"], t[""], #t[string.rep("k", 200)], t["a\0"])
// expect: 1	2	3	0	4

// Nulls and equal keys.
t = json.decode("{\"a\": 1, \"b\": {\"c\": null}, \"a\": null, \"d\": [null, null]}")
print(t.a, table.count(t), table.count(t.b), #t.d, table.count(t.d))
// expect: nil	2	0	0	0
t = json.decode("{\"x\": {\"in\": 1}, \"x\": {\"other\": [1, [2, [3]]]}}")
print(json.encode(t))
// expect: {"x":{"other":[1,[2,[3]]]}}

// Depth.
func nest(n) { return string.rep("[", n) .. string.rep("]", n) }
print(#json.encode(json.decode("[" .. nest(1000) .. ",1]")), json.decode(nest(4000)) != nil)
// expect: 2004	true
print(json.decode(nest(4001)))
// expect: nil	line 1, column 4001: nesting too deep
print(json.decode(string.rep("[", 100000)))
// expect: nil	line 1, column 4001: nesting too deep
print(json.decode(string.rep("{\"a\":", 100000)))
// expect: nil	line 1, column 20001: nesting too deep
t = {}
for i := 1; i < 4000; i++ { t = {t} }
print(#json.encode(t), pcall(json.encode, {t}))
// expect: 8000	false	json.encode: nesting too deep
t = {}
t[1] = t
t[2] = t
print(pcall(json.pretty, t))
// expect: false	json.pretty: nesting too deep
print(pcall(coroutine.wrap(func() { return json.encode(t) })))
// expect: false	json.encode: nesting too deep

// What is an array.
print(json.encode({[1]: "a"}), json.encode({[2]: "b", [1]: "a"}), json.encode({[0]: 0, [1]: 1}), json.encode({1, 2, [1.5]: 3}))
// expect: ["a"]	["a","b"]	{"0":0,"1":1}	{"1":1,"1.5":3,"2":2}
t = {1, 2, 3}
t[2] = nil
print(json.encode(t), json.encode({nil}), json.encode({{nil, nil}}))
// expect: {"1":1,"3":3}	{}	[{}]
a := {}
for i := 300; i > 0; i-- { a[i] = i }
print(string.sub(json.encode(a), 1, 10), #json.encode(a))
// expect: [1,2,3,4,5	1093
print(json.encode({[true]: 1, ["true2"]: 2, [false]: 0}), json.encode({[1]: "x", ["1"]: "x"}))
// expect: {"false":0,"true":1,"true2":2}	{"1":"x"}
print(json.encode({["\xff"]: 1, ["é"]: 2, Z: 3, a: 4, ["\0"]: 5, [""]: 6}))
// expect: {"":6,"\u0000":5,"Z":3,"a":4,"é":2,"\ufffd":1}

// Values that are not data.
m := setmetatable({x: 1}, {__tostring: func() { error("not asked") }, __index: func() { error("not asked") }, __pairs: func() { error("not asked") }})
print(json.encode(m), string.find(json.encode({[m]: 1}), "^{\"table: 0x%x+\":1}$") == 1)
// expect: {"x":1}	true
print(string.find(json.encode(print), "^\"func") == 1, string.find(json.encode({make(chan)}), "^%[\"chan") == 1, string.find(json.encode(io.stdout), "^\"file") == 1)
// expect: true	true	true
print(json.encode("\u2028\u2029\xe2\x80'/"), json.encode({[ "<&>" ]: "\r\\"}))
// expect: "\u2028\u2029\ufffd\ufffd'/"	{"\u003c\u0026\u003e":"\r\\"}
print(json.pretty({{}, {a: {1}, b: {c: "d"}}}, "--"))
// expect: [
// expect: --{},
// expect: --{
// expect: ----"a": [
// expect: ------1
// expect: ----],
// expect: ----"b": {
// expect: ------"c": "d"
// expect: ----}
// expect: --}
// expect: ]
print(json.encode("\x7f") == "\"\x7f\"", json.pretty({1, {2}}, "") == "[\n1,\n[\n2\n]\n]", pcall(json.pretty, 1, {}))
// expect: true	true	false	bad argument #2 to 'json.pretty' (string expected, got table)

// Much data, with collections on the way.
rows := {}
for i := 1; i <= 3000; i++ { rows[i] = {id: i, name: "row " .. i, tags: {"a", "b" .. i % 7}, ratio: i / 8, ["long name of a member, too long for the cache " .. i % 5]: true} }
text := json.encode(rows)
back := json.decode(text)
print(#back, back[3000].name, back[77].tags[2], back[2999].ratio, json.encode(back) == text)
// expect: 3000	row 3000	b0	374.875	true
