package hotpath.interpreter.natives;

import hotpath.interpreter.classfile.JavaKind;
import hotpath.interpreter.link.Allocator;
import hotpath.interpreter.link.InstanceKlass;
import hotpath.interpreter.link.LibraryField;
import hotpath.interpreter.link.Loader;
import hotpath.interpreter.link.Method;
import hotpath.interpreter.link.Mirrors;
import hotpath.interpreter.link.NullPointerMessage;
import hotpath.interpreter.vm.Backtrace;
import hotpath.interpreter.vm.Vm;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Natives of {@code java.lang.Throwable} and {@code StackTraceElement}.
 *
 * <p>A throwable keeps a {@code long[]} of {@link Backtrace} entries; elements are made from it
 * when somebody asks.
 */
final class JavaLangThrowable {
  /** {@code StackTraceElement.format}: no loader, and no version of the module, in the text. */
  private static final int FORMAT_BUILT_IN = 1 | 2;

  private static final int LINE_UNKNOWN = -1;
  private static final int LINE_NATIVE = -2;

  private JavaLangThrowable() {}

  static void registerThrowable(NativeRows rows) {
    rows.add("fillInStackTrace", "(I)Ljava/lang/Throwable;", JavaLangThrowable::fillInStackTrace);
  }

  static void registerNullPointer(NativeRows rows) {
    rows.add(
        "getExtendedNPEMessage", "()Ljava/lang/String;", JavaLangThrowable::nullPointerMessage);
  }

  /** From the instruction of the topmost frame; none if that is a native's. */
  private static void nullPointerMessage(NativeCall call) {
    int trace = call.fields().ref(call.ref(0), LibraryField.THROWABLE_BACKTRACE);
    if (trace == 0 || call.lengthOf(entries(call, trace)) == 0) {
      return;
    }
    long top = call.memory().i64(Allocator.element(entries(call, trace), JavaKind.LONG, 0));
    Method method = call.vm().methods().withId(Backtrace.methodId(top));
    if (!method.isNative()) {
      call.returnString(NullPointerMessage.of(method, Backtrace.bci(top)));
    }
  }

  static void registerElement(NativeRows rows) {
    rows.add(
        "initStackTraceElements",
        "([Ljava/lang/StackTraceElement;Ljava/lang/Object;I)V",
        JavaLangThrowable::initElements);
    rows.add(
        "initStackTraceElement",
        "(Ljava/lang/StackTraceElement;Ljava/lang/StackFrameInfo;)V",
        call -> fill(call, call.keep(call.ref(0)), StackWalks.entry(call, call.ref(1))));
    rows.replace("computeFormat", "()V", NativeRows.NOTHING);
  }

  private static void fillInStackTrace(NativeCall call) {
    InstanceKlass klass = (InstanceKlass) call.vm().klasses().of(call.ref(0));
    long[] entries = Backtrace.ofThrowable(call.vm(), call.thread(), klass);
    int array =
        call.vm().allocator().array(call.vm().dictionary().arrayOf(JavaKind.LONG), entries.length);
    call.memory().copyIn(entries, 0, Allocator.element(array, JavaKind.LONG, 0), entries.length);
    int trace = withLoaders(call, array, entries);
    int throwable = call.ref(0);
    call.fields().ref(throwable, LibraryField.THROWABLE_BACKTRACE, trace);
    call.fields().i32(throwable, LibraryField.THROWABLE_DEPTH, entries.length);
    call.returnRef(throwable);
  }

  /**
   * The array, or one that holds it and the loaders of the program that have frames: their classes
   * are not unloaded while somebody may ask for their names.
   */
  private static int withLoaders(NativeCall call, int array, long[] entries) {
    Set<Loader> loaders = new LinkedHashSet<>();
    for (long entry : entries) {
      Method method = call.vm().methods().withId(Backtrace.methodId(entry));
      if (method.holder().loader().kind() == Loader.Kind.GUEST) {
        loaders.add(method.holder().loader());
      }
    }
    if (loaders.isEmpty()) {
      return array;
    }
    int kept = call.keep(array);
    int all = call.newArray("java/lang/Object", 1 + loaders.size());
    call.setElement(call.handle(all), 0, call.handle(kept));
    int index = 1;
    for (Loader loader : loaders) {
      call.setElement(call.handle(all), index++, call.vm().references().get(loader.cell()));
    }
    return call.handle(all);
  }

