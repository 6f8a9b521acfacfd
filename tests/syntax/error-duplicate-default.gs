// expect static error: 2:19: duplicate 'default'
select { default: default: }
