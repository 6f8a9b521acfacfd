// string.gsub: the kinds of replacements, limits, callbacks that yield, raise and re-enter.
func e(f, ...) { ok, m := pcall(f, ...); print(m) }

print(string.gsub("abc abc", "b", "X"), string.gsub("abc", "x", "y"), string.gsub("", "", "x"), string.gsub("", "x", "y"), string.gsub("aaa", "a", ""))
// expect: aXc aXc	abc	x			3
print(string.gsub("abc", "b", "%%"), string.gsub("abc", "b", "[%0]"), string.gsub("abc", "(b)(c)", "%2%1"), string.gsub("abc", "b", "%1"), string.gsub("abc", "()b", "%1"))
// expect: a%c	a[b]c	acb	abc	a2c	1
print(string.gsub("abc", "b", "x", 0), string.gsub("abc", ".", "x", -1), string.gsub("abc", ".", "x", 2), string.gsub("bbb", "b", "x", 2), string.gsub("abc", ".", "x", 1e300))
// expect: abc	abc	xxc	xxb	xxx	3
print(string.gsub("hello world", "^h", "H"), string.gsub("aaa", "^a", "b"), string.gsub("abc", "$", "!"), string.gsub("a b", "%s*", "-"), string.gsub("é", ".", "x"))
// expect: Hello world	baa	abc!	-a-b-	xx	2
print(string.gsub("a\0b\0", "\0", "0"), string.gsub("a.b", ".", {}), string.gsub(112, 1, 3), string.gsub("x", "x", 1.0), string.gsub("x", "x", -0.0))
// expect: a0b0	a.b	332	1.0	-0.0	1
print(string.gsub("a b c", "%a", {a: "1", b: true == false, c: 3}), string.gsub("ab", "(a)(b)", {a: "first", b: "second"}), string.gsub("a1", "()%d", {[2]: "!"}))
// expect: 1 b 3	first	a!	1
print(string.gsub("ab", "%a", setmetatable({}, {__index: func(t, k) { return k .. k }})))
// expect: aabb	2
print(string.gsub("ab", "%a", setmetatable({a: "x"}, {__call: func() { return "called" }})))
// expect: xb	2
print(string.gsub("abc", "(a)(b)", func(x, y, z) { return y .. x .. tostring(z) }), string.gsub("abc", "%w", func() {}), string.gsub("abc", "b", func() { return false }), string.gsub("x", "x", func() { return 1, 2 }))
// expect: banilc	abc	abc	1	1
r, n := string.gsub(("ab"):rep(1000), "b", func(c) { return "xyz" })
print(#r, n)
// expect: 4000	1000
r, n := string.gsub(("ab"):rep(1000), "(a)(b)", "%2.%1")
print(#r, n, string.sub(r, 1, 6))
// expect: 3000	1000	b.ab.a

e(string.gsub) e(string.gsub, "x") e(string.gsub, "x", "x") e(string.gsub, "x", "x", nil) e(string.gsub, "x", "x", true) e(string.gsub, {}, "x", "y") e(string.gsub, "x", "x", "y", {})
// expect: bad argument #1 to 'string.gsub' (string expected, got no value)
// expect: bad argument #2 to 'string.gsub' (string expected, got no value)
// expect: bad argument #3 to 'string.gsub' (string, table or function expected, got no value)
// expect: bad argument #3 to 'string.gsub' (string, table or function expected, got nil)
// expect: bad argument #3 to 'string.gsub' (string, table or function expected, got boolean)
// expect: bad argument #1 to 'string.gsub' (string expected, got table)
// expect: bad argument #4 to 'string.gsub' (number expected, got table)
e(string.gsub, "x", "x", "%") e(string.gsub, "x", "x", "%a") e(string.gsub, "x", "x", "%2") e(string.gsub, "x", "(x)(x?)", "%3") e(string.gsub, "x", "y", "%2")
// expect: invalid use of '%' in replacement string
// expect: invalid use of '%' in replacement string
// expect: invalid capture index %2 in replacement string
// expect: invalid capture index %3 in replacement string
// expect: x
e(string.gsub, "x", "x", func() { return {} }) e(string.gsub, "x", "x", {x: true}) e(string.gsub, "x", "x", func() { return print })
// expect: invalid replacement value (a table)
// expect: invalid replacement value (a boolean)
// expect: invalid replacement value (a function)
e(string.gsub, ("a"):rep(300), ("a?"):rep(300) .. "b", "") e(string.gsub, ("a"):rep(300), ("a?"):rep(300) .. "b", {})
// expect: pattern too complex
// expect: pattern too complex

// callbacks

ok, err := pcall(string.gsub, "abc", ".", func(c) { error({code: 7}) })
print(ok, err.code)
// expect: false	7
print(string.gsub("a,b", "%a", func(c) { return string.gsub(c .. c, c, func(d) { return "<" .. d .. ">" }) }))
// expect: <a><a>,<b><b>	2
step := coroutine.wrap(func() {
    return string.gsub("one two three", "%a+", func(w) { return coroutine.yield(w) })
})
print(step(), step("1"), step(nil), step("3"))
// expect: one	two	three	1 two 3	3
// coroutines that are dropped in the middle, with much text collected
for i := 1; i <= 50; i++ {
    co := coroutine.create(func() {
        string.gsub(("x"):rep(2000), "x", func() { return ("y"):rep(100) })
        string.gsub(("x"):rep(2000), "(x)", func(c) { coroutine.yield(c); return c })
    })
    coroutine.resume(co)
    coroutine.resume(co)
}
collectgarbage()
// other patterns push the one in use out of the cache
i := 0
r := string.gsub("a1b2c3", "(%a)(%d)", func(a, d) {
    for k := 1; k <= 200; k++ { string.match("zz", "(z)" .. k .. "?(z)") }
    return d .. a
})
print(r)
// expect: 1a2b3c
deep := 0
func nest(s) { deep++; if deep < 150 { return string.gsub(s, "x", nest) }; return "end" }
print(nest("x"))
// expect: end	1
