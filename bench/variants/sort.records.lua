local count, times = tonumber(arg and arg[1]) or 50000, tonumber(arg and arg[2]) or 3
local function main()
  local function arrange(list, first, last)
    while true do
      if first >= last then return end
      local middle = list[(first + last - (first + last) % 2) / 2].key
      local up, down = first, last
      while true do
        if up > down then break end
        while middle > list[up].key do up = up + 1 end
        while middle < list[down].key do down = down - 1 end
        if up <= down then
          local kept = list[up]
          list[up] = list[down]
          list[down] = kept
          up = up + 1
          down = down - 1
        end
      end
      if down - first >= last - up then
        arrange(list, up, last)
        last = down
      else
        arrange(list, first, down)
        first = up
      end
    end
  end
  local sum, round = 0, 1
  while round <= times do
    local list, x, i = {}, 42 + round, 1
    while i <= count do
      x = (x * 16807) % 2147483647
      list[i] = {key = x}
      i = i + 1
    end
    arrange(list, 1, count)
    i = 2
    while i <= count do
      if list[i - 1].key > list[i].key then error("not sorted") end
      i = i + 1
    end
    sum = (sum + list[1].key + list[count].key) % 1000000007
    round = round + 1
  end
  print(string.format("%d", sum))
end
main()
