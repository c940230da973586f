import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaError;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.jme.JmePlatform;

/** Scripts for the interpreter of LuaJ on its embedded platform: MIDP-style input and output. */
public final class LuaPrograms {
  private static final String CLOSURES =
      """
      local function counter(step)
        local n = 0
        return function() n = n + step return n end
      end
      local a, b = counter(1), counter(10)
      for i = 1, 50 do a() b() end
      print(a(), b())
      local function compose(f, g) return function(...) return f(g(...)) end end
      print(compose(function(x) return x * 2 end, math.max)(3, 9, 4))
      """;

  private static final String TABLES =
      """
      local t = {}
      for i = 1, 300 do t[#t + 1] = (i * 7919) % 1000 end
      table.sort(t)
      print(#t, t[1], t[150], t[300], table.concat(t, ",", 1, 5))
      local words = {}
      for w in string.gmatch("the quick brown fox jumps over the lazy dog the end", "%a+") do
        words[w] = (words[w] or 0) + 1
      end
      print(words.the, words.fox, words.none)
      local stack = setmetatable({}, { __index = { push = function(s, v) s[#s + 1] = v end,
        pop = function(s) return table.remove(s) end } })
      stack:push(1) stack:push("two")
      print(stack:pop(), stack:pop(), stack:pop())
      """;

  private static final String COROUTINES =
      """
      local function permutations(a, n)
        if n == 0 then coroutine.yield(table.concat(a)) else
          for i = 1, n do
            a[i], a[n] = a[n], a[i]
            permutations(a, n - 1)
            a[i], a[n] = a[n], a[i]
          end
        end
      end
      local co = coroutine.create(function() permutations({ "a", "b", "c" }, 3) end)
      local all = {}
      while true do
        local ok, p = coroutine.resume(co)
        if not p then break end
        all[#all + 1] = p
      end
      print(table.concat(all, " "), coroutine.status(co))
      """;

  private static final String ERRORS =
      """
      print(pcall(error, "boom"))
      print(select(2, pcall(function() local x = nil; return x.field end)))
      print(select(2, pcall(error, { code = 7 })).code)
      print(string.format("%5d|%-5s|%05.1f|%x|%q", 42, "ab", 3.14159, 255, "a\\nb"))
      print(tostring(nil), tonumber("0x10"), tonumber("z", 36), 7 % 3, -7 % 3, 2 ^ 10)
      print(string.rep("ab", 3), ("hello"):upper(), ("hello"):sub(2, -2), ("a,b"):find(",", 1, true))
      print(string.gsub("hello world", "o", "0"))
      """;

  private static final String FIBONACCI =
      """
      local function fib(n) if n < 2 then return n end return fib(n - 1) + fib(n - 2) end
      local primes, n = 0, 0
      for i = 2, 2000 do
        local prime = true
        for j = 2, math.floor(math.sqrt(i)) do
          if i % j == 0 then prime = false break end
        end
        if prime then primes = primes + 1 n = i end
      end
      print(fib(17), primes, n)
      """;

  private LuaPrograms() {}

  public static void main(String[] args) {
    Globals globals = JmePlatform.standardGlobals();
    globals.STDOUT = System.out;
    String[] programs = {CLOSURES, TABLES, COROUTINES, ERRORS, FIBONACCI};
    for (String program : programs) {
      ByteArrayInputStream in =
          new ByteArrayInputStream(program.getBytes(StandardCharsets.US_ASCII));
      globals.load(in, "program", "t", globals).call();
    }
    LuaValue function = globals.load("return ... , select('#', ...)", "function");
    Varargs results = function.invoke(LuaValue.varargsOf(LuaValue.valueOf(1), LuaValue.NIL));
    System.out.println(results.narg() + " " + results.tojstring());
    try {
      globals.load("local x = = 1", "wrong").call();
    } catch (LuaError e) {
      System.out.println(e.getMessage());
    }
  }
}
