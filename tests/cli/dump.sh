# --dump=WHAT: text on standard error, nothing runs.
. data/lib.sh
echo 'print("never") x := {1, 2} func f(a) { return a + 1 }' >program.gs

for what in tokens ast bytecode; do
    run --dump=$what program.gs
    status 0; out ""
    [ -s .err ] || fail "expected a dump"
    ! grep -q 0x .err || fail "a dump must not hold addresses"
    run --dump=$what -e 'print("never")'
    status 0; out ""; [ -s .err ] || fail "expected a dump"
    run --dump=$what < <(echo 'print("never")')
    status 0; out ""; [ -s .err ] || fail "expected a dump"
    run --dump=$what missing.gs
    status 1; err "gscript: cannot open missing.gs: no such file or directory"
done
for what in ast bytecode; do
    run --dump=$what -e 'x :='
    status 1; out ""; err "(command line):1:5: unexpected end of input
x :=
    ^"
done
finish
