// expect static error: 2:6: expected ':=' or '=' after expression list
a, b += 1
