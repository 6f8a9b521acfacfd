// time.format: directives and example layouts.
func f(t, layout) { io.write("[", time.format(t, layout), "]") }
a := time.date(2024, 2, 9, 3, 4, 5)
b := time.date(2024, 11, 30, 15, 14, 25)
for _, t := range {a, b} {
    for _, d := range {"Y", "y", "C", "m", "B", "b", "h", "d", "e", "j", "H", "I", "M", "S", "p", "A", "a", "u", "w", "U", "W", "V", "G", "g", "Z", "z", "c", "x", "X", "D", "F", "T", "R", "r", "%"} { io.write(time.format(t, "%" .. d), "|") }
    print()
}
// expect: 2024|24|20|02|February|Feb|Feb|09| 9|040|03|03|04|05|AM|Friday|Fri|5|5|05|06|06|2024|24|UTC|+0000|Fri Feb  9 03:04:05 2024|02/09/24|03:04:05|02/09/24|2024-02-09|03:04:05|03:04|03:04:05 AM|%|
// expect: 2024|24|20|11|November|Nov|Nov|30|30|335|15|03|14|25|PM|Saturday|Sat|6|6|47|48|48|2024|24|UTC|+0000|Sat Nov 30 15:14:25 2024|11/30/24|15:14:25|11/30/24|2024-11-30|15:14:25|15:14|03:14:25 PM|%|
print(time.format(a, "%n%t") == "\n\t", time.format(a, "%Q%5Y%-d%é%") == "%Q%5Y%-d%é%", time.format(a, "%%Y%%%Y"), time.format(a, "\0%d\0") == "\x0009\0")
// expect: true	true	%Y%2024	true
for _, y := range {0, 5, -44, -123, 12345, 999} { f(time.date(y, 6, 1), "%Y %C %y %G") }
print()
// expect: [0000 00 00 0000][0005 00 05 0005][-0044 -00 44 -0044][-0123 -01 23 -0123][12345 123 45 12345][0999 09 99 0999]
for _, h := range {0, 1, 11, 12, 13, 23} { f(time.date(2024, 1, 1, h), "%I %p 3pm 03PM") f(time.date(2024, 1, 1, h), "3pm 03PM 15") }
print()
// expect: [12 AM 3pm 03PM][12am 12AM 00][01 AM 3pm 03PM][1am 01AM 01][11 AM 3pm 03PM][11am 11AM 11][12 PM 3pm 03PM][12pm 12PM 12][01 PM 3pm 03PM][1pm 01PM 13][11 PM 3pm 03PM][11pm 11PM 23]

// zones
for _, o := range {0, 3600, -12600, 59, -59, -61, 86399, 360000} { f({unix: 0, offset: o}, "%z %Z") f({unix: 0, offset: o, tz: "ABC"}, "-0700 -07:00 -07 Z0700 Z07:00 Z07 MST") }
print()
// expect: [+0000 UTC][+0000 +00:00 +00 Z Z Z ABC][+0100 +0100][+0100 +01:00 +01 +0100 +01:00 +01 ABC][-0330 -0330][-0330 -03:30 -03 -0330 -03:30 -03 ABC][+0000 +0000][+0000 +00:00 +00 +0000 +00:00 +00 ABC][+0000 +0000][+0000 +00:00 +00 +0000 +00:00 +00 ABC][-0001 -0001][-0001 -00:01 -00 -0001 -00:01 -00 ABC][+2359 +2359][+2359 +23:59 +23 +2359 +23:59 +23 ABC][+10000 +10000][+10000 +100:00 +100 +10000 +100:00 +100 ABC]

// example layouts: the longest token wins; names are no tokens in front of small letters
for _, l := range {"2006 06 6", "January Jan Janx JanX Januaryx", "01 1 011", "02 _2 2 __2 002 _2006 020", "Monday Mon Mond Monkey MonX", "15 3 03 30", "04 4 05 5", "PM pm Pm", "MST MSTX", "Z Z0 -0 -1", "7 8 9 0 00"} { f(a, l) }
print()
// expect: [2024 24 6][February Feb Janx FebX Februaryx][02 2 022][09  9 9  40 040 _2024 090][Friday Fri Mond Monkey FriX][03 3 03 30][04 4 05 5][AM am Pm][UTC UTCX][Z Z0 -0 -2][7 8 9 0 00]
n := time.unix(5, 120000000)
z := time.unix(5)
for _, l := range {"05.0", "05.000000000", "05.00000000000", "05.9", "05.999", "05,99", ".00", ".99x", ".01", ".09", ".990", ",0", "5.", "5.x"} { f(n, l) f(z, l) }
print()
// expect: [05.1][05.0][05.120000000][05.000000000][05.12000000000][05.00000000000][05.1][05][05.12][05][05,12][05][.12][.00][.12x][x][.01][.01][.09][.09][.990][.990][,1][,0][5.][5.][5.x][5.x]
print(time.format(a, "") == "", time.format(a, "plain") == "plain", #time.format(a, string.rep("2006", 100000)), #time.format(a, string.rep("%c", 10000)), time.format(time.unix(1e300), "%F %T"))
// expect: true	true	400000	240000	292277026596-12-04 15:30:07
