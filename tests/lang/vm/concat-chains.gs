// Chains of `..`: of any length, with numbers, empty texts and metamethods anywhere; texts that grow in place.
func seven() { return 7 }
e, x := "", "x"
print(1 .. 2, 1 .. 2.5 .. -3, e .. 5, 5 .. e, e .. e == "", (e .. x) .. e)
print(0 .. 9 .. 10 .. 99 .. 100 .. 12345678 .. 99999999 .. 100000000 .. 140737488355327 .. -140737488355328)
print(1 .. 2 .. 3 .. 4 .. 5 .. 6 .. 7 .. 8 .. 9 .. 10 .. 11 .. 12 .. 13 .. 14 .. 15 .. 16 .. 17 .. 18 .. 19 .. 20 .. 0.5 ..
    "|" .. 21 .. 22 .. 23 .. 24 .. 25 .. 26 .. 27 .. 28 .. 29 .. 30 .. 31 .. 32 .. 33 .. 34 .. 35 .. 36 .. x)
long := string.rep("long", 30)
print(#(long .. 1 .. 2 .. 3), #(1 .. long .. 2), #(x .. long .. long .. long .. 1), #(e .. long .. e))
// The same beginning, other ends.
a, b := long .. "a", long .. "b"
aa, ab, ba := a .. "a" .. 1, a .. "b" .. 2, b .. "a" .. 3
print(string.sub(aa, -3), string.sub(ab, -3), string.sub(ba, -3), #aa, a == long .. "a", aa == ab)
s := long
for i := 1; i <= 300; i++ { s = s .. "(" .. i .. ")" .. e .. -i / 2 }
print(#s, string.sub(s, 121, 150), string.sub(s, -20))
t := s
s = s .. 1
t = t .. 2
print(string.sub(s, -5), string.sub(t, -5), #s == #t)
// Metamethods see what has been joined to their right.
meta := {__concat: func(l, r) { return "<" .. (type(l) == "table" && "T" || l) .. "," .. (type(r) == "table" && "T" || r) .. ">" }}
o := setmetatable({}, meta)
print(o .. 1 .. 2, 1 .. o .. 2, 1 .. 2 .. o, 1 .. 2 .. o .. 3 .. 4 .. o, o .. o .. o)
print(1 .. 2 .. 3 .. 4 .. 5 .. 6 .. 7 .. 8 .. 9 .. o .. 11 .. 12 .. 13 .. 14 .. 15 .. 16 .. 17 .. 18 .. 19 .. 20 .. seven())
n := nil
print(pcall(func() { return 1 .. 2 .. n .. 3 }))
print(pcall(func() { return n .. 1 .. 2 .. 3 .. 4 .. 5 .. 6 .. 7 .. 8 .. 9 .. 10 .. 11 .. 12 .. 13 .. 14 .. 15 .. 16 .. 17 }))
print(pcall(func() { return {} .. e }))
