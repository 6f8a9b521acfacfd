// expect static error: 2:5: invalid number '5.x'
x = 5.x
