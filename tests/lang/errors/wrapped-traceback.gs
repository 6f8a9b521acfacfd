// The report of an error that came through two wrapped coroutines shows all of them, and deferred calls run before it.
w := coroutine.wrap(func() {
    inner := coroutine.wrap(func() { error("wrapped") })
    inner()
})
func caller() { w() }
defer print("deferred")
caller()
// expect: deferred
// expect error: wrapped-traceback.gs:3: wrapped
// expect error: in function 'error'
// expect error: wrapped-traceback.gs:4: in function
// expect error: wrapped-traceback.gs:6: in function 'caller'
// expect error: wrapped-traceback.gs:8: in main chunk
