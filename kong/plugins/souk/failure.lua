--- How reading JSON fails: raised as a table, caught by the codec's entry points and returned as a value.
--
-- A failure has `position` in the text, `message`, and `malformed` when the text is no JSON at all (otherwise it is
-- JSON that does not fit the message).
-- @module souk.failure

local error, setmetatable = error, setmetatable

local M = {}

local Failure = {
  __tostring = function(self)
    return self.message
  end,
}

--- Raises: the text is not JSON.
function M.malformed(position, message)
  error(setmetatable({ malformed = true, position = position, message = message }, Failure), 0)
end

--- Raises: the value at a position does not fit.
function M.violation(position, message)
  error(setmetatable({ malformed = false, position = position, message = message }, Failure), 0)
end

--- Whether a caught error is a failure of the input (and no defect of the code).
function M.is(caught)
  return getmetatable(caught) == Failure
end

return M
