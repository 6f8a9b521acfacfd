// expect static error: 2:25: expected ':', got '+'
select { case v := <-ch + 1: }
