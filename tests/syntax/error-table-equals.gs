// expect static error: 2:8: unexpected '='
x = {a = 1}
