-- Sends the requests of a file one after another, then writes one line of JSON.
-- Arguments: the file, and "once" or "again" (what to do at its end). One request a line, five
-- fields between tabs: method, path, cookies, type of the body, body.

local requests = {}
local position = 0
local once = false
local looked_at = false

local function headers(cookies, kind)
   local found = { ["X-Forwarded-Proto"] = "https", ["Accept-Language"] = "nl" }
   if cookies ~= "" then
      found["Cookie"] = cookies
      found["Origin"] = "https://" .. wrk.host .. ":" .. wrk.port
      found["X-CSRFToken"] = cookies:match("csrftoken=(%w+)")
   end
   if kind ~= "" then
      found["Content-Type"] = kind
   end
   return found
end

function init(args)
   once = args[2] == "once"
   for line in io.lines(args[1]) do
      local method, path, cookies, kind, body =
         line:match("^([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)\t([^\t]*)$")
      if body == "" then
         body = nil
      end
      requests[#requests + 1] = wrk.format(method, path, headers(cookies, kind), body)
   end
end

function request()
   if not looked_at then
      -- wrk looks at one request before it begins, and sends it nowhere.
      looked_at = true
      return requests[1]
   end
   position = position + 1
   if position > #requests then
      if once then
         wrk.thread:stop()
         return requests[#requests]
      end
      position = 1
   end
   return requests[position]
end

function done(summary, latency, _)
   local errors = summary.errors
   print(string.format(
      'JSON {"requests": %d, "seconds": %f, "p50_ms": %f, "p95_ms": %f, "refused": %d, "broken": %d}',
      summary.requests, summary.duration / 1e6,
      latency:percentile(50) / 1e3, latency:percentile(95) / 1e3,
      errors.status, errors.connect + errors.read + errors.write + errors.timeout
   ))
end
