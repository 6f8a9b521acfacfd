// expect static error: 2:1: unexpected 'var'
var x = 1
