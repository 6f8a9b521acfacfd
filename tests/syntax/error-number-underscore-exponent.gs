// expect static error: 2:5: invalid number '1_e5'
x = 1_e5
