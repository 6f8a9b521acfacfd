// expect static error: 3:4: cannot assign to constant 'ok'
const ok = 1
v, ok = <-ch
