// expect static error: 2:20: continue outside a loop
switch 1 { case 1: continue }
