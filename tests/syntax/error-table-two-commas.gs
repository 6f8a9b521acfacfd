// expect static error: 2:8: unexpected ','
x = {1,,2}
