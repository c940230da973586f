package hotpath.interpreter.link.indy;

import hotpath.gc.memory.GuestMemory;
import hotpath.interpreter.classfile.Constant.InvokeDynamicConstant;
import hotpath.interpreter.classfile.Constant.MethodConstant;
import hotpath.interpreter.classfile.JavaKind;
import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.link.Boxes;
import hotpath.interpreter.link.GuestCalls;
import hotpath.interpreter.link.InstanceKlass;
import hotpath.interpreter.link.KlassTable;
import hotpath.interpreter.link.Method;
import hotpath.interpreter.link.ReferenceTable;
import hotpath.interpreter.link.indy.ConstantEntries.Result;
import org.jspecify.annotations.Nullable;

/**
 * Has the library's own code in {@code java.lang.invoke} link calls of method handles, dynamic call
 * sites that {@link CallSites} has no short way for, and resolve constants that are objects of it
 * (JVMS 5.4.3.5, 5.4.3.6).
 *
 * <p>Each method answers null when frames of guest code were pushed: go on running, and restart the
 * instruction.
 */
public final class LibraryLinker {
  private final ConstantEntries entries;
  private final GuestMemory memory;
  private final ReferenceTable references;
  private final KlassTable klasses;
  private final GuestCalls calls;

  public LibraryLinker(
      ConstantEntries entries,
      GuestMemory memory,
      ReferenceTable references,
      KlassTable klasses,
      GuestCalls calls) {
    this.entries = entries;
    this.memory = memory;
    this.references = references;
    this.klasses = klasses;
    this.calls = calls;
  }

  /**
   * What a call of {@code MethodHandle.invoke} or {@code invokeExact} calls; calls of one class
   * with one descriptor share it.
   */
  public Result.@Nullable Target linkHandleCall(
      GuestThread thread, Method from, MethodConstant constant) {
    int number = entries.constant(from.holder(), constant);
    return (Result.Target) result(thread, number, "CallLinking", "linkHandleCall");
  }

  /** What an {@code invokedynamic} instruction calls. */
  public Result.@Nullable Target linkDynamicCall(
      GuestThread thread, Method from, int instruction, InvokeDynamicConstant constant) {
    int number = entries.site(from.holder(), constant, new Place(from, instruction));
    return (Result.Target) result(thread, number, "CallLinking", "linkDynamicCall");
  }

  private record Place(Method method, int instruction) {}

  /** The value of a constant. */
  public Result.@Nullable Value resolve(GuestThread thread, Method from, Object constant) {
    int number = entries.constant(from.holder(), constant);
    return (Result.Value) result(thread, number, "Constants", "resolve");
  }

  /** The slot of a primitive constant, whose value is a box. */
  public long slot(Result.Value value, JavaKind kind) {
    int box = references.get(value.cell());
    return Boxes.unbox(memory, (InstanceKlass) klasses.of(box), box, kind);
  }

  private @Nullable Result result(
      GuestThread thread, int number, String guestClass, String guestMethod) {
    Result known = entries.result(number);
    if (known == null) {
      calls.push(thread, calls.guestMethod(guestClass, guestMethod, "(I)V"), number);
    } else if (known instanceof Result.Failure failure) {
      calls.raiseExisting(thread, references.get(failure.cell()));
      return null;
    }
    return known;
  }
}
