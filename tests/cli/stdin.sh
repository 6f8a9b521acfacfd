# Programs from standard input.
. data/lib.sh

checks() {
    run < <(echo 'print("from input", arg[0], #arg)')
    status 0; out "from input	-	0"; err ""
    run - a b < <(echo 'print(arg[0], arg[1], ...)')
    status 0; out "-	a	a	b"
    run -- - -e < <(echo 'print(...)')
    status 0; out "-e"
    run -e 'x := 1' - < <(echo 'print(x)')
    status 0; out 1
    run </dev/null
    status 0; out ""; err ""
    run - < <(printf 'print(1)\nerror("no")')
    status 1; out 1; err_has "(stdin):2: no"
    run < <(printf 'x := 1\nx x')
    status 1
    err "(stdin):2:1: expression is not a statement
x x
^"
    # What the program reads is not there any more: the program is read first.
    run < <(printf 'print(io.read("l"))')
    status 0; out nil
    # With -e, standard input belongs to the program.
    run -e 'print(io.read("l"))' < <(echo data)
    status 0; out data
}
each_engine checks
# Closed streams
run <&-
status 0; out ""; err ""
run -i <&-
status 0; out ""; err ""
run -e 'print(io.read("l"))' <&-
status 0; out nil
command="gscript without stdout"
timeout 5 "$GSCRIPT" -e 'f := io.open("file", "w") print("lost") f:write("kept") f:close()' >&-
code=$?
status 0
[ "$(cat file)" = kept ] || fail "standard output went into a file"
run </
status 1; err "gscript: cannot open (stdin): is a directory"
finish
