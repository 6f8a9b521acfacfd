// expect static error: 2:23: cannot assign to constant 'n'
if true { const n = 1 n++ }
