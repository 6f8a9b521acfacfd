# Little address space: what can not be had is an error of the script, and never a wrong result.
. data/lib.sh

limited() {  # KIBIBYTES ARGUMENTS...
    command="ulimit -v $1; gscript ${engine[*]} ${*:2}"
    timeout -k 1 15 bash -c 'ulimit -v "$1"; exec "$2" "${@:3}"' - "$1" "$GSCRIPT" "${engine[@]}" "${@:2}" >.out 2>.err
    code=$?
}

# Coroutines take all there is. Then no stack is left for a recursion through built-in functions.
cat >stacks.gs <<'END'
func nest(n) { return coroutine.wrap(func() { if n == 0 { return 0 } return 1 + nest(n - 1) })() }
func through(n) {
    if n == 0 { return 0 }
    ok, v := pcall(through, n - 1)
    if !ok { error(v, 0) }
    return v + 1
}
func fits(ok, v) { return ok && v == 1000 || !ok && (v == "stack overflow" || v == "not enough memory") || v }
print(select(2, pcall(nest, 10000)))
for range 3 { print(fits(coroutine.wrap(func() { return pcall(through, 1000) })())) }
t := {}
for range 1000 { t = {t} }
print(fits(coroutine.wrap(func() { return pcall(func() { return #json.encode(t) - 1002 }) })()) != nil)
END

# Names without end: their table is the first that finds no room.
echo 'print(pcall(func() { t := {} for i := 1; i < 1e9; i++ { t["k" .. i] = i } }))' >names.gs

# The compiler has to do without, too.
cat >compiler.gs <<'END'
func nest(n) { return coroutine.wrap(nest)(n) }
print(pcall(nest, 1))
func f(a, t) {
    s := 0
    for i := 1; i <= a; i++ { s += i * 2 t[i] = s if i % 3 == 0 { t.x = (t.x || 0) + 1 } }
    return s
}
print(f(10, {}), f(20, {}), f(30, {x: 2}))
END

# Large functions that are called when there is hardly any memory left: compiling them would need more than running them.
{
    for k in $(seq 20); do
        echo "func f$k(a, t) { s := 0 for i := 1; i <= a; i++ { s += i * 2 t[i] = s"
        for j in $(seq 2 40); do echo "if i % $j == 0 { t.x = (t.x || 0) + $j s = (s * $j + t.x) % 1000 }"; done
        echo "} return s }"
    done
    cat <<'END'
held := {}
func take() {
    for {
        co := coroutine.wrap(func() { pcall(func() { coroutine.yield() }) })
        co()
        held[#held + 1] = co
    }
}
print(pcall(take))
for range 3 { held[#held] = nil }
END
    for k in $(seq 20); do echo "print(f$k(100, {}))"; done
} >large.gs

checks() {
    for kibibytes in 200000 500000 1000000 2000000; do
        limited $kibibytes stacks.gs
        if [ "$code" -eq 1 ]; then
            err "gscript: out of memory"
        else
            status 0
            grep -qvE '^(not enough memory|stack overflow|true)$' .out && fail "a wrong result"
        fi
    done
}
each_engine checks

names() {
    for kibibytes in 120000 200000; do
        limited $kibibytes names.gs
        if [ "$code" -eq 0 ]; then
            out_has "not enough memory"
        else
            status 1; grep -qE "out of memory|memory limit exceeded" .err || fail "no end that a script can have"
        fi
    done
}
each_engine names

for kibibytes in 2000000 3000000 4194304; do
    limited $kibibytes --jit --hot=1 compiler.gs
    if [ "$code" -eq 1 ]; then
        err "gscript: out of memory"
    else
        status 0; out_has "110	420	930"
    fi
done
for kibibytes in 100000 136000 200000 262000 300000 366000 500000 620000; do
    limited $kibibytes --vm large.gs
    [ "$code" -eq 0 ] || continue  # no memory for the VM
    cp .out expected
    limited $kibibytes --jit --hot=1 large.gs
    status 0; cmp -s .out expected || fail "another result than the VM's"
done
finish
