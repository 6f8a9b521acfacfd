// expect static error: 2:7: unterminated comment
x = 1 /* abc

