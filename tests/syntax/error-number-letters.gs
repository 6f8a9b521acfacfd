// expect static error: 2:5: invalid number '3x'
x = 3x
