// expect static error: 2:11: break outside a loop, switch or select
if true { break }
