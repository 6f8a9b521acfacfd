# Options and usage errors (language.md 16.1).
. data/lib.sh

run -v
status 0; out "GScript 1.0"; err ""
run --version
status 0; out "GScript 1.0"
run -h
status 0; err ""
for word in usage -e -i --engine --tree --vm --jit --trace --dump --version --help; do out_has "$word"; done
run --help
status 0; out_has usage

usage_error() {
    status 2
    out ""
    [ "$(head -1 .err)" = "gscript: $1" ] || fail "expected the first line: gscript: $1"
    err_has "--help"
}
run --frob; usage_error "unknown option '--frob'"
run -x; usage_error "unknown option '-x'"
run --frob -v; usage_error "unknown option '--frob'"
run -e 'print(1)' --frob; usage_error "unknown option '--frob'"
run --engine=frob; usage_error "unknown engine 'frob'"
run --engine=; status 2; err_has "gscript: "
run --engine; status 2; err_has "gscript: "
run -e; status 2; err_has "gscript: "
run -e 'print(1)' -e; status 2; err_has "gscript: "; out ""
run --tree=1; status 2; err_has "gscript: "
run --dump=frob -e ''; status 2; err_has "gscript: "
run --memory-limit=frob -e ''; status 2; err_has "gscript: "
run --memory-limit=0 -e ''; status 2; err_has "gscript: "
run --memory-limit=99999999999999999999G -e ''; status 2; err_has "gscript: "
run --hash-seed=x -e ''; status 2; err_has "gscript: "

run frob; usage_error "unknown command 'frob'"
run -i frob; usage_error "unknown command 'frob'"
run -- frob; usage_error "unknown command 'frob'"
run -e 'print(1)' frob; usage_error "unknown command 'frob'"

for option in --engine=tree --engine=vm --engine=jit --engine=trace --tree --vm --jit --trace; do
    run $option -e 'print("hello")'
    status 0; out hello; err ""
done
run --engine=vm --tree --engine=jit --vm -e 'print("hello")'
status 0; out hello
run --gc-stress --stack-stress --verify --hash-seed=7 --memory-limit=64M -e 'print("a" .. 1)'
status 0; out a1
run --gc-log -e 'collectgarbage() print("x")'
status 0; out x; [ -s .err ] || fail "expected a log"
finish
