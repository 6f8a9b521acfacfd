// expect static error: 2:7: defer statement requires a function call
defer f.g
