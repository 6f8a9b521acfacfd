// dump: ast
func f(a, rest...) {
    return #..., ...[1], #(...), (...)[1], {...}, #...[2], ...
}
for i, v := range ... { }
for i := range (...) { }
