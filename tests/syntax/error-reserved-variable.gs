// expect static error: 2:1: unexpected 'range'
range := 1
