// expect static error: 2:5: unterminated raw string
x = `abc

