// expect static error: 2:7: escape '\256' is larger than 255
x = "a\256"
