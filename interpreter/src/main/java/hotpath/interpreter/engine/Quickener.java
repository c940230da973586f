package hotpath.interpreter.engine;

import hotpath.gc.memory.GuestMemory;
import hotpath.interpreter.classfile.Bytecode;
import hotpath.interpreter.classfile.Constant.ClassConstant;
import hotpath.interpreter.classfile.Constant.DynamicConstant;
import hotpath.interpreter.classfile.Constant.FieldConstant;
import hotpath.interpreter.classfile.Constant.InvokeDynamicConstant;
import hotpath.interpreter.classfile.Constant.MethodConstant;
import hotpath.interpreter.classfile.JavaKind;
import hotpath.interpreter.classfile.MethodCode;
import hotpath.interpreter.classfile.MethodDescriptor;
import hotpath.interpreter.frame.GuestThread;
import hotpath.interpreter.link.ArrayKlass;
import hotpath.interpreter.link.ClassDescriptor;
import hotpath.interpreter.link.Field;
import hotpath.interpreter.link.FieldUse;
import hotpath.interpreter.link.InstanceKlass;
import hotpath.interpreter.link.InvokeKind;
import hotpath.interpreter.link.Klass;
import hotpath.interpreter.link.Method;
import hotpath.interpreter.link.MethodDescriptorLayout;
import hotpath.interpreter.link.PolymorphicMethod;
import hotpath.interpreter.link.Resolution;
import hotpath.interpreter.link.Strings;
import hotpath.interpreter.link.SystemDictionary;
import hotpath.interpreter.link.indy.CallSites;
import hotpath.interpreter.link.indy.ConstantEntries.Result;
import hotpath.interpreter.link.indy.LibraryLinker;
import hotpath.interpreter.link.indy.VarHandleCalls;
import hotpath.interpreter.meaning.CodeWord;
import hotpath.interpreter.meaning.Handler;
import hotpath.interpreter.meaning.HandlerNumber;
import hotpath.interpreter.predecode.PreparedMethod;
import org.jspecify.annotations.Nullable;

/**
 * Rewrites a RESOLVE word to its quick form when it first runs. If guest code has to run before (to
 * load or initialize a class, or to throw), the word stays as it is and comes here again.
 */
final class Quickener {
  private final GuestMemory memory;
  private final SystemDictionary dictionary;
  private final Resolution resolution;
  private final Strings strings;
  private final CallSites callSites;
  private final VarHandleCalls varHandles;
  private final LibraryLinker linker;
  private final ProvisionalWords provisional;

  Quickener(
      GuestMemory memory,
      SystemDictionary dictionary,
      Resolution resolution,
      Strings strings,
      CallSites callSites,
      VarHandleCalls varHandles,
      LibraryLinker linker,
      ProvisionalWords provisional) {
    this.memory = memory;
    this.dictionary = dictionary;
    this.resolution = resolution;
    this.strings = strings;
    this.callSites = callSites;
    this.varHandles = varHandles;
    this.linker = linker;
    this.provisional = provisional;
  }

  /**
   * Quickens the instruction at the thread's pc, or pushes the guest code that has to run before.
   */
  void quicken(GuestThread thread, PreparedMethod prepared) {
    long pc = thread.pc();
    int i = prepared.instructionAt(pc);
    MethodCode code = prepared.code();
    Method from = prepared.method();
    Bytecode op = code.opcode(i);
    switch (op) {
      case LDC, LDC2_W -> constant(thread, pc, from, code.constant(i));
      case GETFIELD, PUTFIELD, GETSTATIC, PUTSTATIC -> field(thread, pc, from, code, i);
      case INVOKESTATIC, INVOKESPECIAL, INVOKEVIRTUAL, INVOKEINTERFACE ->
          invoke(thread, pc, from, (MethodConstant) code.constant(i), invokeKind(op));
      case INVOKEDYNAMIC -> {
        dynamic(thread, pc, from, i, (InvokeDynamicConstant) code.constant(i));
      }
      case NEW -> {
        InstanceKlass klass = resolution.resolveNew(thread, from, classConstant(code, i));
        if (klass != null) {
          provisional.add(pc, klass);
          memory.i16(pc + CodeWord.A, klass.instanceBytes() / 8);
          rewrite(pc, Handler.NEW, (int) klass.descriptor());
        }
      }
      case ANEWARRAY -> {
        Klass element = resolution.resolveClass(thread, from, classConstant(code, i));
        if (element != null) {
          ArrayKlass array = dictionary.arrayOf(element);
          rewrite(pc, Handler.NEWARRAY_4, (int) array.descriptor());
        }
      }
      case CHECKCAST, INSTANCEOF -> typeCheck(thread, pc, from, classConstant(code, i), op);
      default -> throw new IllegalStateException(op.mnemonic() + " needs no resolution");
    }
  }

