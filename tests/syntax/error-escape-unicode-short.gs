// expect static error: 2:6: invalid escape '\u'
x = "\u12"
