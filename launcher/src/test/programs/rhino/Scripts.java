import org.mozilla.javascript.Context;
import org.mozilla.javascript.EcmaError;
import org.mozilla.javascript.EvaluatorException;
import org.mozilla.javascript.Scriptable;
import org.mozilla.javascript.ScriptableObject;

/** JavaScript by Rhino: interpreted, and compiled to classes. */
public final class Scripts {
  private static final String[] SCRIPTS = {
    "function fib(n) { return n < 2 ? n : fib(n - 1) + fib(n - 2); } fib(16)",
    "var o = { a: [1, 2, 3].map(x => x * 2), s: 'x'.repeat(3), get g() { return this.a.length; } };"
        + " JSON.stringify(o) + o.g",
    "var words = 'the quick brown fox the end'.split(' '), count = {};"
        + " words.forEach(function (w) { count[w] = (count[w] || 0) + 1; });"
        + " Object.keys(count).sort().map(k => k + count[k]).join()",
    "let r = /(\\d+)-(\\w+)/.exec('ab 12-cd'); r[1] + r[2] + 'aXbX'.replace(/X/g, m =>"
        + " m.toLowerCase())",
    "(function () { try { null.x } catch (e) { return e.name + typeof e.message } finally { } })()",
    "function C(n) { this.n = n } C.prototype.twice = function () { return this.n * 2 };"
        + " new C(21).twice() + (new C(1) instanceof C)",
    "[5, 1, 4].sort((a, b) => a - b).concat([0.1 + 0.2, 1e21, -0, NaN, 0x1F, parseInt('z',"
        + " 36)]).join(' ')",
    "var list = new java.util.ArrayList(); list.add('java'); list.add(3); list.toString() +"
        + " list.size()",
    "var t = 0; for (var i = 0; i < 3000; i++) { t = (t * 31 + i) % 65521 } t",
    "new Date(0).toISOString() + isNaN(new Date('x'))",
    "var s = ''; for (let k of [1, 2]) { s += '<' + k + '>' } s + Array.from('abc').length"
  };

  private Scripts() {}

  public static void main(String[] args) {
    for (int level : new int[] {-1, 9}) {
      Context context = Context.enter();
      try {
        context.setOptimizationLevel(level);
        context.setLanguageVersion(Context.VERSION_ES6);
        Scriptable scope = context.initStandardObjects();
        ScriptableObject.putProperty(scope, "out", Context.javaToJS(System.out, scope));
        for (String script : SCRIPTS) {
          Object result = context.evaluateString(scope, script, "script", 1, null);
          System.out.println(Context.toString(result));
        }
        context.evaluateString(scope, "out.println('from the script')", "script", 1, null);
        for (String wrong :
            new String[] {"var = 1", "undefinedName + 1", "throw new TypeError('t')"}) {
          try {
            context.evaluateString(scope, wrong, "wrong", 1, null);
          } catch (EcmaError | EvaluatorException e) {
            System.out.println(e.getMessage());
          } catch (org.mozilla.javascript.JavaScriptException e) {
            System.out.println(e.details());
          }
        }
      } finally {
        Context.exit();
      }
    }
  }
}
