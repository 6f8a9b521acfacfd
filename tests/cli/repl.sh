# The REPL without a terminal: no banner, no prompts (language.md 16.3).
. data/lib.sh

session() { run -i < <(printf '%s\n' "$@"); }

checks() {
    session '1 + 2' '"a" .. "b"' 'x := 5' x 'x, x + 1' 'print("x")' 'nil'
    status 0; err ""
    out "3
ab
5
5	6
x
nil"
    session '1 + 1' '_ * 10' '_' 'func two() { return 7, 8 }' 'two()' '_' 'print()' '_'
    out "2
20
20
7	8
7

7"
    # Inputs of several lines
    session 'func add(a, b) {' '    return a + b' '}' 'add(1,' '2)' 's := `one' 'two`' '#s' '/* a' 'b */ 9'
    status 0; err ""
    out "3
7
9"
    session 't := {1,' '  2,' '  3}' '#t' '{1,' '2}[2]' 'if true {' 'print("in")' '}'
    status 0; err ""; out_has in
    # The program reads from the same input, and what it does not use is the next line of the REPL.
    session 'io.read()' 'a line' 'io.read("n", "l")' ' 12 rest' 'for l := range io.lines() { if l == "." { break } }' x . 'print("next")'
    status 0; err ""
    out "a line
12	 rest
next"
    # An empty line gives up.
    session 'print(' '' '1'
    status 0; out 1
    err "(repl):1:7: unexpected end of input
print(
      ^"
    session '' '   ' '// nothing' '1'
    status 0; out 1; err ""
    # Errors
    session 'x x' 'error("no")' 'undefined.field' '1'
    status 0; out 1
    err "(repl):1:1: expression is not a statement
x x
^
(repl):1: no
stack traceback:
	[native]: in function 'error'
	(repl):1: in main chunk
(repl):1: attempt to index a nil value (global 'undefined')
stack traceback:
	(repl):1: in main chunk"
    session 'print("a") error({})' 'print("b")'
    out "a
b"
    session 'setmetatable({}, {__tostring: func() { error("broken") }})' '1'
    status 0; out 1; err_has broken
    session 'setmetatable({}, {__tostring: func() { return "an object" }})' 'print = nil' '1'
    out "an object
1"
    # A deadlock ends its input only.
    session 'ch := make(chan)' 'defer print("never") <-ch' '"alive"' '<-make(chan)' '"still"'
    status 0
    out "alive
still"
    err "fatal: all goroutines are asleep - deadlock
fatal: all goroutines are asleep - deadlock"
    session 'return 5' 'if true { return 6 }' '1'
    out 1; err ""
    session 'defer print("deferred") print("body")'
    out "body
deferred"
    # Goroutines live on.
    session 'ch := make(chan, 5)' 'go func() { for i := range 3 { ch <- i } }()' '<-ch, <-ch' '<-ch'
    status 0; out "1	2
3"
    session 'n := 0' 'go func() { for { time.sleep(0.001) n++ } }()' 'time.sleep(0.05)' 'n > 5'
    out true
    session 'go func() { error("lost") }()' 'time.sleep(0.01)' '1'
    status 0; out 1; err_has "goroutine 2: (repl):1: lost"
    # The end
    session 1 exit 2; status 0; out 1
    session 1 quit 2; status 0; out 1
    session 'os.exit(5)' 1; status 5; out ""
    run -i < <(printf '1\n2'); status 0; out "1
2"
    run -i < <(printf 'x := '); status 0; out ""; err_has "(repl):1:6: unexpected end of input"
    run -i </dev/null; status 0; out ""; err ""
    session 'a := setmetatable({}, {__gc: func() { print("gc") }})' '1'
    out "1
gc"
    session 'const c = 1' 'c = 2' 'c'
    # What an input reads are the lines behind it.
    session 'line := io.read("l")' 'this is data' 'line'
    status 0; out "this is data"
    session 'arg'
    out nil
}
each_engine checks

# Goroutines run while the REPL waits for a line.
run -i < <(echo 'go func() { time.sleep(0.05) print("tick") }()'; sleep 0.5; echo 'print("line")')
out "tick
line"

# Ctrl-C stops the running input and is no error of the REPL.
for name in tree vm; do
    mkfifo fifo.$name
    "$GSCRIPT" --engine=$name -i <fifo.$name >.out 2>.err &
    pid=$!
    exec 5>fifo.$name
    echo 'pcall(func() { for { } }) print("caught")' >&5
    sleep 0.5
    kill -INT $pid
    sleep 0.2
    echo 'time.sleep(60)' >&5
    sleep 0.3
    kill -INT $pid
    echo '"alive"' >&5
    exec 5>&-
    wait $pid
    code=$?
    command="gscript --engine=$name -i, interrupted"
    status 0; out alive; err_has "(repl):1: interrupted"
    [ "$(grep -c interrupted .err)" -eq 2 ] || fail "expected two interrupts"
done
finish
