local cookies = require "souk.cookies"
local spec = require "spec.spec"
local describe, it, equal = spec.describe, spec.it, spec.equal

describe("cookies", function()
  it("are read by name, others are passed over", function()
    equal({ access = "a.b-c_d", refresh = "r", csrf = "c", guest = "g" },
      cookies.read("x=1; __Host-souk_access=a.b-c_d;__Secure-souk_refresh=r; y; __Host-souk_csrf=c ;"
        .. "\t__Host-souk_guest=g"))
    equal({}, cookies.read(nil))
    equal({}, cookies.read(""))
    equal({}, cookies.read("souk_access=a; __host-souk_access=a; X__Host-souk_access=a; __Host-souk_accessX=a"))
  end)

  it("are the first of their name, in one header or several", function()
    equal({ access = "1" }, cookies.read("__Host-souk_access=1; __Host-souk_access=2"))
    equal({ access = "1", csrf = "c" },
      cookies.read({ "__Host-souk_access=1", "__Host-souk_access=2; __Host-souk_csrf=c" }))
    equal({ access = "" }, cookies.read("__Host-souk_access=; __Host-souk_access=2"))
  end)

  it("have no value when it has a character that none of Souk's values has", function()
    for _, value in ipairs({ '"a"', "a b", "a,b", "a=b", "a\0b", "a\r\nx-user-id: 1", "\195\164", "%41", "a:b" }) do
      equal({ access = "" }, cookies.read("__Host-souk_access=" .. value))
    end
  end)

  it("do not break on malformed headers", function()
    for _, header in ipairs({ ";", "=", ";;;=;", "=a", "a", "__Host-souk_access", " ; = ; ", "\0", "\255\254" }) do
      equal({}, cookies.read(header))
    end
  end)

  it("are read in a time that grows with the header alone", function()
    local began = os.clock()
    for _, text in ipairs({ " ", "=", ";", "a", "__Host-souk_access", "__Host-souk_access= " }) do
      cookies.read(string.rep(text, math.floor(32768 / #text)))
      cookies.read("__Host-souk_access=" .. string.rep(text, math.floor(32768 / #text)) .. "\1")
    end
    equal(true, os.clock() - began < 2)
  end)

  it("are set with all that protects them", function()
    equal("__Host-souk_access=a; Max-Age=600; Path=/; HttpOnly; Secure; SameSite=Lax", cookies.set("access", "a", 600))
    equal("__Secure-souk_refresh=r; Max-Age=5; Path=/v1/auth; HttpOnly; Secure; SameSite=Lax",
      cookies.set("refresh", "r", 5))
    equal("__Host-souk_guest=g; Max-Age=5; Path=/; HttpOnly; Secure; SameSite=Lax", cookies.set("guest", "g", 5))
    equal("__Host-souk_csrf=c; Max-Age=5; Path=/; Secure; SameSite=Lax", cookies.set("csrf", "c", 5))
  end)

  it("are cleared with the attributes that they were set with", function()
    equal("__Secure-souk_refresh=; Max-Age=0; Path=/v1/auth; HttpOnly; Secure; SameSite=Lax", cookies.clear("refresh"))
    equal("__Host-souk_csrf=; Max-Age=0; Path=/; Secure; SameSite=Lax", cookies.clear("csrf"))
  end)
end)
