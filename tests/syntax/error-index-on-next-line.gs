// expect static error: 3:1: unexpected '[' (a '[' at the start of a line does not continue the line above)
x := t
[1]
