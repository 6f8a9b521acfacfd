// select over many channels, and a channel in two cases
func last(channels) {
  select {
  case v := <-channels[1]: return 1, v
  case v := <-channels[2]: return 2, v
  case channels[3] <- "sent": return 3
  case v, ok := <-channels[4]: return 4, v, ok
  case v, ok := <-channels[4]: return 5, v, ok
  }
}
result := make(chan)
channels := {make(chan), make(chan), make(chan), make(chan)}
func wait() { go func() { result <- {last(channels)} }() time.sleep(0.005) }
wait() channels[2] <- "two"
print(unpack(<-result))
wait() print(<-channels[3])
print(unpack(<-result))
wait() close(channels[4])
r := <-result
print(r[1], r[2], r[3])

// expect: 2	two
// expect: sent
// expect: 3
// expect: 4	nil	false
