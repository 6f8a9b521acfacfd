// expect static error: 2:4: expected a name on the left of ':='
a, t.x := 1, 2
