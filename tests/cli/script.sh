# Scripts: how they are found, their arguments, their modules.
. data/lib.sh
mkdir -p sub/deep folder folder.gs
cat >arguments.gs <<'END'
print(arg[0], #arg, select("#", ...))
for i, a := range ipairs(arg) { print(i, type(a), a) }
print(...)
END
cp arguments.gs plain
echo 'return "beside the script"' >sub/module.gs
echo 'return "in the current folder"' >module.gs
echo 'return "only in the current folder"' >other.gs
echo 'print(require("module"), require("other"))' >sub/script.gs

checks() {
    run arguments.gs a "b c" "" -e --tree -- -
    status 0
    out "arguments.gs	7	7
1	string	a
2	string	b c
3	string	
4	string	-e
5	string	--tree
6	string	--
7	string	-
a	b c		-e	--tree	--	-"
    run ./plain
    status 0; out_has "./plain	0	0"
    run plain x
    status 0; out_has "plain	1	1"
    run -- plain
    status 0
    run "$PWD/arguments.gs"
    out_has "$PWD/arguments.gs"

    run sub/script.gs
    status 0; out "beside the script	only in the current folder"

    run missing.gs
    status 1; out ""; err "gscript: cannot open missing.gs: no such file or directory"
    run missing/x.gs
    status 1; err "gscript: cannot open missing/x.gs: no such file or directory"
    run folder
    status 1; err "gscript: cannot open folder: is a directory"
    run folder.gs
    status 1; err "gscript: cannot open folder.gs: is a directory"
    run plain/x.gs
    status 1; err "gscript: cannot open plain/x.gs: not a directory"
    if [ "$(id -u)" -ne 0 ]; then
        touch closed.gs; chmod 0 closed.gs
        run closed.gs
        status 1; err "gscript: cannot open closed.gs: permission denied"
    fi

    : >empty.gs
    run empty.gs
    status 0; out ""; err ""
    printf '#!/usr/bin/env gscript\nprint("run")' >hash.gs
    run hash.gs
    status 0; out run
    printf '\xef\xbb\xbfprint("mark")\r\nprint("two")\r\n' >mark.gs
    run mark.gs
    status 0; out "mark
two"
    echo 'print("left") return 1, 2' >return.gs
    run return.gs
    status 0; out left
}
each_engine checks
finish
