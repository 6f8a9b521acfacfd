// dump: ast
func a() { return f() }
func b() { return (f()) }
func c() { return f(), 1 }
func d() { defer g() return o:m() }
func e() { return func() { return o:m() } }
return f(1)
