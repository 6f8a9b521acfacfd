// expect static error: 2:11: expected ')', got ','
func f(..., a) { }
