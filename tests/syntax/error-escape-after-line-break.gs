// expect static error: 3:2: escape '\999' is larger than 255
x = "a\
b\999"
