// expect static error: 2:1: invalid assignment target
f()++
