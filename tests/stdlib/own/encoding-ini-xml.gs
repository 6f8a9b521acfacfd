// encoding: INI texts, and text for XML documents.
func e(f, ...) { ok, m := pcall(f, ...); print(m) }
func show(t) { out := {}; for k, v := range t { if type(v) == "table" { inner := {}; for a, b := range v { table.insert(inner, a .. "=" .. b) }; v = "[" .. table.concat(inner, ",") .. "]" }; table.insert(out, k .. "=" .. v) }; print(table.concat(out, ";")) }

// writing
io.write(encoding.iniEncode({}), encoding.iniEncode({s: {}}), encoding.iniEncode({a: 1.5, b: false, c: "x = y ; z", d: {e: -0.0, 7, f: "two\nlines"}, 1, 2, [true]: 3, [9]: {x: 1}}))
// expect: [s]
// expect: a=1.5
// expect: b=false
// expect: c=x = y ; z
// expect:
// expect: [d]
// expect: e=-0.0
// expect: f=two
// expect: lines
nested := setmetatable({}, {__tostring: func() { return "NESTED" }})
io.write(encoding.iniEncode({s: {deep: nested, [1]: nested, ["key with = sign"]: 1}, [""]: "empty", [" a "]: " b |"}))
// expect: =empty
// expect:  a = b |
// expect:
// expect: [s]
// expect: deep=NESTED
// expect: key with = sign=1
print(pcall(encoding.iniEncode, {s: {x: setmetatable({}, {__tostring: func() { error("boom", 0) }})}}))
// expect: false	boom
print(pcall(encoding.iniEncode, {s: {x: setmetatable({}, {__tostring: func() { return 1 }})}}))
// expect: false	'__tostring' must return a string
hidden := setmetatable({a: 1}, {__index: func() { return 9 }, __pairs: func() { error("never") }})
io.write(encoding.iniEncode(hidden))
// expect: a=1
growing := {}
growing.s = {first: setmetatable({}, {__tostring: func() { growing.s.first = nil; collectgarbage(); return "gone" }}), second: 2}
io.write(encoding.iniEncode(growing))
// expect: [s]
// expect: first=gone
// expect: second=2
e(encoding.iniEncode) e(encoding.iniEncode, "x") e(encoding.iniEncode, nil)
// expect: bad argument #1 to 'encoding.iniEncode' (table expected, got no value)
// expect: bad argument #1 to 'encoding.iniEncode' (table expected, got string)
// expect: bad argument #1 to 'encoding.iniEncode' (table expected, got nil)

// reading
show(encoding.iniDecode("")) show(encoding.iniDecode("\n\n;a=1\n  # b=2\r\n")) show(encoding.iniDecode("a=1\na=2"))
// expect:
// expect:
// expect: a=2
show(encoding.iniDecode(" a b = c d \r\n=none\nx==y\nnothing\nk=v ; kept"))
// expect: a b=c d;=none;x==y;k=v ; kept
print(encoding.iniDecode("\0 = \0\xff")["\0"] == "\0\xff")
// expect: true
show(encoding.iniDecode("[s]\na=1\n[ t ]\nb=2\n[s]\nc=3\n[]\nd=4\n[no\n=x\n[y]=1\n]\n"))
// expect: s=[a=1,c=3];t=[b=2];=[d=4,=x,[y]=1]
show(encoding.iniDecode("s=1\n[s]\na=1\n"))
// expect: s=[a=1]
show(encoding.iniDecode("\u00a0a\u2003=\u3000b\u00a0"))
// expect: a=b
print(encoding.iniDecode("a=007").a, type(encoding.iniDecode("a=1").a), encoding.iniDecode("[a]").a != nil, encoding.iniDecode(12) != nil)
// expect: 007	string	true	true
many := {}
for i := 1; i <= 2000; i++ { table.insert(many, "[s" .. i .. "]\nk" .. i .. "=" .. i) }
t := encoding.iniDecode(table.concat(many, "\n"))
print(t.s1.k1, t.s2000.k2000, table.count(t))
// expect: 1	2000	2000
e(encoding.iniDecode) e(encoding.iniDecode, {})
// expect: bad argument #1 to 'encoding.iniDecode' (string expected, got no value)
// expect: bad argument #1 to 'encoding.iniDecode' (string expected, got table)
print(encoding.iniDecode(encoding.iniEncode({a: 1, s: {b: "x"}})).s.b)
// expect: x

