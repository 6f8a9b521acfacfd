// without a buffer the receive is complete before the send returns
ch := make(chan)
got := nil
go func() { for v := range ch { got = v } }()
time.sleep(0.01)
ok := true
for i := 1; i <= 100; i++ {
  ch <- i
  if got != i { ok = false }
}
print(ok)

// expect: true
