# What the compiler tells about itself, and its limits.
. data/lib.sh

cat >sum.gs <<'END'
func sum(n) {
    s := 0
    for i := 1; i <= n; i++ { s += i % 7 }
    return s
}
for k := 1; k <= 20; k++ { sum(30) }
print(sum(10))
END
compiled() { sed -n 's/^jit: compiled \([0-9]*\) times.*/\1/p' .err; }

run --jit --hot=1 --jit-stats sum.gs
status 0; out 27; err_has " given up"; err_has " bytes, "; err_has "jit: left "
[ "$(compiled)" -ge 2 ] || fail "expected two compilations at least"
run --jit --hot=1 --jit-stats -e 'for i := range 100 { } os.exit(3)'
status 3; err_has "jit: compiled "
run --vm --jit-stats sum.gs
status 0; out 27; err_lacks "compiled 1 "

run --jit --hot=1 --dump=ir sum.gs
status 0; out 27; err_has "sum:2, by the front end:"; err_has "sum:2, by the optimiser:"; err_lacks "machine code"
run --jit --hot=1 --dump=ir:gvn sum.gs
status 0; out 27; err_has "sum:2, behind gvn:"; err_lacks "by the optimiser"
run --jit --hot=1 --dump=regs,asm,snapshots sum.gs
status 0; out 27; err_has "sum:2, places of values:"; err_has "sum:2, machine code:"; err_has "sum:2, exits:"
err_has "to word "; err_lacks "by the optimiser"
for what in frob ir:frob ir, ast,ir tokens,ast; do
    run --dump=$what sum.gs
    status 2; err_has "cannot dump"
done

for count in 0 x -1 99999999999; do
    run --exit-stress=$count sum.gs
    status 2; err_has "bad count '$count'"
done
run --jit --hot=1 --exit-stress=1 --jit-stats sum.gs
status 0; out 27; err_has "jit: left "

# Whatever is tried, the next call proves it wrong: after a while nobody tries any more.
cat >fickle.gs <<'END'
func use(a, b) { return a + b, a == b, b.x, a[1], #b, a(b), -a }
kinds := {1, 2.5, "3", {x: 1}, {y: 1, x: 2}, print, true, 140737488355327, setmetatable({}, {__add: rawequal, __call: rawequal, __unm: rawequal})}
func choose(i, n) { return kinds[(i * 7 + i * i) % n + 1] }
for n := 1; n <= #kinds; n++ {
    for i := 1; i <= 3000; i++ { pcall(use, choose(i, n), choose(i + n, n)) }
}
for n := 1; n <= 30; n++ {
    t := {}
    for k := 1; k <= n; k++ { t["f" .. k] = k }
    t.last = n
    s := 0
    for i := 1; i <= 600; i++ { s = s + t.last + (n % 3 == 0 && 0.5 || 1) }
}
print("done")
END
for hot in 1 20 256; do
    run --jit --hot=$hot --jit-stats fickle.gs
    status 0; out done
    [ "$(compiled)" -le 40 ] || fail "compiled too often"
done
run --jit=force --jit-stats fickle.gs
status 0; out done; err_has " 0 given up"

# Modes of the JIT. The value belongs to the option: what follows in a word of its own is the script.
for mode in "" =auto; do
    run --jit$mode --jit-stats sum.gs
    status 0; out 27; err_has "jit: compiled "
done
run --jit=off --jit-stats sum.gs
status 0; out 27; err ""
run --jit=force --jit-stats -e 'func f(a) { return a + 1 } print(f(1))'
status 0; out 2; err_has ": 2 functions, 0 loops"
run --jit=force --vm --jit-stats sum.gs
status 0; out 27; err ""
run --jit=frob sum.gs
status 2; err_has "unknown mode 'frob' of the JIT"

# Functions that would take too long are left to the VM; the compiler finds that out early.
{
    echo 'func f(a, b, t) {'
    for i in $(seq 1 6000); do echo "    a = a + b * $((i % 7)) if a > $i { b = b + 1 } else { a = a - t.x }"; done
    echo '    return a + b } t := {x: 1} for i := 1; i <= 10; i++ { f(i, 2, t) } print("done")'
} >large.gs
run --jit --hot=1 --jit-stats large.gs
status 0; out done; err_has " 1 given up"

# What is large has to run more often than what is small; whoever asks for compilations gets them at once.
{
    echo 'func f(a, b, t) {'
    for i in $(seq 1 300); do echo "    a = a + b * $((i % 7)) if a > $i { b = b + 1 } else { a = a - t.x }"; done
    echo '    return a + b } t := {x: 1} for i := 1; i <= 1200; i++ { f(i, 2, t) } print("done")'
} >long.gs
run --jit --jit-stats long.gs
status 0; out done; err_has "jit: that is "; err_has ": 0 functions,"
run --jit --hot=1024 --jit-stats long.gs
status 0; out done; err_has " had to wait 0 times"; err_has ": 1 functions,"

# Many comparisons of one value.
{
    echo 'func f(n) { s := 0 for i := 1; i <= n; i++ { switch i % 1000 {'
    for i in $(seq 0 999); do echo "case $i: s += $i * i"; done
    echo '} } return s } print(f(3), f(1000))'
} >switch.gs
run --jit --hot=2 switch.gs
status 0; out "14	332833500"
finish
