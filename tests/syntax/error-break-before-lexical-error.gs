// expect static error: 2:1: break outside a loop, switch or select
break $
