// heavy_loop with a loop that counts down and has no header, and with the branches the other way round.
last := tonumber(arg && arg[1]) || 5000000
func main() {
    left, state, result := last, 1, 0
    for left > 0 {
        state = (state * 3 + (last - left + 1)) % 65521
        if state % 2 == 1 {
            result -= (last - left + 1) % 7
        } else {
            result += state
        }
        left -= 1
    }
    print(result)
}
main()
