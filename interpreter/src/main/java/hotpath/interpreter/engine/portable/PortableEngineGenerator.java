package hotpath.interpreter.engine.portable;

import hotpath.interpreter.frame.ThreadBlock;
import hotpath.interpreter.meaning.HandlerEmitter;
import hotpath.interpreter.meaning.HandlerNumber;
import hotpath.tssa.ir.Tssa;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.CodeSizeEvaluator;
import org.objectweb.asm.tree.MethodNode;

/**
 * Prints the portable engine when the project is built: replaces the bodies of {@link PortableCode}
 * in the folder of class files given as the argument.
 *
 * <p>{@code run} is a loop around a switch with the hot handlers, with the interpreter's state in
 * local variables. All handlers, hot and rare, are printed a second time in methods that execute
 * one code word with the state in the thread block; {@code run} calls them for the rare ones, and
 * {@code step} for all. No method may exceed {@link #LIMIT} bytes.
 */
public final class PortableEngineGenerator {
  /** HotSpot never compiles a longer method (DontCompileHugeMethods). */
  static final int LIMIT = 8000;

  private static final String CODE = "hotpath/interpreter/engine/portable/PortableCode";
  private static final String SEGMENT = "java/lang/foreign/MemorySegment";
  private static final String ENTRY = "(JJ)I";

  private final ClassVisitor out;

  private PortableEngineGenerator(ClassVisitor out) {
    this.out = out;
  }

