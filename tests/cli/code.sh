# -e, alone and with others.
. data/lib.sh
echo 'print("script", x) return 5' >script.gs

checks() {
    run -e 'print("hello")'
    status 0; out hello; err ""
    run -e 'x := 1' -e 'x += 1' -e 'print(x)'
    status 0; out 2
    run -eprint'(3)'
    status 0; out 3
    run -e '' -e '  ' -e '// nothing'
    status 0; out ""; err ""
    run -e 'x := 7' script.gs
    status 0; out "script	7"
    run -e 'print(1) return' -e 'print(2)'
    status 0; out "1
2"
    run -e 'print(arg, ...)'
    status 0; out nil

    # The first one that fails ends the program.
    run -e 'print(1)' -e 'error("no")' -e 'print(2)' script.gs
    status 1; out 1; err_has "(command line):1: no"
    run -e 'print(1)' -e 'print(2' -e 'print(3)'
    status 1; out 1
    err "(command line):1:8: expected ')', got end of input
print(2
       ^"
    run -e 'print(1)' missing.gs
    status 1; out 1; err "gscript: cannot open missing.gs: no such file or directory"

    # A script that begins with something else than a letter.
    cp script.gs ./-x.gs
    run -e 'x := 1' -- -x.gs
    status 0; out "script	1"

    # -i goes on with the REPL, even after a failure, and its end is what counts.
    run -i -e 'x := 3' < <(echo x)
    status 0; out 3
    run -e 'error("no")' -i < <(echo '1 + 1')
    status 0; out 2; err_has "(command line):1: no"
    run -i -e 'error("no")' script.gs < <(echo '1 + 1')
    status 0; out 2
    run -i script.gs < <(echo 'arg[0]')
    status 0; out "script	nil
script.gs"
    run -i -e 'ch := make(chan) <-ch' < <(echo '1 + 1')
    status 0; out 2; err "fatal: all goroutines are asleep - deadlock"
}
each_engine checks
finish
