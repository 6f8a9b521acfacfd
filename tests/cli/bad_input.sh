# Programs that nobody should write, and things that are no programs: each ends soon, with a clear error and a documented
# status, and never with a crash.
# timeout: 90
. data/lib.sh

repeat() {  # TEXT COUNT
    head -c "$2" /dev/zero | sed "s/\x00/$1/g"
}
for bracket in '(' 'x[' 'f(' '{'; do
    { printf 'x := '; repeat "$bracket" 100000; } >"brackets$bracket.gs"
done
{ printf 'x := '; repeat '- ' 100000; echo 1; } >minus.gs
{ printf 'x := '; repeat '2 ** ' 100000; echo 1; } >powers.gs
{ repeat 'func() { return ' 100000; } >functions.gs
{ repeat 'if true { ' 100000; } >blocks.gs
{ printf 'x := 1'; repeat ' + 1' 100000; printf '\nprint(x)'; } >sum.gs
{ printf 'x := ""'; repeat ' .. "a"' 5000; printf '\nprint(#x)'; } >joined.gs
{ printf 'x := false'; repeat ' || false' 100000; printf '\nprint(x)'; } >or.gs
{ printf 'f := func() { return f }\nf()'; repeat '()' 20000; printf '\nprint("called")'; } >calls.gs
{ printf 'x := 5\nif x == 0 { print("no") '; repeat '} else if x == 1 { print("no") ' 20000; echo '} else { print("else") }'; } >else.gs
head -c 100000 /dev/urandom >random.gs
cp "$GSCRIPT" program.gs
printf 'print(1)\n\0\0\0' >nul.gs
printf 'print("a\0b" == "a\\0b", #"a\0b")' >nul_in_string.gs
echo 'require("self")' >self.gs
echo 'require("b")' >a.gs
echo 'require("a")' >b.gs
head -c 67108864 /dev/zero | tr '\0' ' ' >blank.gs
{ printf 'x := "'; head -c 67108864 /dev/zero | tr '\0' a; printf '"\nprint(#x)'; } >string.gs
{ printf '// '; head -c 67108864 /dev/zero | tr '\0' a; printf '\nprint("after")'; } >comment.gs
{ head -c 67108864 /dev/zero | tr '\0' a; } >name.gs
seq 90000 | sed 's/.*/func f&(a, b) { x := a + & y := {name: "n&", x, b} if x > y[1] { return y.name } return x * 2, y }/' >large.gs
echo 'print(f5(1, 2), #f90000(1, 2))' >>large.gs
: >empty.gs
mkfifo fifo.gs

checks() {
    for file in brackets* minus.gs powers.gs functions.gs blocks.gs; do
        run "$file"
        status 1; out ""; err_has "nesting too deep (limit 200)"
    done
    run sum.gs; status 0; out 100001
    run joined.gs; status 0; out 5000
    run or.gs; status 0; out false
    run calls.gs; status 0; out called
    run else.gs; status 0; out else

    run random.gs
    status 1; out ""; err_has "random.gs:1:"
    run program.gs
    status 1; out ""; err_has "program.gs:1:"
    run nul.gs
    status 1; out ""; err_has "nul.gs:2:1: "
    run nul_in_string.gs
    status 0; out "true	3"

    run -e 'func f() { return 1 + f() } f()'
    status 1; err_has "stack overflow"; err_has "...(skipping "
    run -e 'func f(...) { return 1 + f(1, ...) } f()'
    status 1; err_has "stack overflow"
    run -e 't := setmetatable({}, {}) getmetatable(t).__index = func(t, k) { return t[k] } print(t.x)'
    status 1; err_has "stack overflow"
    run -e 'func f() { return coroutine.wrap(f)() } f()'
    status 1; err_has "stack overflow"
    run -e 'func f() { pcall(f) error("x") } print(pcall(f))'
    status 0; out_has "false	x"
    run --memory-limit=64M -e 's := "0123456789" for { s = s .. s }'
    status 1; err_has "memory"
    run --memory-limit=64M -e 't := {} for { t[#t + 1] = {} }'
    status 1; err_has "memory limit exceeded"
    run --memory-limit=64M -e 's := "x" for { s = s .. "y" .. s }'
    status 1; err_has "memory"
    run self.gs
    status 1; err_has "circular require of module 'self'"
    run a.gs
    status 1; err_has "circular require of module 'b'"

    run empty.gs; status 0; out ""; err ""
    run large.gs; status 1; out ""; err_has "large.gs:90001: attempt to get length of a number value"
    echo 'print("through a pipe")' >fifo.gs & run fifo.gs; status 0; out "through a pipe"

    run blank.gs; status 0; out ""
    run string.gs; status 0; out 67108864
    run comment.gs; status 0; out after
    run name.gs; status 1; err_has "name.gs:1:1: "
}
limit=40
each_engine checks
finish
