// expect static error: 2:6: invalid escape '\x'
x = "\x1"
