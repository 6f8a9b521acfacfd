// expect static error: 2:5: unexpected ';'
for ; x; { }
