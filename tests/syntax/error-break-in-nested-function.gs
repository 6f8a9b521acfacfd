// expect static error: 2:18: break outside a loop, switch or select
for { f(func() { break }) }
