// expect static error: 2:40: cannot assign to constant 'k'
func f() { const k = 1 return func() { k = 2 } }
