-- Scans codes as phones do. usage: wrk … -s redirect.lua URL -- FILE-OF-IDS
-- Each connection takes the next id of a shuffled list, and the requests are put together before the clock starts.
dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "phone.lua")
local requests, position = {}, 0

function setup(thread)
    thread:set("offset", math.floor(1000 * math.random()))
end

function init(arguments)
    for id in io.lines(arguments[1]) do
        requests[#requests + 1] = wrk.format("GET", "/r/" .. id, headers)
    end
    position = offset
end

function request()
    position = position % #requests + 1
    return requests[position]
end
