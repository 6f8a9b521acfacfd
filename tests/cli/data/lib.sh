# For the tests in tests/cli. $GSCRIPT is the program, $TEST_TMP an empty folder; the work happens in there.
#
#   run ARGUMENTS...         runs the program; its input is that of the call
#   status N                 the exit status of that run
#   out TEXT, err TEXT       all that it wrote, without the last newline
#   out_has TEXT, err_has TEXT, err_lacks TEXT
#
# A check that fails says so and counts; `finish` at the end gives the verdict.
cd "$TEST_TMP" || exit 2
engine=()
failures=0

run() {
    command="gscript ${engine[*]} $*"
    timeout -k 1 "${limit:-15}" "$GSCRIPT" "${engine[@]}" "$@" >.out 2>.err
    code=$?
}

fail() {
    failures=$((failures + 1))
    echo "FAIL: $command"
    echo "  $1"
    echo "  exit status $code, stdout: $(head -c 300 .out | tr '\0' '?')"
    echo "  stderr: $(head -c 600 .err | tr '\0' '?')"
}

status() { [ "$code" -eq "$1" ] || fail "expected exit status $1"; }
out() { [ "$(cat .out)" = "$1" ] || fail "expected stdout: $1"; }
err() { [ "$(cat .err)" = "$1" ] || fail "expected stderr: $1"; }
out_has() { grep -qF -- "$1" .out || fail "stdout lacks: $1"; }
err_has() { grep -qF -- "$1" .err || fail "stderr lacks: $1"; }
err_lacks() { ! grep -qF -- "$1" .err || fail "stderr has: $1"; }

# each_engine FUNCTION: runs the checks of a function in every engine
each_engine() {
    for name in tree vm jit; do
        engine=("--engine=$name")
        "$1"
    done
    engine=()
}

finish() {
    [ "$failures" -eq 0 ]
    exit
}
