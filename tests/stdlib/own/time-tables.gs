// time: tables of moments, arithmetic at the ends of the range, what is read and what is not.
func e(f, ...) { ok, m := pcall(f, ...); print(m) }
func show(t) { print(t.year, t.month, t.day, t.hour, t.min, t.sec, t.nsec, t.unix, t.weekday, t.yearday, t.tz, t.offset) }
keys := {}
for k := range time.now() { table.insert(keys, k) }
print(table.concat(keys, " "))
// expect: year month day hour min sec nsec unix weekday yearday tz offset

show(time.unix(0))
show(time.unix(-1, -1))
show(time.unix(0, -1))
show(time.unix("1e3", "5"))
show(time.unix(-1.9, 1.9))
show(time.unix(951782400))
show(time.unix(-62167219200))
show(time.unix(-62167219201))
show(time.unix(0, 1e300))
show(time.unix(1e300))
show(time.unix(-1e300, -1e300))
// expect: 1970	1	1	0	0	0	0	0.0	4	1	UTC	0
// expect: 1969	12	31	23	59	58	999999999	-1.000000001	3	365	UTC	0
// expect: 1969	12	31	23	59	59	999999999	-1e-09	3	365	UTC	0
// expect: 1970	1	1	0	16	40	5	1000.000000005	4	1	UTC	0
// expect: 1969	12	31	23	59	59	1	-0.999999999	3	365	UTC	0
// expect: 2000	2	29	0	0	0	0	951782400.0	2	60	UTC	0
// expect: 0	1	1	0	0	0	0	-62167219200.0	6	1	UTC	0
// expect: -1	12	31	23	59	59	0	-62167219201.0	5	365	UTC	0
// expect: 2262	4	11	23	47	16	854775807	9223372036.854776	5	101	UTC	0
// expect: 292277026596	12	4	15	30	7	0	9.223372036854776e+18	0	339	UTC	0
// expect: -292277022657	1	27	8	29	52	0	-9.223372036854776e+18	0	27	UTC	0

show(time.date(2024, 2, 30, 25, 61, 61))
show(time.date(0, 0, 0))
show(time.date(-1, -24, -366, -25, -61, -61))
show(time.date(1e300, 1e300, 1e300, 1e300, 1e300, 1e300))
show(time.date("2000", 1.9, "0x1", nil, nil, 59.9))
// expect: 2024	3	2	2	2	1	0	1709344921.0	6	62	UTC	0
// expect: -1	11	30	0	0	0	0	-62169984000.0	2	334	UTC	0
// expect: -5	11	28	21	57	59	0	-62296308121.0	2	332	UTC	0
// expect: 292277026596	12	4	15	30	7	999999999	9.223372036854776e+18	0	339	UTC	0
// expect: 2000	1	1	0	0	59	0	946684859.0	6	1	UTC	0
// The calendar agrees with itself: a day later is the next day, over four hundred years and around year 0.
wrong := 0
for _, start := range {-146097 * 3, -719528 - 400, 146097 - 200} {
    last := time.unix(start * 86400)
    for i := 1; i <= 800; i++ {
        t := time.unix((start + i) * 86400)
        next := t.day == last.day + 1 && t.month == last.month || t.day == 1 && (t.month == last.month + 1 || t.month == 1 && t.year == last.year + 1 && last.day == 31)
        if !next || t.weekday != (last.weekday + 1) % 7 || time.date(t.year, t.month, t.day).unix != t.unix { wrong++ }
        last = t
    }
}
print(wrong)
// expect: 0

// how tables are read: unix first, nsec for the digits that a double lacks
func read(t) { show(time.add(t, 0)) }
read({})
read({unix: 5, year: 2024, month: {}, hour: "x"})
read({unix: 1.5, nsec: 500000001})
read({unix: 1.5, nsec: 600000000})
read({unix: 1, nsec: 999999999})
read({unix: 1.9999999, nsec: 1})
read({unix: 1.5, nsec: -1})
read({unix: 1.5, nsec: 1e18})
read({unix: 2**62, nsec: 7})
read({unix: 0.1, offset: 3600, tz: "X"})
read({unix: "2.5"})
read({year: 2024, month: 14, day: "3", hour: 1.9, min: -1, sec: 3601, nsec: 2e9})
read({year: 2024, offset: 7200})
read({year: 2024, offset: -1, tz: 12})
read(setmetatable({}, {__index: {year: 2000}}))
// expect: 1970	1	1	0	0	0	0	0.0	4	1	UTC	0
// expect: 1970	1	1	0	0	5	0	5.0	4	1	UTC	0
// expect: 1970	1	1	0	0	1	500000001	1.500000001	4	1	UTC	0
// expect: 1970	1	1	0	0	1	500000000	1.5	4	1	UTC	0
// expect: 1970	1	1	0	0	0	999999999	0.999999999	4	1	UTC	0
// expect: 1970	1	1	0	0	2	1	2.000000001	4	1	UTC	0
// expect: 1970	1	1	0	0	1	500000000	1.5	4	1	UTC	0
// expect: 1970	1	1	0	0	1	500000000	1.5	4	1	UTC	0
// expect: 146138514283	6	19	7	45	4	7	4.611686018427388e+18	2	170	UTC	0
// expect: 1970	1	1	1	0	0	100000000	0.1	4	1	X	3600
// expect: 1970	1	1	0	0	2	500000000	2.5	4	1	UTC	0
// expect: 2025	2	3	1	59	3	0	1738547943.0	1	34	UTC	0
// expect: 2024	1	1	0	0	0	0	1704060000.0	1	1		7200
// expect: 2024	1	1	0	0	0	0	1704067201.0	1	1	12	-1
// expect: 1970	1	1	0	0	0	0	0.0	4	1	UTC	0
for _, t := range {{unix: "x"}, {unix: {}}, {unix: 0 / 0}, {unix: 1 / 0}, {year: "x"}, {month: true}, {nsec: {}}, {unix: 1, nsec: "n"}, {unix: 1, offset: {}}, {tz: {}}, {unix: 1, tz: true}, {day: -1 / 0}} { e(time.add, t, 0) }
// expect: bad argument #1 to 'time.add' (field 'unix': number expected, got string)
// expect: bad argument #1 to 'time.add' (field 'unix': number expected, got table)
// expect: bad argument #1 to 'time.add' (field 'unix': number has no integer representation)
// expect: bad argument #1 to 'time.add' (field 'unix': number has no integer representation)
// expect: bad argument #1 to 'time.add' (field 'year': number expected, got string)
// expect: bad argument #1 to 'time.add' (field 'month': number expected, got boolean)
// expect: bad argument #1 to 'time.add' (field 'nsec': number expected, got table)
// expect: bad argument #1 to 'time.add' (field 'nsec': number expected, got string)
// expect: bad argument #1 to 'time.add' (field 'offset': number expected, got table)
// expect: bad argument #1 to 'time.add' (field 'tz': string expected, got table)
// expect: bad argument #1 to 'time.add' (field 'tz': string expected, got boolean)
// expect: bad argument #1 to 'time.add' (field 'day': number has no integer representation)

