// dump: tokens
a // one
b /* two
three */ c /**/ d /* // */ e
