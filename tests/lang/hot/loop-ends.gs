// Loops at the end of the int range, steps of any kind.
MAX := 140737488355327
func up(from, to, step) { n, s := 0, 0 for i := from; i <= to; i += step { n++ s = i if n > 50 { break } } return n, s }
func down(from, to, step) { n, s := 0, 0 for i := from; i >= to; i -= step { n++ s = i if n > 50 { break } } return n, s }
func lt(from, to) { n, s := 0, 0 for i := from; i < to; i++ { n++ s = i if n > 50 { break } } return n, s, i }
for r := 1; r <= 100; r++ { up(1, 10, 1) down(10, 1, 1) lt(1, 10) }
for _, a := range ipairs({0, 1, -1, 0.5, 2147483640, -2147483640, MAX - 3, -MAX + 2, 1e15, 9007199254740990.0}) {
    for _, d := range ipairs({0, 1, 5, 10, 1e3}) {
        for _, s := range ipairs({1, 2, 3, 0.25, 2147483647, MAX}) {
            print(a, d, s, up(a, a + d, s))
            print(a, d, s, down(a, a - d, s))
        }
        print(lt(a, a + d))
    }
}
// nested limits that change
t := {}
for i := 1; i <= 20; i++ { t[#t + 1] = i if #t < 60 { t[#t + 1] = -i } }
n := 0
for i := 1; i <= #t; i++ { n += t[i] if i % 5 == 0 && #t > 10 { t[#t] = nil } }
print(n, #t)
