-- Makes dynamic codes, each with a destination of its own. usage: wrk … -s create.lua URL -- KEY
local headers, count = {}, 0
local threads = 0

function setup(thread)
    threads = threads + 1
    thread:set("number", threads)
end

function init(arguments)
    headers = { ["Authorization"] = "Bearer " .. arguments[1], ["Content-Type"] = "application/json" }
end

function request()
    count = count + 1
    local body = string.format(
        '{"data":"https://www.example.com/campaigns/%d/%d","name":"Poster %d","tags":["spring"]}', number, count, count)
    return wrk.format("POST", "/api/qr/codes", headers, body)
end

function done(summary, latency)
    local errors = summary.errors
    io.write(string.format(
        'RESULT {"requests": %d, "microseconds": %d, "failed": %d, "p50": %d, "p99": %d, "p999": %d}\n',
        summary.requests, summary.duration, errors.connect + errors.read + errors.write + errors.status + errors.timeout,
        latency:percentile(50), latency:percentile(99), latency:percentile(99.9)))
end
