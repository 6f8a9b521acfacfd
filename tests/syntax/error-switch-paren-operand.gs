// expect static error: 2:1: expression is not a statement
switch (a) + (b) { }
