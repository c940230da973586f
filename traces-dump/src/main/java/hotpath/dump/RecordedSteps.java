package hotpath.dump;

import hotpath.interpreter.classfile.MethodCode;
import hotpath.interpreter.classfile.OperandFormat;
import hotpath.interpreter.meaning.Handler;
import hotpath.interpreter.predecode.PreparedMethod;
import hotpath.recorder.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The steps of a recording in the words of the class file. */
final class RecordedSteps {
  private final GuestNames names;

  RecordedSteps(GuestNames names) {
    this.names = names;
  }

  List<RecordedBytecode> of(List<Step> steps) {
    int[] depths = depths(steps);
    List<RecordedBytecode> bytecodes = new ArrayList<>(steps.size());
    for (int i = 0; i < depths.length; i++) {
      Step step = steps.get(i);
      bytecodes.add(
          new RecordedBytecode(
              i,
              depths[i],
              names.position(step.method(), step.pc()),
              mnemonic(step),
              decision(step)));
    }
    return bytecodes;
  }

  /** Inlined frames below each step; the outermost frame of the path has 0. */
  private static int[] depths(List<Step> steps) {
    int[] depths = new int[steps.size()];
    int depth = 0;
    int least = 0;
    for (int i = 0; i < depths.length; i++) {
      depths[i] = depth;
      depth += change(steps.get(i).handler());
      least = Math.min(least, depth);
    }
    for (int i = 0; i < depths.length; i++) {
      depths[i] -= least;
    }
    return depths;
  }

  private static int change(Handler handler) {
    if (handler.isCall()) {
      return 1;
    }
    return switch (handler) {
      case RETURN, IRETURN, LRETURN, FRETURN, DRETURN, ARETURN -> -1;
      default -> 0;
    };
  }

  /**
   * As in the class file, with small operands; words that stand for no bytecode by their handler.
   */
  static String mnemonic(Step step) {
    int instruction = step.method().instructionAt(step.pc());
    if (instruction == PreparedMethod.NO_INSTRUCTION) {
      return step.handler().name().toLowerCase(Locale.ROOT);
    }
    MethodCode code = step.method().code();
    String mnemonic = code.opcode(instruction).mnemonic();
    OperandFormat format = code.opcode(instruction).format();
    return switch (format) {
      case LOCAL, BYTE, SHORT -> mnemonic + " " + code.operand(instruction);
      case INCREMENT ->
          mnemonic + " " + code.operand(instruction) + " " + code.operand2(instruction);
      default -> mnemonic;
    };
  }

  private @Nullable String decision(Step step) {
    return switch (step.handler()) {
      case INVOKEVIRTUAL, INVOKEINTERFACE, LINK_TO_VIRTUAL, LINK_TO_INTERFACE ->
          names.className(step.decision()) + ": " + names.methodName(step.decision2());
      case INVOKESTATIC,
          INVOKENONVIRTUAL,
          LINKED_CALL,
          INVOKE_BASIC,
          LINK_TO_STATIC,
          LINK_TO_SPECIAL ->
          names.methodName(step.decision2());
      case CHECKCAST_CLASS, CHECKCAST_ANY, INSTANCEOF_CLASS, INSTANCEOF_ANY ->
          names.className(step.decision());
      case AASTORE -> names.className(step.decision()) + " in " + names.className(step.decision2());
      case TABLESWITCH, LOOKUPSWITCH -> "entry " + step.decision();
      case GOTO -> null;
      default -> step.handler().isBranch() ? direction(step) : null;
    };
  }

  private static String direction(Step step) {
    return step.takesBothSides() ? "both sides" : step.isTaken() ? "taken" : "not taken";
  }
}
