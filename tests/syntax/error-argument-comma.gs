// expect static error: 2:5: unexpected ')'
f(1,)
