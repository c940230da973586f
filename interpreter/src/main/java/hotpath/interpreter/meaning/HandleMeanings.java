package hotpath.interpreter.meaning;

import static hotpath.tssa.ir.Kind.I32;
import static hotpath.tssa.ir.Kind.REF;

import hotpath.interpreter.link.InjectedFields;
import hotpath.interpreter.link.MethodDescriptorLayout;
import hotpath.tssa.ir.Cond;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Mem;
import hotpath.tssa.ir.MemType;
import hotpath.tssa.ir.TssaOp;

/**
 * Meanings of calls by method handles: what the library's lambda forms call each other and their
 * targets by ({@code MethodHandle.invokeBasic} and {@code linkTo...}), and call sites that it has
 * linked.
 *
 * <p>The target is the descriptor that the VM keeps in a resolved {@code MemberName}.
 */
final class HandleMeanings {
  private HandleMeanings() {}

  /**
   * A linked call site: operand b is the method, the next word the cell of one more argument for
   * it.
   */
  static void linked(Emitter e) {
    Insn method = e.operandB();
    Insn arguments = ObjectMeanings.argumentSlots(e, method);
    e.push(e.constantCell(e.op(TssaOp.L2I, I32, e.wideOperand(Kind.I64))));
    e.invoke(method, arguments);
  }

  /** The receiver is the handle: its form's entry is called. */
  static void basic(Emitter e) {
    Insn arguments = e.operandHigh();
    Insn handle = e.receiver(arguments);
    e.nullCheck(handle);
    Insn form = e.load(field(MemType.REF, InjectedFields.HANDLE_FORM), handle);
    Insn entry = e.load(field(MemType.REF, InjectedFields.FORM_ENTRY), form);
    e.invoke(e.selectHandle(target(e, entry)), arguments);
  }

  /** The topmost operand is the name of the method that is called. */
  static void direct(Emitter e) {
    Insn member = e.pop(REF);
    e.invoke(e.selectHandle(target(e, member)), e.operandHigh());
  }

  static void special(Emitter e) {
    Insn member = e.pop(REF);
    e.nullCheck(e.receiver(e.operandHigh()));
    e.invoke(e.selectHandle(target(e, member)), e.operandHigh());
  }

  static void virtual(Emitter e) {
    Insn method = e.named(target(e, e.pop(REF)));
    Insn receiver = e.receiver(e.operandHigh());
    e.nullCheck(receiver);
    Insn index = e.descriptorWord(method, MethodDescriptorLayout.VTABLE_INDEX);
    e.invoke(e.selectVirtual(receiver, index), e.operandHigh());
  }

  static void interfaceCall(Emitter e) {
    Insn method = e.named(target(e, e.pop(REF)));
    Insn receiver = e.receiver(e.operandHigh());
    e.nullCheck(receiver);
    Insn holder = e.descriptorWord(method, MethodDescriptorLayout.HOLDER);
    Insn index = e.descriptorWord(method, MethodDescriptorLayout.INTERFACE_INDEX);
    e.invoke(e.selectInterface(receiver, holder, index), e.operandHigh());
  }

  /** The method of a name; no call goes to descriptor 0. */
  private static Insn target(Emitter e, Insn member) {
    Insn target = e.load(field(MemType.I32, InjectedFields.MEMBER_TARGET), member);
    e.require(Cond.NE, target, e.constant(0), LeaveReason.NULL_POINTER);
    return target;
  }

  /** The library writes forms and entries by ways that a trace cannot tell from others. */
  private static Mem field(MemType type, int offset) {
    return new Mem(type, offset, Aliases.ANY);
  }
}
