// dump: tokens
break chan continue else elseif false for func go if in nil range return true var
const defer select switch case default make while größe _x1
