// expect static error: 2:3: unexpected character '|' (did you mean '||'?)
a | b
