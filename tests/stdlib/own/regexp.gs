// regexp: messages, successive matches, templates, bytes that are not UTF-8, many and large inputs.
func show(list) {
    for _, s := range list { io.write("[", s, "]") }
    print(" " .. #list)
}

// Messages.
for _, p := range {"a(", "[b-a]", "x**", "\\", "\xff", "(?P<n>a)|(?P<n>b)", "a{1001}", "(a{40}){40}", "(?<n>a)", "a\\Z", "(?i"} {
    _, m := regexp.compile(p)
    print(m)
}
// expect: error parsing regexp: missing ): `a(`
// expect: error parsing regexp: invalid character class range: `b-a`
// expect: error parsing regexp: bad repetition operator: `**`
// expect: error parsing regexp: trailing \: ``
// expect: error parsing regexp: invalid UTF-8: ``
// expect: error parsing regexp: duplicate capture group name: `n`
// expect: error parsing regexp: invalid repetition size: `{1001}`
// expect: error parsing regexp: invalid repetition size: `{40}`
// expect: error parsing regexp: invalid perl operator: `(?<`
// expect: error parsing regexp: invalid escape sequence: `\Z`
// expect: error parsing regexp: invalid perl operator: `(?i`
print(pcall(regexp.split, "(", "x", {}))
// expect: false	bad argument #3 to 'regexp.split' (number expected, got table)
print(pcall(regexp.mustCompile, "("))
// expect: false	regexp.mustCompile: error parsing regexp: missing ): `(`

// Successive matches.
show(regexp.findAll("a*", "aabaa"))
// expect: [aa][aa] 2
show(regexp.findAll("a*|b", "abab"))
// expect: [a][a][] 3
show(regexp.findAll("(?m)^", "a\nb\n"))
// expect: [][][] 3
show(regexp.findAll("^a", "aaa"))
// expect: [a] 1
show(regexp.findAll("\\ba", "aa a"))
// expect: [a][a] 2
show(regexp.findAll("$", ""))
// expect: [] 1
print(regexp.replaceAll("\\B", "aéb", "-"), regexp.replaceAll("", "é€a", "-"), regexp.replaceAll("\\B", "éé", "-"))
// expect: aéb	-é-€-a-	-é-é-
print(regexp.match("\\B", "aéa"), regexp.match("\\B", "aa"))
// expect: false	true

// split.
show(regexp.split("a*", "baaac"))
// expect: [b][c] 2
show(regexp.split("", "ab", 1))
// expect: [ab] 1
show(regexp.split("$", "ab"))
// expect: [ab] 1
show(regexp.split("^", "ab"))
// expect: [ab] 1
show(regexp.split("b", "b"))
// expect: [][] 2
show(regexp.split("x*", "ab", 2))
// expect: [a][b] 2

// Templates.
func r(t) { return regexp.replaceAll("(?P<name>a)(b)?(?P<x_1>c)?", "<ab>", t) }
print(r("$name$2"), r("${name}s"), r("$names"), r("$x_1."), r("$0$0"), r("$10"), r("${10}"))
// expect: <ab>	<as>	<>	<.>	<abab>	<>	<>
print(r("$"), r("$$$1"), r("${"), r("${}"), r("${a b}"), r("${1"), r("$é"), r("\\1"), r("$99999999999999999999"))
// expect: <$>	<$a>	<${>	<${}>	<${a b}>	<${1>	<$é>	<\1>	<>

// Bytes.
print(regexp.match("a\0b", "xa\0b"), #regexp.find("a.*", "a\0\0"), regexp.find("\\x00+", "a\0\0b") == "\0\0")
// expect: true	3	true
print(#regexp.findAll("", "\xff\xfe"), regexp.replaceAll("b", "\xffb\xfe", "c") == "\xffc\xfe", #regexp.split("", "\xc3\xa9\xc3"))
// expect: 3	true	2

// Expressions are objects.
re := regexp.mustCompile("(a)(b)?")
print(re.pattern, re.nothing, re.numSubexp(), type(re), tostring(re) == tostring(re), re == regexp.mustCompile("(a)(b)?"))
// expect: (a)(b)?	nil	2	userdata	true	false
print(pcall(func() { re.pattern = "x" }))
// expect: false	attempt to index a re value (global 're')
print(getmetatable(re), pcall(re.find), pcall(re.findAll, "a", "b"))
find := re.find
print(find("xab"), re.find(re, "xab"), pcall(func() { return re:find() }))
// expect: false	false	false	bad argument #2 to 're.findAll' (number expected, got string)
// expect: ab	ab	false	bad argument #1 to 're.find' (string expected, got no value)

// Much.
big := string.rep("abc ", 100000)
print(#regexp.findAll("\\w+", big), #regexp.replaceAll("b", big, "$0$0"), #regexp.split(" ", big))
// expect: 100000	500000	100001
print(regexp.match("(a*)*b", string.rep("a", 100000)), regexp.match("(x+x+)+y", string.rep("x", 50000)))
// expect: false	false
for i := 1; i <= 300; i++ { if !regexp.match("^" .. i .. "$", i) { print("no match") } }
for i := 1; i <= 300; i++ { re = regexp.mustCompile("(\\pL{10}" .. i .. ")+") }
collectgarbage()
deep := string.rep("(", 900) .. "a" .. string.rep(")", 900)
co := coroutine.wrap(func() { return regexp.find(deep, "xa"), #regexp.mustCompile(deep).findSubmatch("a") })
print(co())
// expect: a	901
print(type(regexp.compile(string.rep("(", 100000))), type(regexp.compile(string.rep("a|", 10000))))
// expect: nil	userdata
_, m := regexp.compile("((\\pL{100}){10}){1}(\\pL{1000})*(\\pL{1000})+(\\pL{1000})(\\pL{1000})")
print(m)
// expect: error parsing regexp: pattern too large - compile failed: ``
