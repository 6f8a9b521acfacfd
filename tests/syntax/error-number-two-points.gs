// expect static error: 2:5: invalid number '1.2.3'
x = 1.2.3
