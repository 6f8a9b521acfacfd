// expect static error: 3:1: cannot assign to constant 'N'
const N = 1
(N) = 2
