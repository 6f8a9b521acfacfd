// expect static error: 2:6: unexpected ','
x = {,}
