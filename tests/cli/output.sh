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
    command="gscript into a full disk"
    timeout 10 "$GSCRIPT" -e 'for i := range 100000 { print("line") }' >/dev/full 2>.err
    code=$?
    : >.out
    [ "$code" -lt 128 ] || fail "expected no crash"
fi
finish
