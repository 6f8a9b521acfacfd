// os.time, os.date and the clocks, also in time zones with daylight saving time.
func e(f, ...) { ok, m := pcall(f, ...); print(m) }
print(math.type(os.time()), math.abs(os.time() - time.now().unix) < 2, math.type(os.clock()), os.difftime(3, "1"), os.difftime(-1.5, 2))
// expect: integer	true	float	2.0	-3.5
func show(t) { print(t.year, t.month, t.day, t.hour, t.min, t.sec, t.wday, t.yday, t.isdst) }

// fields carry over, and the table is put right
t := {year: 2024, month: 1, day: 1}
print(os.time(t))
show(t)
t = {year: 2023, month: -11, day: 0, hour: -1, min: 1e3, sec: -1e6, other: "kept"}
print(os.time(t), t.other)
show(t)
t = {year: 1, month: 1, day: 1, hour: 0}
print(os.time(t))
t = {year: 3e9, month: 12, day: 31, hour: 0}
print(os.time(t), os.date("!%F", os.time(t)), t.year)
print(os.time({year: 1e300, month: 1, day: 1}), os.time({year: "2000", month: "0x1", day: 1.9, hour: "0"}))
// expect: 1704110400
// expect: 2024	1	1	12	0	0	2	1	false
// expect: 1639965200	kept
// expect: 2021	12	20	1	53	20	2	354	false
// expect: -62135596800
// expect: 9.46707938643168e+16	3000000000-12-31	3000000000
// expect: 9.223372036854776e+18	946684800
e(os.time, {}) e(os.time, {year: 1, month: 1}) e(os.time, {year: {}, month: 1, day: 1}) e(os.time, {year: 1, month: "x", day: 1}) e(os.time, {year: 1, month: 1, day: 0 / 0})
e(os.time, {year: 1, month: 1, day: 1, hour: true}) e(os.time, {year: 1, month: 1, day: 1, min: "m"}) e(os.time, {day: "x", year: "y"}) e(os.time, 5) e(os.time, setmetatable({}, {__index: func() { return 1 }}))
// expect: field 'year' missing in date table
// expect: field 'day' missing in date table
// expect: field 'year' is not an integer
// expect: field 'month' is not an integer
// expect: field 'day' is not an integer
// expect: field 'hour' is not an integer
// expect: field 'min' is not an integer
// expect: field 'year' is not an integer
// expect: bad argument #1 to 'os.time' (table expected, got number)
// expect: field 'year' missing in date table

// date
print(os.date("!%F %T", -1), os.date("!%F %T", -0.5), os.date("!%F", 1e18), os.date("!%c", -1e300))
print(os.date("!*t").hour == os.date("!*t", os.time()).hour, type(os.date("*t")), os.date("!*t", 0).yday, os.date("! *t", 0), os.date("!*tt", 0))
keys := {}
for k := range os.date("!*t", 0) { table.insert(keys, k) }
print(table.concat(keys, " "))
print(os.date("2006-01-02"), os.date("!!%Y", 0), os.date("\0%d\0", 0) == "\x0001\0", os.date(2006), #os.date(string.rep("%c ", 10000), 0))
// expect: 1969-12-31 23:59:59	1970-01-01 00:00:00	31688740476-10-23	Sun Jan 27 08:29:52 -292277022657
// expect: true	table	1	 *t	*tt
// expect: year month day hour min sec wday yday isdst
// expect: 2006-01-02	!1970	true	2006	250000
for _, f := range {"%", "%%%", "%Ex", "% Y", "%é", "%\0", "%Y%L", "!%k"} { ok, m := pcall(os.date, f); print(string.replaceAll(m, "\0", "0")) }
// expect: bad argument #1 to 'os.date' (invalid conversion specifier '%')
// expect: bad argument #1 to 'os.date' (invalid conversion specifier '%')
// expect: bad argument #1 to 'os.date' (invalid conversion specifier '%E')
// expect: bad argument #1 to 'os.date' (invalid conversion specifier '% ')
// expect: bad argument #1 to 'os.date' (invalid conversion specifier '%é')
// expect: bad argument #1 to 'os.date' (invalid conversion specifier '%0')
// expect: bad argument #1 to 'os.date' (invalid conversion specifier '%L')
// expect: bad argument #1 to 'os.date' (invalid conversion specifier '%k')
e(os.date, {}) e(os.date, "%Y", {}) e(os.date, "%Y", "x") e(os.date, "%Y", 1 / 0) e(os.difftime) e(os.difftime, 1) e(os.difftime, "x", 1)
// expect: bad argument #1 to 'os.date' (string expected, got table)
// expect: bad argument #2 to 'os.date' (number expected, got table)
// expect: bad argument #2 to 'os.date' (number expected, got string)
// expect: bad argument #2 to 'os.date' (number has no integer representation)
// expect: bad argument #1 to 'os.difftime' (number expected, got no value)
// expect: bad argument #2 to 'os.difftime' (number expected, got no value)
// expect: bad argument #1 to 'os.difftime' (number expected, got string)

// a zone with daylight saving time, described without any file
os.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
func local(t) { io.write(os.time(t), " "); show(t) }
local({year: 2024, month: 1, day: 1})
local({year: 2024, month: 7, day: 1})
local({year: 2024, month: 7, day: 1, isdst: false})
local({year: 2024, month: 3, day: 31, hour: 2, min: 30})
local({year: 2024, month: 10, day: 27, hour: 2, min: 30, isdst: true})
local({year: 2024, month: 10, day: 27, hour: 2, min: 30, isdst: false})
// expect: 1704106800 2024	1	1	12	0	0	2	1	false
// expect: 1719828000 2024	7	1	12	0	0	2	183	true
// expect: 1719831600 2024	7	1	13	0	0	2	183	true
// expect: 1711848600 2024	3	31	3	30	0	1	91	true
// expect: 1729989000 2024	10	27	2	30	0	1	301	true
// expect: 1729992600 2024	10	27	2	30	0	1	301	false
print(os.date("%F %T %Z %z", 1720000000), os.date("%F %T %Z %z", 1700000000), os.date("!%T %Z %z", 1720000000))
print(os.date("*t", 1720000000).isdst, os.date("*t", 1700000000).isdst, os.date("!*t", 1720000000).isdst)
now := time.now()
print(time.format(now, "%H %Z %z") == os.date("%H %Z %z", now.unix), now.tz == (now.offset == 7200 && "CEST" || "CET"))
// expect: 2024-07-03 11:46:40 CEST +0200	2023-11-14 23:13:20 CET +0100	09:46:40 UTC +0000
// expect: true	false	false
// expect: true	true
