-- Scans codes as phones that open a connection for each scan. usage: wrk … -s single.lua URL -- FILE-OF-IDS
local requests, position = {}, 0

function setup(thread)
    thread:set("offset", math.floor(1000 * math.random()))
end

function init(arguments)
    local headers = {
        ["User-Agent"] = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 "
            .. "(KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1",
        ["Accept"] = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
        ["Accept-Language"] = "sv-SE,sv;q=0.9,en;q=0.8",
        ["Accept-Encoding"] = "gzip, deflate, br",
        ["Connection"] = "close",
    }
    for id in io.lines(arguments[1]) do
        requests[#requests + 1] = wrk.format("GET", "/r/" .. id, headers)
    end
    position = offset
end

function request()
    position = position % #requests + 1
    return requests[position]
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format(
        'RESULT {"requests": %d, "microseconds": %d, "failed": %d, "p50": %d, "p99": %d, "p999": %d}\n',
        summary.requests, summary.duration, errors.connect + errors.read + errors.write + errors.status + errors.timeout,
        latency:percentile(50), latency:percentile(99), latency:percentile(99.9)))
end
