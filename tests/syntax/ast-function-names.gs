// dump: ast
func a() { }
b, c := func() { }, func() { }
t.x.y, t[1].z, t["w"], t[1] = func() { }, func() { }, func() { }, func() { }
const d = func() { }
e = {f: func() { }, func() { }}
(func() { })()
