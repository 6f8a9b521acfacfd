// expect static error: 3:1: constant 'N' is already declared in this block
const N = 1
N := 2
