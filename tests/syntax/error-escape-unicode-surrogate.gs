// expect static error: 2:6: invalid code point in escape '\u'
x = "\uDFFF"
