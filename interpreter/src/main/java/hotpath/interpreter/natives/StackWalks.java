package hotpath.interpreter.natives;

import hotpath.interpreter.link.Allocator;
import hotpath.interpreter.link.InjectedFields;
import hotpath.interpreter.link.InstanceKlass;
import hotpath.interpreter.link.LibraryField;
import hotpath.interpreter.link.Method;
import hotpath.interpreter.vm.Backtrace;
import hotpath.interpreter.vm.Vm;

/**
 * Natives of stack walks: of {@code hotpath.guest.StackWalks}, and of the library's walker.
 *
 * <p>The frames below a walk do not change while it lasts: its beginning notes them all, and the
 * batches that the walker asks for are copied from there.
 */
final class StackWalks {
  // Bits of a walk's mode.
  private static final int CLASS_INFO_ONLY = 0x2;
  private static final int SHOW_HIDDEN = 0x20;

  private static final String WALKER = "java/lang/StackStreamFactory$AbstractStackWalker";

  private StackWalks() {}

  static void registerGuest(NativeRows rows) {
    rows.add("begin", "(I)J", StackWalks::begin);
    rows.add(
        "fill",
        "(JII[Ljava/lang/Object;I)I",
        call ->
            call.returnInt(
                fill(call, call.longArg(0), call.intArg(4), call.intArg(1), call.intArg(2), 3)));
    rows.add("end", "(J)V", call -> call.vm().stackWalks().end(call.longArg(0)));
    rows.add("consume", "(Ljava/lang/Object;JIII)Ljava/lang/Object;", StackWalks::consume);
  }

  static void registerWalker(NativeRows rows) {
    rows.replace(
        "callStackWalk",
        "(IILjdk/internal/vm/ContinuationScope;Ljdk/internal/vm/Continuation;II"
            + "[Ljava/lang/Object;)Ljava/lang/Object;",
        "StackWalks",
        "walk");
    rows.add(
        "fetchStackFrames",
        "(IJIII[Ljava/lang/Object;)I",
        call ->
            call.returnInt(
                fill(call, call.longArg(2), call.intArg(1), call.intArg(4), call.intArg(5), 6)));
  }

  static void registerFactory(NativeRows rows) {
    rows.add("checkStackWalkModes", "()Z", call -> call.returnBoolean(true));
  }

  static void registerFrame(NativeRows rows) {
    rows.add("expandStackFrameInfo", "()V", StackWalks::expand);
  }

  private static void begin(NativeCall call) {
    boolean hidden = (call.intArg(0) & SHOW_HIDDEN) != 0;
    long[] frames = Backtrace.ofWalk(call.vm(), call.thread(), hidden, StackWalks::isWalking);
    call.returnLong(call.vm().stackWalks().begin(frames));
  }

  /** Whether a frame belongs to the walk itself. */
  private static boolean isWalking(Method method) {
    InstanceKlass holder = method.holder();
    InstanceKlass above = holder.superKlass();
    return holder.loader().isBoot()
        && (holder.isGuestSupport()
            || holder.name().equals("java/lang/StackWalker")
            || holder.name().equals(WALKER)
            || (above != null && above.name().equals(WALKER)));
  }

  /** Fills objects of an array argument from {@code start} on; how many. */
  private static int fill(
      NativeCall call, long walk, int mode, int batch, int start, int arrayArgument) {
    int room = call.lengthOf(call.ref(arrayArgument)) - start;
    long[] entries = call.vm().stackWalks().next(walk, Math.min(batch, room));
    for (int i = 0; i < entries.length; i++) {
      if ((mode & CLASS_INFO_ONLY) != 0) {
        Method method = call.vm().methods().withId(Backtrace.methodId(entries[i]));
        int frame = call.element(call.ref(arrayArgument), start + i);
        int mirror = call.vm().mirrors().of(method.holder());
        call.fields().ref(frame, LibraryField.FRAME_MEMBER, mirror);
        addFlags(call, frame, method);
      } else {
        fillMethod(call, arrayArgument, start + i, entries[i]);
      }
    }
    return entries.length;
  }

  private static void fillMethod(NativeCall call, int arrayArgument, int index, long entry) {
    Vm vm = call.vm();
    Method method = vm.methods().withId(Backtrace.methodId(entry));
    InstanceKlass type = vm.dictionary().bootClass("java/lang/invoke/ResolvedMethodName");
    int name = vm.allocator().instance(type);
    call.memory().i32(Allocator.offset(name) + InjectedFields.offset(type), method.id());
    call.fields().ref(name, LibraryField.RESOLVED_METHOD_HOLDER, vm.mirrors().of(method.holder()));
    int frame = call.element(call.ref(arrayArgument), index);
    call.fields().ref(frame, LibraryField.FRAME_MEMBER, name);
    call.fields().i32(frame, LibraryField.FRAME_BCI, Backtrace.bci(entry));
    addFlags(call, frame, method);
  }

  private static void addFlags(NativeCall call, int frame, Method method) {
    int flags = call.fields().i32(frame, LibraryField.FRAME_FLAGS);
    call.fields().i32(frame, LibraryField.FRAME_FLAGS, flags | MemberNames.methodFlags(method));
  }

  private static Method method(NativeCall call, int frame) {
    InstanceKlass type = call.vm().dictionary().bootClass("java/lang/invoke/ResolvedMethodName");
    int name = call.fields().ref(frame, LibraryField.FRAME_MEMBER);
    int id = call.memory().i32(Allocator.offset(name) + InjectedFields.offset(type));
    return call.vm().methods().withId(id);
  }

  /** The entry of a {@link Backtrace} that a {@code StackFrameInfo} stands for. */
  static long entry(NativeCall call, int frame) {
    int bci = call.fields().i32(frame, LibraryField.FRAME_BCI);
    return (long) method(call, frame).id() << 32 | bci;
  }

  private static void expand(NativeCall call) {
    Method method = method(call, call.ref(0));
    int name = call.vm().strings().intern(method.name());
    call.fields().ref(call.ref(0), LibraryField.FRAME_NAME, name);
    int type = call.vm().strings().intern(method.signature());
    call.fields().ref(call.ref(0), LibraryField.FRAME_TYPE, type);
  }

  private static void consume(NativeCall call) {
    Method method =
        call.vm().calls().libraryMethod(WALKER, "doStackWalk", "(JIIII)Ljava/lang/Object;");
    // Nothing was skipped: argument 2 of four.
    call.tailCall(
        method,
        call.longArg(0),
        call.longArg(1),
        0,
        call.longArg(2),
        call.longArg(3),
        call.longArg(4));
  }
}
