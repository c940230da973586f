import java.lang.invoke.MethodHandles;
import javassist.CannotCompileException;
import javassist.ClassPool;
import javassist.CtClass;
import javassist.CtField;
import javassist.CtMethod;
import javassist.CtNewMethod;
import javassist.LoaderClassPath;
import javassist.bytecode.MethodInfo;

/** Compiles methods from source at run time, into new classes and around existing code. */
public final class MethodCompiling {
  /** What compiled code implements. */
  public interface Function {
    int apply(int n);
  }

  /** A class whose method is changed before it is loaded. */
  public static class Greeter {
    public String greet(String name) {
      return "hello " + name;
    }
  }

  private MethodCompiling() {}

  public static void main(String[] args) throws Exception {
    ClassPool pool = new ClassPool(false);
    pool.appendClassPath(new LoaderClassPath(MethodCompiling.class.getClassLoader()));
    CtClass made = pool.makeClass("Compiled");
    made.addInterface(pool.get("MethodCompiling$Function"));
    made.addField(CtField.make("private int calls = 0;", made));
    made.addMethod(
        CtNewMethod.make(
            "public int apply(int n) { calls++; int r = 0;"
                + " for (int i = 1; i <= n; i++) { if (i % 2 == 0) r += i * i; else r -= i; }"
                + " return r + calls; }",
            made));
    made.addMethod(
        CtNewMethod.make(
            "public String toString() { StringBuffer b = new StringBuffer(); int[] a = {3, 1, 2};"
                + " java.util.Arrays.sort(a); for (int i = 0; i < a.length; i++) b.append(a[i]);"
                + " try { Integer.parseInt(\"x\"); } catch (NumberFormatException e) {"
                + " b.append('!'); } return b.toString(); }",
            made));
    Class<?> loaded = made.toClass(MethodHandles.lookup());
    Function function = (Function) loaded.getDeclaredConstructor().newInstance();
    System.out.println(function.apply(10) + " " + function.apply(10) + " " + function);

    CtClass greeter = pool.get("MethodCompiling$Greeter");
    CtMethod greet = greeter.getDeclaredMethod("greet");
    greet.insertBefore("{ if ($1 == null) $1 = \"nobody\"; }");
    greet.insertAfter("$_ = $_.toUpperCase() + $args.length;");
    greeter.toClass(MethodHandles.lookup());
    System.out.println(new Greeter().greet(null) + " " + new Greeter().greet("you"));
    MethodInfo info = greet.getMethodInfo2();
    System.out.println(info.getDescriptor() + " " + info.getCodeAttribute().getMaxLocals());
    System.out.println(pool.get("java.util.List").getInterfaces().length);
    try {
      made.defrost();
      made.addMethod(CtNewMethod.make("int wrong() { return noSuchName; }", made));
    } catch (CannotCompileException e) {
      System.out.println(e.getMessage());
    }
  }
}
