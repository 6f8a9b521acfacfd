// expect static error: 4:1: expected ']' (to close '[' at line 2), got end of input
x = t[1

