// expect static error: 2:6: unexpected 'chan'
x := chan
