// expect static error: 4:1: expected ':=' or '=' after expression list
switch 1 {
case n:kind(), 2: print(1)
}
