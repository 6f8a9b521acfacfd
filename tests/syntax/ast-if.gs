// dump: ast
if a { x() } else if v := f(); v { y(v) } elseif b { z(v) } else { w(v) }
