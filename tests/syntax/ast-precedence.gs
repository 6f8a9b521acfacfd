// dump: ast
x = -2 ** 2 ** 3 + 4 * 5 .. 6 < 7 == !a && b || c
y = a - b - c
z = <-ch + #t
