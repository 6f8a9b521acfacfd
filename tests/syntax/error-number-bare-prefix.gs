// expect static error: 2:5: invalid number '0x'
x = 0x
