// expect static error: 2:20: expected a send or a receive after 'case'
select { case v := 5: }
