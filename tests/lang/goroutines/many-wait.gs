// timeout: 60
// many sleep and many are parked on channels while garbage is made and collected
n := 0
for i := 1; i <= 2000; i++ { go func() { time.sleep((i % 50) / 1000) n++ }() }
for n < 2000 { time.sleep(0.01) }
print(n)
answer := make(chan)
channels := {}
for i := 1; i <= 1000; i++ {
  ch := make(chan)
  channels[i] = ch
  go func() {
    t := {name: "number " .. i, list: {}}
    for j := 1; j < 20; j++ { t.list[j] = {j} }
    v := <-ch
    if t.name != "number " .. i || t.list[7][1] != 7 { print("damaged") }
    answer <- v
  }()
}
time.sleep(0.01)
for r := 1; r <= 200000; r++ { x := {r, {r}} }
collectgarbage()
sum := 0
for i := 1; i <= 1000; i++ { channels[i] <- i sum += <-answer }
print(sum)

// expect: 2000
// expect: 500500
