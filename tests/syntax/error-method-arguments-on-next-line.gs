// expect static error: 3:1: expected '(', got '(' (a '(' at the start of a line does not continue the line above)
o:m
(1)
