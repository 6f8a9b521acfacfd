// expect static error: 2:5: expected ')', got number '2'
f(1 2)
