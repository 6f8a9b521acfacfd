// expect static error: 2:10: expected a name, got ')'
func f(a,) { }
