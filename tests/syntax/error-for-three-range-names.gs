// expect static error: 2:16: unexpected 'range'
for a, b, c := range t { }
