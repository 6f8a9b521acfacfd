// expect static error: 5:1: expected '}' (to close '{' at line 2), got end of input
switch x {
case 1:

