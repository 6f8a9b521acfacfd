local count = tonumber(arg[1])

local function numbers(scale)
    local t, x = {}, 42
    for i = 1, count do
        x = (x * 16807) % 2147483647
        t[i] = x * scale
    end
    return t
end

local function less(x, y) return x < y end

local function measure(name, t, how)
    local start = os.clock()
    how(t)
    print(name, os.clock() - start, t[1])
end

measure("ints", numbers(1), table.sort)
measure("floats", numbers(0.5), table.sort)
measure("compared", numbers(1), function(t) table.sort(t, less) end)
measure("sort-by", numbers(1), function(t) table.sort(t, less) end)
