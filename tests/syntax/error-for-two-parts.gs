// expect static error: 2:19: expected ';', got '{'
for i := 1; i < 3 { }
