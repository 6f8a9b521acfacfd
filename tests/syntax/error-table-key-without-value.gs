// expect static error: 2:9: expected ':', got '}'
x = {[1]}
