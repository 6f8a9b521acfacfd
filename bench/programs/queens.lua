local n = tonumber(arg and arg[1]) or 11
local function solve(n, report)
  local columns, rising, falling, places = {}, {}, {}, {}
  for i = 1, 2 * n do columns[i], rising[i], falling[i] = false, false, false end
  local count = 0
  local function place(row)
    if row > n then
      count = count + 1
      if count == 1 then report(places) end
      return
    end
    for column = 1, n do
      local up, down = row + column, row - column + n
      if not columns[column] and not rising[up] and not falling[down] then
        columns[column], rising[up], falling[down] = true, true, true
        places[row] = column
        place(row + 1)
        columns[column], rising[up], falling[down] = false, false, false
      end
    end
  end
  place(1)
  return count
end
print(solve(n, function(places) print(table.concat(places, " ")) end))
