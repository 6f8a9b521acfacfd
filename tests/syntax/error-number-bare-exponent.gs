// expect static error: 2:5: invalid number '1e+'
x = 1e+
