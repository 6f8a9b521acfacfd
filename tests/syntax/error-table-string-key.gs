// expect static error: 2:11: expected a name, got number '1'
x = {"a": 1}
