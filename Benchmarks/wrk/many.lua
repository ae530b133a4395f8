-- Scans the codes of a long list in its order, again and again. usage: wrk … -s many.lua URL -- FILE-OF-IDS
-- Each request is put together when it is its turn: a list of hundreds of thousands would take much memory.
local before, after = "", ""
ids, position = {}, 0

function init(arguments)
    local headers = {
        ["User-Agent"] = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 "
            .. "(KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
        ["Accept-Language"] = "sv-SE,sv;q=0.9,en;q=0.8",
    }
    for id in io.lines(arguments[1]) do
        ids[#ids + 1] = id
    end
    local whole = wrk.format("GET", "/r/@", headers)
    local place = whole:find("@", 1, true)
    before, after = whole:sub(1, place - 1), whole:sub(place + 1)
end

function request()
    position = position + 1
    return before .. ids[(position - 1) % #ids + 1] .. after
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format(
        'RESULT {"requests": %d, "microseconds": %d, "failed": %d, "p50": %d, "p99": %d, "p999": %d}\n',
        summary.requests, summary.duration, errors.connect + errors.read + errors.write + errors.status + errors.timeout,
        latency:percentile(50), latency:percentile(99), latency:percentile(99.9)))
end