// rounding to nanoseconds, ties away from zero
for _, s := range {1e-9, 5e-10, 4.9e-10, -5e-10, -1.5, 0.1, 1e-300, "2.25", 123456.789, -1e-9} { t := time.add(time.unix(0), s); io.write(t.unix, " ") }
print()
// expect: 1e-09 1e-09 0.0 -1e-09 -1.5 0.1 0.0 2.25 123456.789 -1e-09 
print(time.diff(time.unix(5), time.unix(3)), time.diff(time.unix(1e300), time.unix(-1e300)), time.diff({unix: 1, nsec: 0}, {unix: 1, nsec: 1}), time.diff(time.unix(0, 1), time.unix(0)))
print(time.isBefore(time.unix(0), time.unix(0, 1)), time.isAfter(time.unix(0), time.unix(0, 1)), time.isBefore({}, {}), time.isAfter({offset: -60}, {}))
print(time.weekday({year: 2024, month: 2, day: 29}), time.month({unix: -1}), time.weekday({unix: 0, offset: -1}), time.month({unix: 0, offset: -1}))
print(time.since(time.now()) < 5, time.since({unix: 0}) > 1.7e9, time.since(time.add(time.now(), 100)) < -99)
// expect: -2.0	-1.8446744073709552e+19	1e-09	-1e-09
// expect: true	false	false	true
// expect: Thursday	December	Wednesday	December
// expect: true	true	true

// sleeping: others go on, the order of waking is that of the times
log := {}
done := make(chan, 4)
for _, s := range {0.06, 0.02, 0.04, 0} { go func() { time.sleep(s); table.insert(log, s); done <- 1 }() }
for i := 1; i <= 4; i++ { <-done }
print(table.concat(log, " "), select("#", time.sleep(-1 / 0)), select("#", time.sleep(0 / 0)), select("#", time.sleep("0")))
co := coroutine.wrap(func() { time.sleep(0.01); coroutine.yield("slept"); return coroutine.status(coroutine.running()) })
print(co(), co())
// expect: 0 0.02 0.04 0.06	0	0	0
// expect: slept	running

for _, f := range {"unix", "date", "sleep", "since", "diff", "add", "isBefore", "isAfter", "weekday", "month", "format"} { e(time[f]) }
// expect: bad argument #1 to 'time.unix' (number expected, got no value)
// expect: bad argument #1 to 'time.date' (number expected, got no value)
// expect: bad argument #1 to 'time.sleep' (number expected, got no value)
// expect: bad argument #1 to 'time.since' (table expected, got no value)
// expect: bad argument #1 to 'time.diff' (table expected, got no value)
// expect: bad argument #1 to 'time.add' (table expected, got no value)
// expect: bad argument #1 to 'time.isBefore' (table expected, got no value)
// expect: bad argument #1 to 'time.isAfter' (table expected, got no value)
// expect: bad argument #1 to 'time.weekday' (table expected, got no value)
// expect: bad argument #1 to 'time.month' (table expected, got no value)
// expect: bad argument #1 to 'time.format' (table expected, got no value)
e(time.diff, {}, 5) e(time.add, {}, "x") e(time.add, {}, 0 / 0) e(time.add, {}, -1 / 0) e(time.isAfter, {}, {year: {}}) e(time.format, {}, {}) e(time.unix, 0, {}) e(time.date, 1, 2, 3, 4, 5, 1 / 0) e(time.sleep, {})
// expect: bad argument #2 to 'time.diff' (table expected, got number)
// expect: bad argument #2 to 'time.add' (number expected, got string)
// expect: bad argument #2 to 'time.add' (number has no integer representation)
// expect: bad argument #2 to 'time.add' (number has no integer representation)
// expect: bad argument #2 to 'time.isAfter' (field 'year': number expected, got table)
// expect: bad argument #2 to 'time.format' (string expected, got table)
// expect: bad argument #2 to 'time.unix' (number expected, got table)
// expect: bad argument #6 to 'time.date' (number has no integer representation)
// expect: bad argument #1 to 'time.sleep' (number expected, got table)
