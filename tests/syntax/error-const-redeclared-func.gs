// expect static error: 2:28: constant 'f' is already declared in this block
if true { const f = 1 func f() { } }
