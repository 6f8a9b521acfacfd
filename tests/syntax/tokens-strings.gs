// dump: tokens
"\65\066\x43" 'it"s' "\u00e9\u{1F600}" "\d+\.\q" "a\
b"
`raw\n` `two
lines` "end"