  private void dynamic(
      GuestThread thread, long pc, Method from, int i, InvokeDynamicConstant site) {
    if (CallSites.knows(from.holder(), site)) {
      Method method = callSites.link(thread, from, i, site);
      if (method != null) {
        rewriteBound(pc, Handler.INVOKESTATIC, method);
      }
    } else {
      linkedCall(pc, linker.linkDynamicCall(thread, from, i, site));
    }
  }

  private void linkedCall(long pc, Result.@Nullable Target target) {
    if (target == null) {
      return;
    }
    if (target.appendix() == 0) {
      rewriteBound(pc, Handler.INVOKESTATIC, target.method());
    } else {
      memory.i64(pc + CodeWord.WIDE, target.appendix());
      rewrite(pc, Handler.LINKED_CALL, (int) target.method().descriptor());
    }
  }

  private void constant(GuestThread thread, long pc, Method from, Object constant) {
    switch (constant) {
      case String text -> rewrite(pc, Handler.LDC, (int) strings.internCell(text));
      case ClassConstant named -> {
        Klass klass = resolution.resolveClass(thread, from, named);
        if (klass != null) {
          rewrite(pc, Handler.LDC, (int) klass.mirrorCell());
        }
      }
      default -> {
        Result.Value value = linker.resolve(thread, from, constant);
        if (value != null) {
          JavaKind kind =
              constant instanceof DynamicConstant dynamic
                  ? JavaKind.of(dynamic.descriptor())
                  : JavaKind.REF;
          value(pc, value, kind);
        }
      }
    }
  }

  /** A primitive constant has been made as a box. */
  private void value(long pc, Result.Value value, JavaKind kind) {
    if (kind == JavaKind.REF) {
      rewrite(pc, Handler.LDC, (int) value.cell());
      return;
    }
    long slot = linker.slot(value, kind);
    switch (kind) {
      case LONG, DOUBLE -> {
        memory.i64(pc + CodeWord.WIDE, slot);
        rewrite(pc, kind == JavaKind.LONG ? Handler.LCONST : Handler.DCONST, 0);
      }
      case FLOAT -> rewrite(pc, Handler.FCONST, (int) slot);
      default -> rewrite(pc, Handler.ICONST, (int) slot);
    }
  }

  private static ClassConstant classConstant(MethodCode code, int i) {
    return (ClassConstant) code.constant(i);
  }

  /** The operand first, then the handler: the word is whole at any time. */
  private void rewrite(long pc, Handler handler, int b) {
    memory.i32(pc + CodeWord.B, b);
    memory.i16(pc + CodeWord.HANDLER, HandlerNumber.of(handler));
  }

  private void typeCheck(
      GuestThread thread, long pc, Method from, ClassConstant constant, Bytecode op) {
    Klass klass = resolution.resolveClass(thread, from, constant);
    if (klass == null) {
      return;
    }
    boolean display =
        klass instanceof InstanceKlass
            && !klass.isInterface()
            && klass.depth() < ClassDescriptor.DISPLAY_LENGTH;
    boolean isCast = op == Bytecode.CHECKCAST;
    if (display) {
      memory.i16(pc + CodeWord.A, klass.depth());
      rewrite(
          pc,
          isCast ? Handler.CHECKCAST_CLASS : Handler.INSTANCEOF_CLASS,
          (int) klass.descriptor());
    } else {
      rewrite(
          pc, isCast ? Handler.CHECKCAST_ANY : Handler.INSTANCEOF_ANY, (int) klass.descriptor());
    }
  }

  private void field(GuestThread thread, long pc, Method from, MethodCode code, int i) {
    FieldUse use = FieldUse.valueOf(code.opcode(i).name());
    Field field = resolution.resolveField(thread, from, (FieldConstant) code.constant(i), use);
    if (field != null) {
      if (field.isStatic()) {
        provisional.add(pc, field.holder());
      }
      rewrite(pc, fieldHandler(use, field.kind()), (int) field.offset());
    }
  }

  private static Handler fieldHandler(FieldUse use, JavaKind kind) {
    String type =
        switch (kind) {
          case BOOLEAN, BYTE -> "I8";
          case CHAR -> "U16";
          case SHORT -> use.isWrite() ? "U16" : "I16";
          case INT -> "I32";
          case LONG -> "I64";
          case FLOAT -> "F32";
          case DOUBLE -> "F64";
          case REF -> "REF";
          case VOID -> throw new IllegalArgumentException("field of kind void");
        };
    return Handler.valueOf(use.name() + "_" + type);
  }

