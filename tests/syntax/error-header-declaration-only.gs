// expect static error: 2:11: expected ';', got '{'
if x := 1 { }
