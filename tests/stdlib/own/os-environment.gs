// os: environment, expand, setlocale, facts about the process.
func e(f, ...) { ok, m := pcall(f, ...); print(m) }
print(os.getenv("GS_NONE"), os.setenv("GS_A", "x\ny"), os.getenv("GS_A") == "x\ny", os.setenv("GS_A", ""), os.getenv("GS_A") == "", os.unsetenv("GS_A"), os.getenv("GS_A"), os.unsetenv("GS_A"))
// expect: nil	true	true	true	true	true	nil	true
print(os.setenv("", "x"))
print(os.setenv("=", "x"))
print(os.setenv("A\0B", "x"))
print(os.setenv("GS_A", "x\0y"))
print(os.unsetenv(""))
print(os.unsetenv("A=B"))
print(os.getenv(""), os.getenv("A=B"), os.getenv("A\0B"), os.getenv("GS_A"))
// expect: nil	setenv: invalid argument
// expect: nil	setenv: invalid argument
// expect: nil	setenv: invalid argument
// expect: nil	setenv: invalid argument
// expect: nil	unsetenv: invalid argument
// expect: nil	unsetenv: invalid argument
// expect: nil	nil	nil	nil
print(os.setenv("GS_Ü", 1.0), os.getenv("GS_Ü"), os.setenv(12, -3), os.getenv("12"), os.unsetenv(12))
// expect: true	1.0	true	-3	true
os.setenv("GS_A", "for children")
print(io.popen("echo $GS_A"):read(), os.execute("test -z \"$GS_NONE\""))
// expect: for children	true	exit	0

os.setenv("GS_B", "$GS_A")
os.setenv("GS_1", "one")
func x(s) { io.write("[", string.replaceAll(os.expand(s), "\0", "0"), "]") }
x("$GS_A") x("$GS_A$GS_B") x("${GS_1}2") x("$GS_12") x("$$") x("$1a") x("$-x") x("$*$#$@$!$?") x("$") x("a$") x("$ $.$/") x("$é")
print()
// expect: [for children][for children$GS_A][one2][][][a][x][][$][a$][$ $.$/][$é]
x("${GS_NONE}") x("${}") x("a${b") x("${GS 1}") x("${GS_A}}") x("$${GS_1}") x("${{}") x("x\0$GS_1") x("$GS_1\0") x("")
print()
// expect: [][][ab][][for children}][{GS_1}][][x0one][one0][]
print(#os.expand(string.rep("$GS_1 ", 50000)))
// expect: 200000

for _, c := range {"all", "collate", "ctype", "monetary", "numeric", "time"} { io.write(tostring(os.setlocale("C", c)), tostring(os.setlocale(nil, c)), tostring(os.setlocale("de", c)), " ") }
print()
// expect: CCnil CCnil CCnil CCnil CCnil CCnil 
print(os.setlocale("c"), os.setlocale(5), os.setlocale("C\0"), os.setlocale("", nil))
// expect: nil	nil	nil	C
print(os.getpid() == io.popen("echo $PPID"):read("n"), os.hostname() == io.popen("uname -n"):read())
// expect: true	true
a := os.args()
print(a[#a] == "two words" && a[#a - 1] == "one", string.hasSuffix(a[#a - 2], "os-environment.gs"), os.args() != a, arg[2])
// args: one "two words"
// expect: true	true	true	two words

e(os.getenv, nil) e(os.setenv, "A") e(os.setenv, {}) e(os.unsetenv) e(os.expand, {}) e(os.setlocale, {}) e(os.setlocale, "C", {}) e(os.setlocale, "xx", "X")
// expect: bad argument #1 to 'os.getenv' (string expected, got nil)
// expect: bad argument #2 to 'os.setenv' (string expected, got no value)
// expect: bad argument #1 to 'os.setenv' (string expected, got table)
// expect: bad argument #1 to 'os.unsetenv' (string expected, got no value)
// expect: bad argument #1 to 'os.expand' (string expected, got table)
// expect: bad argument #1 to 'os.setlocale' (string expected, got table)
// expect: bad argument #2 to 'os.setlocale' (string expected, got table)
// expect: bad argument #2 to 'os.setlocale' (invalid option 'X')
