// expect static error: 2:8: expected ')', got name 'y'
x = (1 y
