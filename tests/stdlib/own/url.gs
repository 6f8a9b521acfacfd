// url: odd texts, round trips, resolving against odd bases.
func show(s) {
    u, m := url.parse(s)
    if u == nil { print(nil, m); return }
    print(u.scheme, u.host, u.port, u.path, u.fragment, u.user, u.password, u.raw)
}
show("a+b-c.1:x")
// expect: a+b-c.1			x		nil	nil	a+b-c.1:x
show("///p")
// expect: 			/p		nil	nil	///p
show("http://a@b@h:1?x/y")
// expect: http	h	1			a@b	nil	http://a%40b@h:1?x/y
show("http://u:p:q@[fe80::1]:9#")
// expect: http	fe80::1	9			u	p:q	http://u:p:q@[fe80::1]:9
show("http://h?")
// expect: http	h				nil	nil	http://h?
show("http://%c3%a9é/")
// expect: http	éé		/		nil	nil	http://%c3%a9%C3%A9/
show("x/y:z")
// expect: 			x/y:z		nil	nil	x/y:z
show("mailto:a%20b?x")
// expect: mailto			a b		nil	nil	mailto:a%20b?x
for _, s := range {"http://h:1:2/", "http://[::1]x/", "http://a%20b/", "http://h/%", "http://h/\0", "1a:b", "a b:c", "http://u^@h/", "http://u:%g0@h/", "mailto:%"} { show(s) }
// expect: nil	invalid port
// expect: nil	invalid port
// expect: nil	invalid URL escape in host
// expect: nil	invalid URL escape
// expect: nil	invalid control character in URL
// expect: nil	first path element contains a colon
// expect: nil	first path element contains a colon
// expect: nil	invalid character in authority
// expect: nil	invalid URL escape
// expect: nil	invalid URL escape
q := url.parse("/?a=1;b&c=2&%=3&d=%00&d=x").query
print(table.concat(table.keys(q), ","), #q.d)
// expect: c,d	1

// Building.
print(url.build({scheme: "http", host: "[::1]", path: "x"}), url.build({user: "u"}), url.build({user: "", host: "h"}), url.build({password: "p", host: "h"}))
// expect: http://[::1]/x	//u@	//@h	//h
print(url.build({path: "x:y/z"}), url.build({path: "x/y:z"}), url.build({scheme: "a", query: {}}), url.build({scheme: "a", path: "b", fragment: "c"}))
// expect: ./x:y/z	x/y:z	a:	a:b#c
print(url.build({path: "\0é%", query: {[2]: "b", [1]: "a", x: "\xff"}}))
// expect: %00%C3%A9%25?1=a&2=b&x=%FF
big := {}
for i := 1; i <= 500; i++ { big[string.format("k%03d", i)] = i }
s := url.queryEncode(big)
print(#s, string.sub(s, 1, 17), url.queryDecode(s).k500, table.count(url.queryDecode(s)))
// expect: 4391	k001=1&k002=2&k00	500	500
v := setmetatable({}, {__tostring: func() { collectgarbage(); return "a&b" }})
print(url.queryEncode({[v]: v, z: 1}), pcall(url.queryEncode, {x: setmetatable({}, {__tostring: func() { error("no", 0) }})}))
// expect: a%26b=a%26b&z=1	false	no

// Escapes.
all := ""
for i := 0; i < 256; i++ { all = all .. string.char(i) }
print(url.decode(url.encode(all)) == all, url.decode("%2"))
// expect: true	nil	invalid URL escape "%2"
print(url.decode("a%2x%zz"))
// expect: nil	invalid URL escape "%2x"
print(url.queryDecode("a=1&b=%x&;"))
// expect: nil	invalid URL escape "%x"
print(url.queryDecode("a=1;"))
// expect: nil	invalid semicolon separator in query

// Resolving.
for _, p := range {{"http://h", ""}, {"http://h", "?q"}, {"http://h?x", "#f"}, {"http://h/a/b", "./"}, {"http://h/a//b/c", "../x"}, {"a/b", "c"}, {"a/b", "?c"}, {"x:a/b", "../../c"}, {"/a", ".//b"}, {"http://h/a", "///p"}, {"http://h/a", "http:b"}, {"file:///a/b", "c%20d?e f"}, {"http://h/a%2Fb/c", "d"}, {"", "x"}, {"", ""}} {
    io.write(url.join(p[1], p[2]), " ")
}
print()
// expect: http://h http://h?q http://h?x#f http://h/a/ http://h/a//x /a/c /a/b?c x:c /.//b http:///p http:b file:///a/c%20d?e f http://h/a%2Fb/d /x  
