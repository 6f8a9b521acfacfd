// expect static error: 2:6: expected '{', got name 'print'
if x print(1)
