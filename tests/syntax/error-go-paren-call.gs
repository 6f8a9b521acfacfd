// expect static error: 2:4: go statement requires a function call
go (f())
