// expect static error: 2:3: expected a name, got string
t."x" = 1
