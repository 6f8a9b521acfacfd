// expect static error: 3:1: unexpected end of input
x := 
