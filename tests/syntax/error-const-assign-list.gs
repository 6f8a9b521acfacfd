// expect static error: 3:4: cannot assign to constant 'N'
const N = 1
a, N = 2, 3
