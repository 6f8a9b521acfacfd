# Standard output: order, closed pipes, full disks.
. data/lib.sh

run -e 'io.write("a") io.stderr:write("b") print("c") os.execute("printf d")'
status 0
[ "$(cat .out)" = "ac
d" ] || fail "the output is out of order"

# A program whose reader has gone ends.
command="gscript into head"
start=$SECONDS
timeout 10 "$GSCRIPT" -e 'for { print("line") }' 2>.err | head -1 >.out
codes=("${PIPESTATUS[@]}")
code=${codes[0]}
[ "$code" -eq 141 ] || fail "expected an end by SIGPIPE"
out line; err ""
[ $((SECONDS - start)) -lt 5 ] || fail "took too long"

# One that writes to a process which has gone gets an error and goes on.
run -e 'f := io.popen("exec true", "w") time.sleep(0.2)
for i := range 100000 { f:write("x") }
f:flush() f:close() print("still here")'
status 0; out "still here"

# The processes of a script die of a broken pipe as usual.
run -e 'os.execute("bash -c \"yes | head -1; echo \\${PIPESTATUS[0]}\"")'
status 0; out "y
141"

if [ -e /dev/full ]; then
    # The program says so at its end, which is then not a good one; a status that says more stays.
    full() {
        command="gscript $* >/dev/full"
        timeout 10 "$GSCRIPT" "$@" >/dev/full 2>.err
        code=$?
        : >.out
    }
    lost="gscript: cannot write standard output: no space left on device"
    full -e 'for i := range 100000 { print("line") }'; status 1; err "$lost"
    full -e 'print("line")'; status 1; err "$lost"
    full -e 'print("line") os.exit()'; status 1; err "$lost"
    full -e 'print("line") os.exit(7)'; status 7; err "$lost"
    full -e 'print("line") select { }'; status 2; err_has deadlock; err_has "$lost"
    full -e 'print("line") error("no")'; status 1; err_has "(command line):1: no"; err_has "$lost"
    full -e 'f, message := io.write("x"):flush() io.stderr:write(f, message, "\n")'
    status 1; err_has "nil"; err_has "write <stdout>: no space left on device"
    full --version; status 1; err "$lost"
    full -e 'x := 1'; status 0; err ""
    timeout 10 "$GSCRIPT" -e 'io.stderr:write("x") error("no")' 2>/dev/full; code=$?
    command="gscript 2>/dev/full"; status 1
fi

# Output that nobody wants.
command="gscript >&-"
timeout 10 "$GSCRIPT" -e 'print("line") f := io.open("file", "w") f:write("text") f:close() print("line")' >&- 2>.err; code=$?
: >.out; status 0; err ""
[ "$(cat file)" = text ] || fail "the output went into the file"
command="gscript 2>&-"
timeout 10 "$GSCRIPT" -e 'print("line") error("no")' >.out 2>&-; code=$?
: >.err; status 1; out line
finish
