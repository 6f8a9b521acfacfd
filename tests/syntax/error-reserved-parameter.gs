// expect static error: 2:8: expected a name, got 'if'
func f(if) { }
