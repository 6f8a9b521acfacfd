// expect static error: 3:15: cannot assign to constant 'v'
const v = 1
select { case v = <-ch: }
