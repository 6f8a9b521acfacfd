// expect static error: 2:5: unexpected character '\x01'
x = 
