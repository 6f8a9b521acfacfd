// expect static error: 2:6: expected '(', got name 't'
func t.f() { }
