// The order of texts of all lengths, remainders of extreme doubles, squares: the same in every engine.
func cmp(a, b) { return a < b, a <= b, a > b, a >= b }
func lt(a, b) { if a < b { return 1 } return 0 }
func le(a, b) { if a <= b { return 1 } return 0 }
words := {"", "a", "b", "ab", "ab\0", "ab\0c", "abcdefgh", "abcdefgi", "abcdefgh\0", "abcdefghi", "abcdefghijklmnopq", "abcdefghijklmnopr", "\xff", "\x7f", "abcdefgh" .. string.rep("x", 60)}
v := "" for i := 1; i <= 60; i++ { v = v .. string.char(96 + i % 26) words[#words + 1] = v }
n := 0
for r := 1; r <= 2; r++ { for i := 1; i <= #words; i++ { for j := 1; j <= #words; j++ {
  a, b := words[i], words[j]
  x, y, z, w := cmp(a, b)
  c := 0
  for k := 1; k <= math.max(#a, #b); k++ { p, q := a:byte(k) || -1, b:byte(k) || -1 if p != q { c = p < q && -1 || 1 break } }
  if x != (c < 0) || y != (c <= 0) || z != (c > 0) || w != (c >= 0) || lt(a, b) != (c < 0 && 1 || 0) || le(a, b) != (c <= 0 && 1 || 0) { print("wrong", i, j) }
  n++
} } }
print(n, pcall(lt, 1, "x"), pcall(lt, {}, {}), lt(1, 2), lt(1.5, 0.5))
print(pcall(cmp, "a", 1), cmp(1, 2))
// remainders
func rem(a, b) { return a % b }
xs := {0.5, -0.5, 3.0, -3.0, 1e300, -1e300, 1e-300, 0.0, -0.0, 1/0, -1/0, 0/0, 5e-324, 2.5, -7.25, 0.1, 1e15, 9007199254740993.0, 1.7976931348623157e308}
out := {}
for r := 1; r <= 40; r++ { for i := 1; i <= #xs; i++ { for j := 1; j <= #xs; j++ { out[#out + 1] = rem(xs[i], xs[j]) } } }
h := 0
for i := 1; i <= #out; i++ { s := string.format("%a", out[i]) for k := 1; k <= #s; k++ { h = (h * 31 + s:byte(k)) % 1000000007 } }
print(h)
func pw(a) { return a ** 2 }
for _, x := range ipairs({3, -3, 0.5, -0.0, 1/0, -1/0, 1e200, 94906267}) { print(pw(x), x ** 2, x ** 3, 2 ** x) }
for i := 1; i <= 100; i++ { pw(i) } for i := 1; i <= 100; i++ { pw(i + 0.5) } print(pw(0.1), pw(7), pcall(pw, {}), pw("4"))
