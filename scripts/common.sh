# Shell functions that ./gscript and ./check share: install the Debian packages, configure and build.
# Expects $root, the repository; everything is said on standard error.

say() { printf '%s: %s\n' "${tool:-gscript}" "$*" >&2; }
die() { say "$*"; exit 1; }

# packages_of PART...: the packages that packages.txt lists below these parts.
packages_of() {
    local part= line wanted=" $* "
    while IFS= read -r line; do
        line=${line%%#*}
        line=${line//[[:space:]]/}
        case $line in
            '') ;;
            '['*']') part=${line:1:-1} ;;
            *) [[ $wanted == *" $part "* ]] && echo "$line" ;;
        esac
    done <"$root/packages.txt"
}

# missing_packages PACKAGE...: those that are not installed.
missing_packages() {
    local installed package
    installed=" $(dpkg-query -W -f='${Package} ${db:Status-Status}\n' "$@" 2>/dev/null |
        sed -n 's/ installed$//p' | tr '\n' ' ')"
    for package in "$@"; do
        [[ $installed == *" $package "* ]] || echo "$package"
    done
}

# follow_apt: turns apt-get's output into a few lines of progress.
follow_apt() {
    local line unpacked=0 set_up=0
    while IFS= read -r line; do
        case $line in
            'Need to get '*) line=${line#Need to get } && say "downloading ${line%.}" ;;
            'Unpacking '*) ((unpacked++)) || say "unpacking" ;;
            'Setting up '*) ((set_up++ % 20)) || say "setting up, package $set_up" ;;
        esac
    done
}

# ensure_packages PART...: installs what is missing of these parts of packages.txt.
ensure_packages() {
    local wanted missing become=() log
    mapfile -t wanted < <(packages_of "$@")
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        say "this is no Debian-like system, so nothing is installed; the equivalents of these packages are needed:" \
            "${wanted[*]}"
        return 0
    fi
    mapfile -t missing < <(missing_packages "${wanted[@]}")
    ((${#missing[@]})) || return 0
    say "these packages are missing and will be installed: ${missing[*]}"
    if ((EUID != 0)); then
        command -v sudo >/dev/null 2>&1 ||
            die "neither root nor sudo; please have somebody run: apt-get install ${missing[*]}"
        become=(sudo)
        [[ -t 2 ]] || become=(sudo -n)
        "${become[@]}" true || die "sudo does not let me install; please run: sudo apt-get install ${missing[*]}"
    fi
    log=$(mktemp "${TMPDIR:-/tmp}/gscript-apt-XXXXXX")
    local apt=("${become[@]}" env DEBIAN_FRONTEND=noninteractive LC_ALL=C apt-get
        -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3)
    say "apt-get update"
    "${apt[@]}" update </dev/null >"$log" 2>&1 || say "apt-get update had problems, going on with the lists at hand"
    say "apt-get install (a few minutes on a fresh machine)"
    "${apt[@]}" install -y --no-install-recommends "${missing[@]}" </dev/null 2>&1 | tee -a "$log" | follow_apt
    mapfile -t missing < <(missing_packages "${wanted[@]}")
    if ((${#missing[@]})); then
        tail -n 15 "$log" >&2
        rm -f "$log"
        die "could not install: ${missing[*]}"
    fi
    rm -f "$log"
    say "packages installed"
}

# follow_ninja: ninja's own progress on a terminal; elsewhere a line for each fifth of the work, and what goes wrong.
follow_ninja() {
    local line percent shown=0 quiet=1
    while IFS= read -r line; do
        if [[ $line =~ ^\[\ *([0-9]+)%\]\  ]]; then
            percent=${BASH_REMATCH[1]}
            quiet=1
            if ((percent / 20 > shown)); then
                shown=$((percent / 20))
                say "$percent % compiled"
            fi
        elif [[ $line == FAILED:* || $quiet == 0 ]]; then
            quiet=0
            printf '%s\n' "$line" >&2
        elif [[ $line == *warning:* || $line == *error:* ]]; then
            printf '%s\n' "$line" >&2
        fi
    done
}

# configure PRESET [OPTIONS...]: cmake, silent unless it fails.
configure() {
    local preset=$1 folder=$root/build log
    shift
    [[ $preset == release ]] || folder=$root/build-$preset
    # A build folder that was moved or copied with the repository knows the wrong paths.
    if [[ -f $folder/CMakeCache.txt ]] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$folder/CMakeCache.txt"; then
        say "$folder belongs to another folder, starting afresh"
        rm -rf "$folder/CMakeCache.txt" "$folder/CMakeFiles" "$folder/build.ninja"
    fi
    mkdir -p "$folder" || die "cannot write to $folder"
    log=$folder/configure.log
    if ! (cd "$root" && cmake --preset "$preset" "$@") >"$log" 2>&1 </dev/null; then
        tail -n 25 "$log" >&2
        say "cmake failed"
        return 1
    fi
}

# build PRESET TARGET...: ninja; progress on standard error.
build() {
    local folder=$root/build
    [[ $1 == release ]] || folder=$root/build-$1
    shift
    if [[ -t 2 ]]; then
        ninja -C "$folder" "$@" </dev/null >&2
    else
        NINJA_STATUS='[%p] ' ninja -C "$folder" "$@" </dev/null 2>&1 | follow_ninja
        return "${PIPESTATUS[0]}"
    fi
}

# build_product [TARGET...]: build/gscript, and these targets, from the sources, under a lock because calls may come at
# the same time. The stamp that ./gscript compares the sources with is taken before the build: what changes during it
# is seen at the next call. $cmake_options, an array, goes to cmake.
build_product() {
    mkdir -p "$root/build" || die "cannot write to $root/build"
    exec 9>"$root/build/.lock"
    flock 9
    touch "$root/build/.stamp.new"
    ensure_packages build
    say "building build/gscript"
    { configure release "${cmake_options[@]}" && build release gscript "$@"; } 9>&- || die "the build failed"
    mv "$root/build/.stamp.new" "$root/build/.stamp"
    exec 9>&-
}
