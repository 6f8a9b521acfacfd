// expect static error: 2:12: expected 'case', 'default' or '}', got name 'print'
switch x { print(1) }
