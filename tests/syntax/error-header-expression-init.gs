// expect static error: 2:4: expression is not a statement
if 5; x { }
