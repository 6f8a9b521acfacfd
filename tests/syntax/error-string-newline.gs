// expect static error: 2:5: unterminated string
x = "abc
y"
