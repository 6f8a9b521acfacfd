// expect static error: 3:2: unexpected 'chan'
x := make
(chan)
