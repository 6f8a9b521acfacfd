// expect static error: 2:5: invalid number '1e400'
x = 1e400
