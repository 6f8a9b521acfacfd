// dump: ast
switch, case := 1, 2
const = 3
select("#", 1)
default = 4
defer (f)(x)
switch(x)
y := switch
if select := f(); select { case = 1 }
