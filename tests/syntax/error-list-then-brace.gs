// expect static error: 2:9: expected ':=' or '=' after expression list
if a, b { }
