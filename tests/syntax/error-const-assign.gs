// expect static error: 3:12: cannot assign to constant 'N'
const N = 1
func f() { N = 2 }
