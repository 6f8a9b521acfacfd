// expect static error: 3:1: unexpected '['
x :=
[1]
