// expect static error: 2:5: unexpected ':='
{ x := 1 }
