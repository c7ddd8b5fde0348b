local health = require "souk.health"
local spec = require "spec.spec"
local describe, it, equal = spec.describe, spec.it, spec.equal

local A, B = { host = "10.0.0.1", port = 5003 }, { host = "10.0.0.2", port = 5003 }
local READY, UNREADY = { status = 200 }, { status = 503 }

--- Checks once; answers are by the target's host, and a host without one does not answer.
local function check(watch, targets, answers)
  return watch:check(targets, function(target)
    return answers[target.host]
  end)
end

describe("health", function()
  it("leaves out a target that does not answer, once it has missed enough checks", function()
    local watch = health.watch(2)
    equal({ true, true }, check(watch, { A, B }, { ["10.0.0.1"] = READY }))
    equal({ true, false }, check(watch, { A, B }, { ["10.0.0.1"] = READY }))
  end)

  it("takes it back at its first success", function()
    local watch = health.watch(1)
    equal({ false }, check(watch, { A }, {}))
    equal({ true }, check(watch, { A }, { ["10.0.0.1"] = READY }))
  end)

  it("counts misses in a row only", function()
    local watch = health.watch(2)
    check(watch, { A }, {})
    check(watch, { A }, { ["10.0.0.1"] = READY })
    equal({ true }, check(watch, { A }, {}))
    equal({ false }, check(watch, { A }, {}))
  end)

  it("leaves out a target that is not ready while another one is", function()
    local watch = health.watch(1)
    equal({ false, true }, check(watch, { A, B }, { ["10.0.0.1"] = UNREADY, ["10.0.0.2"] = READY }))
  end)

  it("asks targets that are not ready when none is", function()
    local watch = health.watch(1)
    equal({ true, true }, check(watch, { A, B }, { ["10.0.0.1"] = UNREADY, ["10.0.0.2"] = UNREADY }))
    equal({ true, false }, check(watch, { A, B }, { ["10.0.0.1"] = UNREADY }))
  end)

  it("forgets targets that left", function()
    local watch = health.watch(2)
    check(watch, { A, B }, { ["10.0.0.1"] = READY })
    check(watch, { A }, { ["10.0.0.1"] = READY })
    equal({ true, true }, check(watch, { A, B }, { ["10.0.0.1"] = READY }))
  end)

  it("has nothing to say of no targets", function()
    equal({}, check(health.watch(1), {}, {}))
  end)
end)
