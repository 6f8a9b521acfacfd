// expect static error: 3:10: constant 'a' is already declared in this block
const a = 1
const b, a = 1, 2
