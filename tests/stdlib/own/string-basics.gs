// string: len, sub, upper, lower, rep, repeat, reverse, byte, char.
func e(f, ...) { ok, m := pcall(f, ...); print(m) }

print(string.len(""), string.len("a\0b"), string.len(-1.5), ("x"):len())
// expect: 0	3	4	1
e(string.len) e(string.len, nil) e(string.len, {}) e(string.len, true)
// expect: bad argument #1 to 'string.len' (string expected, got no value)
// expect: bad argument #1 to 'string.len' (string expected, got nil)
// expect: bad argument #1 to 'string.len' (string expected, got table)
// expect: bad argument #1 to 'string.len' (string expected, got boolean)

// sub: every combination of signs, ends out of range, huge numbers
s := "hello"
print(string.sub(s, 1, 1), string.sub(s, 2, 2), string.sub(s, 1), string.sub(s, 0, 2), string.sub(s, -2), string.sub(s, -99, 2))
// expect: h	e	hello	he	lo	he
print("[" .. string.sub(s, 6) .. string.sub(s, 3, 2) .. string.sub(s, -1, -2) .. string.sub("", 1, 9) .. string.sub(s, 1, -6) .. "]")
// expect: []
print(string.sub(s, -1e300, 1e300), string.sub(s, 1e300) == "", string.sub(s, 2, -1e300) == "", string.sub(s, math.mininteger, math.maxinteger))
// expect: hello	true	true	hello
print(string.sub(1234, 2, 3), string.byte(string.sub("a\0b", 2, 2)), #string.sub("a\0b", 2))
// expect: 23	0	2
e(string.sub) e(string.sub, "x") e(string.sub, "x", "y") e(string.sub, "x", 1, {}) e(string.sub, "x", 0/0)
// expect: bad argument #1 to 'string.sub' (string expected, got no value)
// expect: bad argument #2 to 'string.sub' (number expected, got no value)
// expect: bad argument #2 to 'string.sub' (number expected, got string)
// expect: bad argument #3 to 'string.sub' (number expected, got table)
// expect: bad argument #2 to 'string.sub' (number has no integer representation)

// case
print(string.upper("abc xyz {|}~ @[`"), string.lower("ABC XYZ {|}~ @[`"))
// expect: ABC XYZ {|}~ @[`	abc xyz {|}~ @[`
print(string.upper("ÿßıǆ"), string.lower("İẞΣ"), string.upper(""), #string.upper(("a"):rep(1000)))
// expect: ŸßIǄ	ißσ		1000
print(string.upper(("xyz"):rep(30)) == ("XYZ"):rep(30), string.lower(("XÉ"):rep(400)) == ("xé"):rep(400))
// expect: true	true
print(string.byte(string.upper("a\255\0\xC3"), 1, -1))
// expect: 65	255	0	195
e(string.upper) e(string.lower, {})
// expect: bad argument #1 to 'string.upper' (string expected, got no value)
// expect: bad argument #1 to 'string.lower' (string expected, got table)

// rep, repeat
print(string.rep("x", 0) == "", string.rep("x", -5) == "", string.rep("", 1e18) == "", string.rep("", 3, "-"), string.rep("ab", 1, "-"))
// expect: true	true	true	--	ab
print(string.rep("abc", 4), string.rep("a", 5, ", "), #string.rep("abc", 1000, "--"), string.rep("a\0", 2) == "a\0a\0")
// expect: abcabcabcabc	a, a, a, a, a	4998	true
r := string.rep("abc", 1001, ".")
print(#r, string.sub(r, -7), string.count(r, "abc."))
// expect: 4003	abc.abc	1000
e(string.rep, "ab", 2 ** 40) e(string.rep, "a", 2147483648) e(string.rep, "", 2147483649, "x") e(string.rep, "abc", 1e300, "x")
// expect: resulting string too large
// expect: resulting string too large
// expect: resulting string too large
// expect: resulting string too large
e(string.rep, "x") e(string.rep, "x", {}) e(string.rep, "x", 1, true) e(string.rep, "x", -math.huge)
// expect: bad argument #2 to 'string.rep' (number expected, got no value)
// expect: bad argument #2 to 'string.rep' (number expected, got table)
// expect: bad argument #3 to 'string.rep' (string expected, got boolean)
// expect: bad argument #2 to 'string.rep' (number has no integer representation)
print(string["repeat"]("ab", 3), string.repeat("-", 3, "ignored"))
// expect: ababab	---
e(string.repeat) e(string.repeat, "x") e(string.repeat, "xy", 1e10)
// expect: bad argument #1 to 'string.repeat' (string expected, got no value)
// expect: bad argument #2 to 'string.repeat' (number expected, got no value)
// expect: resulting string too large

// reverse keeps code points together and stray bytes apart
print(string.reverse("aé€😀"), string.reverse("") == "", string.reverse("x"), string.reverse(120))
// expect: 😀€éa	true	x	021
print(string.byte(string.reverse("a\xE2\x82"), 1, -1))
// expect: 130	226	97
e(string.reverse)
// expect: bad argument #1 to 'string.reverse' (string expected, got no value)

// byte, char
print(string.byte("abc", 0), select("#", string.byte("abc", 0)), string.byte("abc", -1), string.byte("abc", -9, 1), string.byte("\0\255", 1, 2))
// expect: nil	0	99	97	0	255
print(select("#", string.byte("abc", 2, 1)), select("#", string.byte("abc", 1e300)), select("#", string.byte(("x"):rep(8000), 1, -1)))
// expect: 0	0	8000
e(string.byte) e(string.byte, "x", {}) e(string.byte, "x", 1, "z") e(string.byte, ("x"):rep(3000000), 1, -1)
// expect: bad argument #1 to 'string.byte' (string expected, got no value)
// expect: bad argument #2 to 'string.byte' (number expected, got table)
// expect: bad argument #3 to 'string.byte' (number expected, got string)
// expect: too many results
print(string.char(), string.char(65), string.char(65, "66", 67.9), #string.char(0, 0, 255), string.char(unpack({104, 105})))
// expect: 	A	ABC	3	hi
e(string.char, -1) e(string.char, 65, 256) e(string.char, 1, {}) e(string.char, 1, nil) e(string.char, 0/0)
// expect: bad argument #1 to 'string.char' (value out of range)
// expect: bad argument #2 to 'string.char' (value out of range)
// expect: bad argument #2 to 'string.char' (number expected, got table)
// expect: bad argument #2 to 'string.char' (number expected, got nil)
// expect: bad argument #1 to 'string.char' (number has no integer representation)
long := {}
for i := 1; i <= 2000; i++ { long[i] = i % 256 }
l := string.char(unpack(long))
print(#l, string.byte(l, 1999, 2000))
// expect: 2000	207	208

// methods; the library looked up at the moment of the call
string.twice = func(t) { return t .. t }
print(("ab"):twice(), (5 .. ""):rep(2), string.twice(4))
// expect: abab	55	44
string.twice = nil
e(func() { return ("x"):twice() })
// expect: attempt to call a nil value (method 'twice')
print(string.dump, tostring(string.rep))
// expect: nil	function: string.rep