// xmlEscape
print(encoding.xmlEscape(""), encoding.xmlEscape("plain é € 😀"), encoding.xmlEscape("&<>\"'"), encoding.xmlEscape("\t\n\r"), encoding.xmlEscape(1.5))
// expect: 	plain é € 😀	&amp;&lt;&gt;&#34;&#39;	&#x9;&#xA;&#xD;	1.5
bad := "\xef\xbf\xbd"
for _, s := range {"\0", "\x1f", "\x0b", "\xff", "\xc3", "\xc3(", "\xe2\x82", "\xed\xa0\x80", "\xef\xbf\xbe", "\xef\xbf\xbf", "\xc0\x80", "\xf4\x90\x80\x80"} { print(#s, encoding.xmlEscape(s) == bad, (string.gsub(encoding.xmlEscape(s), bad, "?"))) }
// expect: 1	true	?
// expect: 1	true	?
// expect: 1	true	?
// expect: 1	true	?
// expect: 1	true	?
// expect: 2	false	?(
// expect: 2	false	??
// expect: 3	false	???
// expect: 3	true	?
// expect: 3	true	?
// expect: 2	false	??
// expect: 4	false	????
print(encoding.xmlEscape("\x7f\xc2\x80\xed\x9f\xbf\xee\x80\x80\xef\xbf\xbd\xf0\x90\x80\x80\xf4\x8f\xbf\xbf") == "\x7f\xc2\x80\xed\x9f\xbf\xee\x80\x80\xef\xbf\xbd\xf0\x90\x80\x80\xf4\x8f\xbf\xbf")
// expect: true
e(encoding.xmlEscape) e(encoding.xmlEscape, {})
// expect: bad argument #1 to 'encoding.xmlEscape' (string expected, got no value)
// expect: bad argument #1 to 'encoding.xmlEscape' (string expected, got table)

// xmlUnescape
print(encoding.xmlUnescape("&#0;") == "\0", encoding.xmlUnescape("&#x10FFFF;") == "\xf4\x8f\xbf\xbf", encoding.xmlUnescape("&#00000000000000000000065;&#x000000000000000000041;&#x6a;&#x6A;"))
// expect: true	true	AAjj
for _, s := range {"&", "&&amp", "&;", "&#;", "&#x;", "&#X41;", "&#65", "&#6 5;", "&#-1;", "&#xD800;", "&#55296;", "&#x110000;", "&#1114112;", "&#4294967361;", "&#18446744073709551681;", "&AMP;", "& lt;", "&lt", "&#a;", "&&lt;&"} { print(encoding.xmlUnescape(s)) }
// expect: &
// expect: &&amp
// expect: &;
// expect: &#;
// expect: &#x;
// expect: &#X41;
// expect: &#65
// expect: &#6 5;
// expect: &#-1;
// expect: &#xD800;
// expect: &#55296;
// expect: &#x110000;
// expect: &#1114112;
// expect: &#4294967361;
// expect: &#18446744073709551681;
// expect: &AMP;
// expect: & lt;
// expect: &lt
// expect: &#a;
// expect: &<&
print(encoding.xmlUnescape("\xff&lt;\0") == "\xff<\0", encoding.xmlUnescape("&amp;amp;amp;"), encoding.xmlUnescape(("&lt;"):rep(100000)) == ("<"):rep(100000), encoding.xmlUnescape(("&#0"):rep(100000)) == ("&#0"):rep(100000))
// expect: true	&amp;amp;	true	true
e(encoding.xmlUnescape) e(encoding.xmlUnescape, false)
// expect: bad argument #1 to 'encoding.xmlUnescape' (string expected, got no value)
// expect: bad argument #1 to 'encoding.xmlUnescape' (string expected, got boolean)