  public static void main(String[] args) throws IOException {
    Path file = Path.of(args[0], CODE + ".class");
    ClassReader reader = new ClassReader(Files.readAllBytes(file));
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);
    reader.accept(
        new ClassVisitor(Opcodes.ASM9, writer) {
          @Override
          public @Nullable MethodVisitor visitMethod(
              int access, String name, String descriptor, String signature, String[] exceptions) {
            boolean kept = name.startsWith("<");
            return kept ? super.visitMethod(access, name, descriptor, signature, exceptions) : null;
          }
        },
        0);
    new PortableEngineGenerator(writer).generate();
    Files.write(file, writer.toByteArray());
  }

  private void generate() {
    List<int[]> groups = groups();
    printLoop();
    for (int i = 0; i < groups.size(); i++) {
      printMethod("group" + i, group(groups.get(i)));
    }
    printMethod("step", step(groups));
  }

  /** Splits all handler numbers into runs {from, to} whose methods stay below the limit. */
  private static List<int[]> groups() {
    List<int[]> groups = new ArrayList<>();
    int from = 0;
    while (from < HandlerNumber.plainCount()) {
      int to = Math.min(from + 96, HandlerNumber.plainCount());
      while (size(group(new int[] {from, to})) > LIMIT) {
        to -= 4;
      }
      groups.add(new int[] {from, to});
      from = to;
    }
    return groups;
  }

  private interface Body {
    void print(MethodVisitor method);
  }

  private static int size(Body body) {
    CodeSizeEvaluator evaluator = new CodeSizeEvaluator(new MethodNode());
    body.print(evaluator);
    return evaluator.getMaxSize();
  }

  private void printMethod(String name, Body body) {
    int bytes = size(body);
    if (bytes > LIMIT) {
      throw new IllegalStateException(
          name + " has " + bytes + " bytes: the host would not compile it");
    }
    MethodVisitor method = out.visitMethod(Opcodes.ACC_STATIC, name, ENTRY, null, null);
    method.visitCode();
    body.print(method);
    method.visitMaxs(0, 0);
    method.visitEnd();
  }

  // ---- run ----

  private void printLoop() {
    printMethod("run", PortableEngineGenerator::loop);
  }

  private static void loop(MethodVisitor out) {
    State state = new State(out);
    state.takeArguments();
    state.load();
    Label head = new Label();
    Label[] cases = new Label[HandlerNumber.hotCount()];
    for (int i = 0; i < cases.length; i++) {
      cases[i] = new Label();
    }
    Label rare = new Label();
    out.visitLabel(head);
    handlerNumber(out);
    out.visitTableSwitchInsn(0, cases.length - 1, rare, cases);
    Leaves leaves = new Leaves(out, state, () -> out.visitJumpInsn(Opcodes.GOTO, head));
    Tails tails = new Tails();
    for (int i = 0; i < cases.length; i++) {
      out.visitLabel(cases[i]);
      new HandlerPrinter(out, leaves, tails, HandlerTssa.of(i)).print();
    }
    out.visitLabel(rare);
    state.save();
    out.visitVarInsn(Opcodes.LLOAD, HandlerPrinter.BASE);
    out.visitVarInsn(Opcodes.LLOAD, HandlerPrinter.THREAD);
    out.visitMethodInsn(Opcodes.INVOKESTATIC, CODE, "step", ENTRY, false);
    out.visitInsn(Opcodes.DUP);
    out.visitVarInsn(Opcodes.ISTORE, HandlerPrinter.FIRST_TEMPORARY);
    Label leave = new Label();
    out.visitJumpInsn(Opcodes.IFNE, leave);
    state.load();
    out.visitJumpInsn(Opcodes.GOTO, head);
    out.visitLabel(leave);
    out.visitVarInsn(Opcodes.ILOAD, HandlerPrinter.FIRST_TEMPORARY);
    out.visitInsn(Opcodes.IRETURN);
    leaves.finish();
  }

  private static void handlerNumber(MethodVisitor out) {
    out.visitFieldInsn(Opcodes.GETSTATIC, CODE, "ALL", "L" + SEGMENT + ";");
    String layout = "Ljava/lang/foreign/ValueLayout$OfChar;";
    out.visitFieldInsn(Opcodes.GETSTATIC, CODE, "U16", layout);
    out.visitVarInsn(Opcodes.LLOAD, HandlerPrinter.PC);
    out.visitMethodInsn(Opcodes.INVOKEINTERFACE, SEGMENT, "get", "(" + layout + "J)C", true);
  }

  // ---- step ----

  private static Body group(int[] range) {
    return out -> {
      State state = new State(out);
      state.takeArguments();
      state.load();
      Label[] cases = new Label[range[1] - range[0]];
      for (int i = 0; i < cases.length; i++) {
        cases[i] = new Label();
      }
      Label none = new Label();
      handlerNumber(out);
      out.visitTableSwitchInsn(range[0], range[1] - 1, none, cases);
      Label done = new Label();
      Leaves leaves = new Leaves(out, state, () -> out.visitJumpInsn(Opcodes.GOTO, done));
      Tails tails = new Tails();
      for (int i = 0; i < cases.length; i++) {
        out.visitLabel(cases[i]);
        new HandlerPrinter(out, leaves, tails, HandlerTssa.of(range[0] + i)).print();
      }
      out.visitLabel(none);
      out.visitLabel(done);
      state.save();
      out.visitInsn(Opcodes.ICONST_0);
      out.visitInsn(Opcodes.IRETURN);
      leaves.finish();
    };
  }

  private static Body step(List<int[]> groups) {
    return out -> {
      // pc is needed for the number alone; the group loads the whole state.
      State state = new State(out);
      state.takeArguments();
      state.loadPc();
      handlerNumber(out);
      out.visitVarInsn(Opcodes.ISTORE, HandlerPrinter.FIRST_TEMPORARY);
      for (int i = 0; i < groups.size(); i++) {
        Label next = new Label();
        if (i < groups.size() - 1) {
          out.visitVarInsn(Opcodes.ILOAD, HandlerPrinter.FIRST_TEMPORARY);
          out.visitIntInsn(Opcodes.SIPUSH, groups.get(i)[1]);
          out.visitJumpInsn(Opcodes.IF_ICMPGE, next);
        }
        out.visitVarInsn(Opcodes.LLOAD, HandlerPrinter.BASE);
        out.visitVarInsn(Opcodes.LLOAD, HandlerPrinter.THREAD);
        out.visitMethodInsn(Opcodes.INVOKESTATIC, CODE, "group" + i, ENTRY, false);
        out.visitInsn(Opcodes.IRETURN);
        out.visitLabel(next);
      }
    };
  }

  /** Moves the interpreter's state between the thread block and the local variables. */
  private static final class State {
    private static final int[] VARIABLES = {
      HandlerPrinter.PC, HandlerPrinter.SP, HandlerPrinter.FP
    };
    private static final int[] WORDS = {ThreadBlock.PC, ThreadBlock.SP, ThreadBlock.FP};

    private final MethodVisitor out;

    State(MethodVisitor out) {
      this.out = out;
    }

    /** The arguments arrive where pc and sp live. */
    void takeArguments() {
      out.visitVarInsn(Opcodes.LLOAD, 0);
      out.visitVarInsn(Opcodes.LSTORE, HandlerPrinter.BASE);
      out.visitVarInsn(Opcodes.LLOAD, 2);
      out.visitVarInsn(Opcodes.LSTORE, HandlerPrinter.THREAD);
    }

    void load() {
      for (int i = 0; i < VARIABLES.length; i++) {
        loadOffset(VARIABLES[i], WORDS[i]);
      }
      access("I64", "Long", ThreadBlock.COUNT);
      out.visitMethodInsn(
          Opcodes.INVOKEINTERFACE,
          SEGMENT,
          "get",
          "(Ljava/lang/foreign/ValueLayout$OfLong;J)J",
          true);
      out.visitVarInsn(Opcodes.LSTORE, HandlerPrinter.COUNT);
    }

    void loadPc() {
      loadOffset(HandlerPrinter.PC, ThreadBlock.PC);
    }

    private void loadOffset(int variable, int word) {
      access("I32", "Int", word);
      out.visitMethodInsn(
          Opcodes.INVOKEINTERFACE,
          SEGMENT,
          "get",
          "(Ljava/lang/foreign/ValueLayout$OfInt;J)I",
          true);
      out.visitInsn(Opcodes.I2L);
      out.visitLdcInsn(0xFFFF_FFFFL);
      out.visitInsn(Opcodes.LAND);
      out.visitVarInsn(Opcodes.LLOAD, HandlerPrinter.BASE);
      out.visitInsn(Opcodes.LADD);
      out.visitVarInsn(Opcodes.LSTORE, variable);
    }

    void save() {
      for (int i = 0; i < VARIABLES.length; i++) {
        access("I32", "Int", WORDS[i]);
        out.visitVarInsn(Opcodes.LLOAD, VARIABLES[i]);
        out.visitVarInsn(Opcodes.LLOAD, HandlerPrinter.BASE);
        out.visitInsn(Opcodes.LSUB);
        out.visitInsn(Opcodes.L2I);
        out.visitMethodInsn(
            Opcodes.INVOKEINTERFACE,
            SEGMENT,
            "set",
            "(Ljava/lang/foreign/ValueLayout$OfInt;JI)V",
            true);
      }
      access("I64", "Long", ThreadBlock.COUNT);
      out.visitVarInsn(Opcodes.LLOAD, HandlerPrinter.COUNT);
      out.visitMethodInsn(
          Opcodes.INVOKEINTERFACE,
          SEGMENT,
          "set",
          "(Ljava/lang/foreign/ValueLayout$OfLong;JJ)V",
          true);
    }

    private void access(String layout, String type, int word) {
      out.visitFieldInsn(Opcodes.GETSTATIC, CODE, "ALL", "L" + SEGMENT + ";");
      out.visitFieldInsn(
          Opcodes.GETSTATIC, CODE, layout, "Ljava/lang/foreign/ValueLayout$Of" + type + ";");
      out.visitVarInsn(Opcodes.LLOAD, HandlerPrinter.THREAD);
      out.visitLdcInsn((long) word);
      out.visitInsn(Opcodes.LADD);
    }
  }

  /**
   * The ends of all handlers of one method: one leaving tail for each reason, all through one way
   * out.
   */
  private static final class Leaves implements HandlerPrinter.Ends {
    private final MethodVisitor out;
    private final State state;
    private final Runnable next;
    private final Label way = new Label();
    private final Label[] reasons =
        new Label[hotpath.interpreter.meaning.LeaveReason.values().length];

    Leaves(MethodVisitor out, State state, Runnable next) {
      this.out = out;
      this.state = state;
      this.next = next;
    }

    @Override
    public Label leave(int reason) {
      if (reasons[reason] == null) {
        reasons[reason] = new Label();
      }
      return reasons[reason];
    }

    @Override
    public void next() {
      next.run();
    }

    @Override
    public void leaveAfter(int reason) {
      out.visitJumpInsn(Opcodes.GOTO, leave(reason));
    }

    void finish() {
      for (int i = 0; i < reasons.length; i++) {
        if (reasons[i] != null) {
          out.visitLabel(reasons[i]);
          out.visitIntInsn(Opcodes.BIPUSH, i);
          out.visitVarInsn(Opcodes.ISTORE, HandlerPrinter.FIRST_TEMPORARY);
          out.visitJumpInsn(Opcodes.GOTO, way);
        }
      }
      out.visitLabel(way);
      state.save();
      out.visitVarInsn(Opcodes.ILOAD, HandlerPrinter.FIRST_TEMPORARY);
      out.visitInsn(Opcodes.IRETURN);
    }
  }

  /** The TSSA of a handler as it is printed: allocation expanded. */
  private static final class HandlerTssa {
    static Tssa of(int number) {
      return HandlerEmitter.emit(number);
    }
  }
}
