-- Prints what wrk measured as JSON, times in milliseconds.
function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    'FIGURES {"count": %d, "per_second": %.2f, "errors": %d, "p50": %.3f, "p95": %.3f, "max": %.3f}\n',
    summary.requests, summary.requests / (summary.duration / 1e6),
    errors.connect + errors.read + errors.write + errors.status + errors.timeout,
    latency:percentile(50) / 1000, latency:percentile(95) / 1000, latency.max / 1000))
end
