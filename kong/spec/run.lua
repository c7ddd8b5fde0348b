--- Runs specs: `cd kong && luajit spec/run.lua [spec/router_spec.lua ...]` (all of them by default).
package.path = "plugins/?.lua;./?.lua;" .. package.path

local spec = require "spec.spec"

local files = #arg > 0 and arg or dofile("spec/all.lua")
for _, file in ipairs(files) do
  dofile(file)
end

local failed = 0
local results = spec.run()
for _, result in ipairs(results) do
  if result.failure then
    failed = failed + 1
    print("FAILED " .. result.name .. "\n  " .. result.failure)
  end
end
print(string.format("%d cases, %d failed", #results, failed))
os.exit(failed == 0 and 0 or 1)
