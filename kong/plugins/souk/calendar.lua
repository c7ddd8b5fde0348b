--- Days, dates and the text of `Timestamp` (RFC 3339) and `Duration`, without the C library's time zones.
-- @module souk.calendar

local format, match, sub, find, rep = string.format, string.match, string.sub, string.find, string.rep
local floor, abs = math.floor, math.abs
local tonumber = tonumber

local M = {}

--- 0001-01-01T00:00:00Z and 9999-12-31T23:59:59Z, in seconds since 1970.
local FIRST_SECOND, LAST_SECOND = -62135596800, 253402300799
--- About 10,000 years (google/protobuf/duration.proto).
local LONGEST = 315576000000

--- Days since 1970-01-01 of a date of the proleptic Gregorian calendar.
local function days_of(year, month, day)
  if month <= 2 then
    year, month = year - 1, month + 12
  end
  local era = floor(year / 400)
  local year_of_era = year - era * 400
  local day_of_year = floor((153 * (month - 3) + 2) / 5) + day - 1
  local day_of_era = year_of_era * 365 + floor(year_of_era / 4) - floor(year_of_era / 100) + day_of_year
  return era * 146097 + day_of_era - 719468
end

--- The date of a number of days since 1970-01-01.
local function date_of(days)
  days = days + 719468
  local era = floor(days / 146097)
  local doe = days - era * 146097
  local yoe = floor((doe - floor(doe / 1460) + floor(doe / 36524) - floor(doe / 146096)) / 365)
  local doy = doe - (365 * yoe + floor(yoe / 4) - floor(yoe / 100))
  local mp = floor((5 * doy + 2) / 153)
  local day = doy - floor((153 * mp + 2) / 5) + 1
  local month = mp < 10 and mp + 3 or mp - 9
  return yoe + era * 400 + (month <= 2 and 1 or 0), month, day
end

local MONTH_DAYS = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }

local function days_in(year, month)
  if month == 2 and year % 4 == 0 and (year % 100 ~= 0 or year % 400 == 0) then
    return 29
  end
  return MONTH_DAYS[month]
end

--- A fraction of a second with 0, 3, 6 or 9 digits.
local function fraction_text(nanos)
  if nanos == 0 then
    return ""
  elseif nanos % 1000000 == 0 then
    return format(".%03d", nanos / 1000000)
  elseif nanos % 1000 == 0 then
    return format(".%06d", nanos / 1000)
  end
  return format(".%09d", nanos)
end

--- The nanoseconds of the digits behind the point, or nil when there are more than nine.
local function nanos_of(digits)
  if #digits > 9 then
    return nil
  end
  return tonumber(digits .. rep("0", 9 - #digits))
end

--- Writes a timestamp.
-- @return the text, or nil when it is out of range
function M.timestamp_text(seconds, nanos)
  if seconds < FIRST_SECOND or seconds > LAST_SECOND or nanos < 0 or nanos > 999999999 then
    return nil
  end
  local days = floor(seconds / 86400)
  local rest = seconds - days * 86400
  local year, month, day = date_of(days)
  local hour = floor(rest / 3600)
  local minute = floor(rest / 60) - hour * 60
  return format("%04d-%02d-%02dT%02d:%02d:%02d", year, month, day, hour, minute, rest % 60)
    .. fraction_text(nanos) .. "Z"
end

local function offset_of(zone)
  if zone == "Z" then
    return 0
  end
  local sign, hours, minutes = match(zone, "^([-+])(%d%d):(%d%d)$")
  hours, minutes = tonumber(hours), tonumber(minutes)
  if not sign or hours > 23 or minutes > 59 then
    return nil
  end
  local offset = hours * 3600 + minutes * 60
  return sign == "-" and -offset or offset
end

--- Reads a timestamp.
-- @return seconds, nanos; nil when the text is no RFC 3339 time from the years 1 to 9999
function M.timestamp_of(text)
  local year, month, day, hour, minute, second, rest =
    match(text, "^(%d%d%d%d)%-(%d%d)%-(%d%d)T(%d%d):(%d%d):(%d%d)(.+)$")
  if not year then
    return nil
  end
  year, month, day = tonumber(year), tonumber(month), tonumber(day)
  hour, minute, second = tonumber(hour), tonumber(minute), tonumber(second)
  if year < 1 or month < 1 or month > 12 or day < 1 or day > days_in(year, month) or hour > 23 or minute > 59
    or second > 59 then
    return nil
  end
  local nanos = 0
  local fraction = match(rest, "^%.(%d+)")
  if fraction then
    nanos = nanos_of(fraction)
    rest = sub(rest, #fraction + 2)
  end
  local offset = offset_of(rest)
  if not nanos or not offset then
    return nil
  end
  local seconds = days_of(year, month, day) * 86400 + hour * 3600 + minute * 60 + second - offset
  if seconds < FIRST_SECOND or seconds > LAST_SECOND then
    return nil
  end
  return seconds, nanos
end

--- Writes a duration.
-- @return the text, or nil when it is out of range or its parts differ in sign
function M.duration_text(seconds, nanos)
  if abs(seconds) > LONGEST or abs(nanos) > 999999999 or seconds * nanos < 0 then
    return nil
  end
  local sign = (seconds < 0 or nanos < 0) and "-" or ""
  return format("%s%.0f%ss", sign, abs(seconds), fraction_text(abs(nanos)))
end

--- Reads a duration.
-- @return seconds, nanos; nil when the text is none
function M.duration_of(text)
  local sign, whole, fraction = match(text, "^(-?)(%d+)%.?(%d*)s$")
  if not whole or #whole > 12 or (fraction == "" and find(text, ".", 1, true)) then
    return nil
  end
  local seconds, nanos = tonumber(whole), nanos_of(fraction)
  if not nanos or seconds > LONGEST then
    return nil
  end
  if sign == "-" then
    return 0 - seconds, 0 - nanos
  end
  return seconds, nanos
end

return M
