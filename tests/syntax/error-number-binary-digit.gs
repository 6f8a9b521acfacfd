// expect static error: 2:5: invalid number '0b12'
x = 0b12
