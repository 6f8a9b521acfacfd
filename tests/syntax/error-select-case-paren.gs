// expect static error: 2:15: expected a send or a receive after 'case'
select { case (<-ch): }
