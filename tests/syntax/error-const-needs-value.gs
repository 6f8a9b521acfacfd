// expect static error: 3:1: expected '=', got end of input
const a
