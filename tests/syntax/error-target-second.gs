// expect static error: 2:4: invalid assignment target
a, f() = 1, 2
