// expect static error: 2:2: invalid number '.5x'
t.5x = 1
