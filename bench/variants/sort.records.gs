// sort of records by one of their fields, as a local function with other names.
count, times := tonumber(arg && arg[1]) || 50000, tonumber(arg && arg[2]) || 3
func main() {
    func arrange(list, first, last) {
        for {
            if first >= last { return }
            middle := list[(first + last - (first + last) % 2) / 2].key
            up, down := first, last
            for {
                if up > down { break }
                for middle > list[up].key { up = up + 1 }
                for middle < list[down].key { down = down - 1 }
                if up <= down {
                    kept := list[up]
                    list[up] = list[down]
                    list[down] = kept
                    up = up + 1
                    down = down - 1
                }
            }
            if down - first >= last - up {
                arrange(list, up, last)
                last = down
            } else {
                arrange(list, first, down)
                first = up
            }
        }
    }
    sum, round := 0, 1
    for round <= times {
        list, x, i := {}, 42 + round, 1
        for i <= count {
            x = (x * 16807) % 2147483647
            list[i] = {key: x}
            i++
        }
        arrange(list, 1, count)
        i = 2
        for i <= count {
            if list[i - 1].key > list[i].key { error("not sorted") }
            i++
        }
        sum = (sum + list[1].key + list[count].key) % 1000000007
        round++
    }
    print(sum)
}
main()
