// expect static error: 2:1: invalid assignment target
...[1] = 2
