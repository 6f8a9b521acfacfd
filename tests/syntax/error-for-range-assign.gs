// expect static error: 2:9: unexpected 'range'
for k = range t { }
