import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import javax.script.Compilable;
import org.luaj.vm2.Globals;
import org.luaj.vm2.LuaTable;
import org.luaj.vm2.LuaValue;
import org.luaj.vm2.Varargs;
import org.luaj.vm2.lib.OneArgFunction;
import org.luaj.vm2.lib.VarArgFunction;
import org.luaj.vm2.lib.jse.CoerceJavaToLua;
import org.luaj.vm2.lib.jse.CoerceLuaToJava;
import org.luaj.vm2.lib.jse.JsePlatform;
import org.luaj.vm2.script.LuaScriptEngine;

/** Lua and Java call each other through LuaJ: reflection, proxies, functions, the scripting API. */
public final class JavaFromLua {
  private static final String OBJECTS =
      """
      local list = luajava.newInstance("java.util.ArrayList")
      for i = 1, 5 do list:add("item" .. i) end
      print(list:size(), list:get(2), list:toString())
      local jmath = luajava.bindClass("java.lang.Math")
      print(jmath:max(3, 4), jmath:abs(-7), jmath.PI)
      local runnable = luajava.createProxy("java.lang.Runnable", { run = function() print("run") end })
      luajava.newInstance("java.lang.Thread", runnable):run()
      local compare = luajava.createProxy("java.util.Comparator", {
        compare = function(a, b) return a < b and 1 or -1 end })
      luajava.bindClass("java.util.Collections"):sort(list, compare)
      print(list:toString())
      print(pcall(function() return list:get(99) end))
      print(os.date("!%Y", 0), math.floor(math.pow(2, 10)))
      """;

  private static final String GIVEN =
      """
      local total = 0
      for k, v in pairs(given) do total = total + v end
      return total, twice(21), all(1, "two", nil, 4), point.x + point:sum()
      """;

  /** Fields and a method that Lua uses. */
  public static final class Point {
    public int x = 3;
    public int y = 4;

    public int sum() {
      return x + y;
    }
  }

  private JavaFromLua() {}

  public static void main(String[] args) throws Exception {
    Globals globals = JsePlatform.standardGlobals();
    globals.load(new StringReader(OBJECTS), "objects").call();
    LuaTable given = new LuaTable();
    given.set("a", 10);
    given.set(1, LuaValue.valueOf(2.5));
    globals.set("given", given);
    globals.set("point", CoerceJavaToLua.coerce(new Point()));
    globals.set(
        "twice",
        new OneArgFunction() {
          @Override
          public LuaValue call(LuaValue number) {
            return number.mul(2);
          }
        });
    globals.set(
        "all",
        new VarArgFunction() {
          @Override
          public Varargs invoke(Varargs arguments) {
            return LuaValue.valueOf(arguments.narg() + arguments.checkjstring(2));
          }
        });
    Varargs results = globals.load(GIVEN, "given").invoke();
    List<Object> java = new ArrayList<>();
    for (int i = 1; i <= results.narg(); i++) {
      java.add(CoerceLuaToJava.coerce(results.arg(i), Object.class));
    }
    System.out.println(java);
    LuaScriptEngine engine = new LuaScriptEngine();
    engine.put("x", 6);
    System.out.println(engine.eval("return x * 7"));
    System.out.println(((Compilable) engine).compile("y = x .. '!' return y").eval());
  }
}
