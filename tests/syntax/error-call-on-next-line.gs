// expect static error: 3:3: expected ')' (to close '(' at line 2), got '(' (a '(' at the start of a line does not continue the line above)
print(f
  (1))