  private static InvokeKind invokeKind(Bytecode op) {
    return switch (op) {
      case INVOKESTATIC -> InvokeKind.STATIC;
      case INVOKESPECIAL -> InvokeKind.SPECIAL;
      case INVOKEVIRTUAL -> InvokeKind.VIRTUAL;
      case INVOKEINTERFACE -> InvokeKind.INTERFACE;
      default -> throw new IllegalArgumentException(op.mnemonic());
    };
  }

  private void invoke(
      GuestThread thread, long pc, Method from, MethodConstant constant, InvokeKind kind) {
    PolymorphicMethod polymorphic = PolymorphicMethod.named(constant);
    if (polymorphic != null && handleCall(thread, pc, from, constant, polymorphic)) {
      return;
    }
    if (kind == InvokeKind.VIRTUAL && VarHandleCalls.concerns(constant)) {
      Method linked = varHandles.link(thread, from, constant);
      if (linked != null) {
        rewriteBound(pc, Handler.INVOKESTATIC, linked);
      }
      return;
    }
    Method method = resolution.resolveMethod(thread, from, constant, kind);
    if (method == null) {
      return;
    }
    if (kind == InvokeKind.VIRTUAL && IntrinsicTable.isArrayClone(constant)) {
      rewrite(pc, IntrinsicTable.arrayClone(constant), (int) method.descriptor());
    } else if (kind == InvokeKind.STATIC) {
      provisional.add(pc, method.holder());
      rewriteBound(pc, Handler.INVOKESTATIC, method);
    } else if (kind == InvokeKind.SPECIAL || method.isStaticallyBound()) {
      rewriteBound(pc, Handler.INVOKENONVIRTUAL, method);
    } else if (method.holder().isInterface()) {
      long wide =
          (long) method.interfaceIndex() << 32
              | Integer.toUnsignedLong((int) method.holder().descriptor());
      memory.i64(pc + CodeWord.WIDE, wide);
      rewrite(pc, Handler.INVOKEINTERFACE, method.argumentSlots() << 16);
    } else {
      rewrite(
          pc,
          Handler.INVOKEVIRTUAL,
          method.argumentSlots() << 16 | (method.vtableIndex() & 0xFFFF));
    }
  }

  /** False for a call that is none, since its class may not know the method. */
  private boolean handleCall(
      GuestThread thread,
      long pc,
      Method from,
      MethodConstant constant,
      PolymorphicMethod polymorphic) {
    if (!polymorphic.isIntrinsic()) {
      linkedCall(pc, linker.linkHandleCall(thread, from, constant));
      return true;
    }
    if (!polymorphic.mayBeCalledBy(from.holder())) {
      return false;
    }
    int slots = MethodDescriptor.parse(constant.descriptor()).argumentSlots();
    Handler handler =
        switch (polymorphic) {
          case LINK_TO_STATIC -> Handler.LINK_TO_STATIC;
          case LINK_TO_SPECIAL -> Handler.LINK_TO_SPECIAL;
          case LINK_TO_VIRTUAL -> Handler.LINK_TO_VIRTUAL;
          case LINK_TO_INTERFACE -> Handler.LINK_TO_INTERFACE;
          default -> Handler.INVOKE_BASIC;
        };
    // One more for the handle itself, or one less for the name at the end.
    int passed = handler == Handler.INVOKE_BASIC ? slots + 1 : slots - 1;
    rewrite(pc, handler, passed << 16);
    return true;
  }

  private void rewriteBound(long pc, Handler handler, Method method) {
    Handler intrinsic = IntrinsicTable.find(method);
    if (intrinsic != null && !(method.isStatic() && needsInitialization(method))) {
      rewrite(pc, intrinsic, (int) method.descriptor());
    } else {
      rewrite(pc, handler, (int) method.descriptor());
    }
  }

  /** Makes the intrinsic at {@code pc} the call that it stands for. */
  void call(long pc, Method method) {
    rewrite(
        pc,
        method.isStatic() ? Handler.INVOKESTATIC : Handler.INVOKENONVIRTUAL,
        (int) method.descriptor());
  }

  private boolean needsInitialization(Method method) {
    return memory.i32(method.holder().descriptor() + ClassDescriptor.STATE)
        != ClassDescriptor.STATE_INITIALIZED;
  }

  /** Makes {@code method}'s entry word the one at {@code entry}. */
  void entry(Method method, long entry) {
    memory.u32(method.descriptor() + MethodDescriptorLayout.ENTRY, entry);
  }
}
