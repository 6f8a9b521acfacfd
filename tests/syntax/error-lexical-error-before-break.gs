// expect static error: 2:1: unexpected character '$'
$ break
