// expect static error: 2:1: expression is not a statement
ch
<- 1
