// expect static error: 2:5: invalid number '1_'
x = 1_