  /** The array of entries of a backtrace. */
  private static int entries(NativeCall call, int trace) {
    return call.vm().klasses().of(trace).name().equals("[J") ? trace : call.element(trace, 0);
  }

  /** A new array of new elements for the entries of a {@link Backtrace}. */
  static int elements(NativeCall call, long[] entries) {
    int array = call.newArray("java/lang/StackTraceElement", entries.length);
    InstanceKlass type = call.vm().dictionary().bootClass("java/lang/StackTraceElement");
    for (int i = 0; i < entries.length; i++) {
      int mark = call.thread().handles().mark();
      int element = call.keep(call.vm().allocator().instance(type));
      call.setElement(call.handle(array), i, call.handle(element));
      fill(call, element, entries[i]);
      call.thread().handles().release(mark);
    }
    return call.handle(array);
  }

  private static void initElements(NativeCall call) {
    if (call.ref(0) == 0 || call.ref(1) == 0) {
      call.throwNullPointer();
      return;
    }
    int trace = entries(call, call.ref(1));
    int count = Math.min(call.intArg(2), call.lengthOf(trace));
    long[] entries = new long[count];
    call.memory().copyOut(Allocator.element(trace, JavaKind.LONG, 0), entries, 0, count);
    for (int i = 0; i < count; i++) {
      int mark = call.thread().handles().mark();
      int element = call.keep(call.element(call.ref(0), i));
      fill(call, element, entries[i]);
      call.thread().handles().release(mark);
    }
  }

  private static void fill(NativeCall call, int element, long entry) {
    Vm vm = call.vm();
    Method method = vm.methods().withId(Backtrace.methodId(entry));
    InstanceKlass holder = method.holder();
    set(call, element, LibraryField.ELEMENT_CLASS_NAME, holder.externalName());
    set(call, element, LibraryField.ELEMENT_METHOD, method.name());
    set(call, element, LibraryField.ELEMENT_FILE, holder.classFile().sourceFile());
    Loader.NamedModule module = Mirrors.named(holder);
    if (module != null) {
      set(call, element, LibraryField.ELEMENT_MODULE_NAME, module.name());
    } else if (holder.loader().isBoot()) {
      set(call, element, LibraryField.ELEMENT_MODULE_NAME, libraryModule(vm, holder));
      set(call, element, LibraryField.ELEMENT_MODULE_VERSION, vm.host().property("java.version"));
    }
    if (holder.loader() == vm.dictionary().application()) {
      set(call, element, LibraryField.ELEMENT_LOADER_NAME, "app");
    }
    int ref = call.handle(element);
    call.fields().ref(ref, LibraryField.ELEMENT_CLASS, vm.mirrors().of(holder));
    call.fields().i32(ref, LibraryField.ELEMENT_LINE, line(method, entry));
    boolean ofProgram = holder.loader().kind() == Loader.Kind.GUEST;
    call.fields().i8(ref, LibraryField.ELEMENT_FORMAT, ofProgram ? 0 : FORMAT_BUILT_IN);
    if (ofProgram) {
      int loader = vm.references().get(holder.loader().cell());
      int name = call.fields().ref(loader, LibraryField.CLASS_LOADER_NAME);
      call.fields().ref(ref, LibraryField.ELEMENT_LOADER_NAME, name);
    }
  }

  private static @Nullable String libraryModule(Vm vm, InstanceKlass holder) {
    return holder.isHidden()
        ? "java.base"
        : vm.classPath().boot().moduleOf(holder.name() + ".class");
  }

  private static void set(NativeCall call, int element, LibraryField field, @Nullable String text) {
    if (text != null) {
      int string = call.vm().strings().intern(text);
      call.fields().ref(call.handle(element), field, string);
    }
  }

  private static int line(Method method, long entry) {
    if (method.isNative()) {
      return LINE_NATIVE;
    }
    int line = method.code().lineOfBci(Backtrace.bci(entry));
    return line < 0 ? LINE_UNKNOWN : line;
  }
}
