package hotpath.backend.x86;

import static hotpath.backend.x86.Gpr.RAX;
import static hotpath.backend.x86.Gpr.RBX;
import static hotpath.backend.x86.Gpr.RCX;
import static hotpath.backend.x86.Operand.imm;
import static hotpath.backend.x86.Xmm.XMM1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import hotpath.tssa.backend.AssembledCode;
import hotpath.tssa.backend.Label;
import hotpath.tssa.foreign.Binutils;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the assembler adds to the encoder: labels, jumps, padding, literals, placement. */
class X86AssemblerTest {
  private static final ValueLayout.OfLong LONG =
      ValueLayout.JAVA_LONG_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private final X86Assembler assembler = new X86Assembler(CpuFeatures.BASELINE);

  /** The texts of all instructions. */
  private static List<String> texts(AssembledCode code) {
    return insns(code).stream().map(at -> at.insn.text(at.offset, _ -> null)).toList();
  }

  private record At(int offset, Insn insn) {
    /** Where a jump or a RIP-relative operand leads. */
    int target() {
      long distance =
          switch (insn.operands().getLast()) {
            case Operand.Imm(long value) -> value;
            case Mem mem -> mem.disp();
            case Register register -> throw new AssertionError(register);
          };
      return Math.toIntExact(offset + insn.length() + distance);
    }
  }

  private static List<At> insns(AssembledCode code) {
    return insns(segment(code).asSlice(0, code.codeSize()));
  }

  private static MemorySegment segment(AssembledCode code) {
    return MemorySegment.ofArray(code.bytes());
  }

  private static List<At> insns(MemorySegment code) {
    List<At> insns = new ArrayList<>();
    for (int at = 0; at < code.byteSize(); ) {
      Insn insn = X86Disassembler.decode(code, at);
      if (insn == null) {
        throw new AssertionError("no instruction at " + at);
      }
      insns.add(new At(at, insn));
      at += insn.length();
    }
    return insns;
  }

  @Test
  void choosesTheFormByOperands() {
    assembler.emit(X86Op.ADD, Size.D, RAX, RCX);
    assembler.emit(X86Op.ADD, Size.Q, RAX, Mem.at(RBX, RCX, 4, 16));
    assembler.emit(X86Op.ADD, Size.D, Mem.at(RBX, 0), imm(1000));
    assembler.emit(X86Op.SHL, Size.D, RAX, RCX);
    assembler.emit(X86Op.IMUL, Size.Q, RAX, RBX, imm(10));
    assembler.emit(X86Op.SETCC, Cond.NE, Gpr.RSI);
    assembler.emit(X86Op.CMOVCC, Size.D, Cond.L, RAX, RBX);
    assembler.emit(X86Op.CVTSI2SD, Size.Q, XMM1, RAX);
    assembler.emit(X86Op.CQO);
    assertEquals(
        List.of(
            "add    eax,ecx",
            "add    rax,QWORD PTR [rbx+rcx*4+0x10]",
            "add    DWORD PTR [rbx],0x3e8",
            "shl    eax,cl",
            "imul   rax,rbx,0xa",
            "setne  sil",
            "cmovl  eax,ebx",
            "cvtsi2sd xmm1,rax",
            "cqo"),
        texts(assembler.finish()));
  }

  @Test
  void refusesWhatHasNoForm() {
    Mem mem = Mem.at(RAX, 0);
    List<Runnable> wrong =
        List.of(
            () -> assembler.emit(X86Op.ADD, Size.D, mem, mem),
            () -> assembler.emit(X86Op.ADD, RAX, RCX),
            () -> assembler.emit(X86Op.ADD, Size.W, RAX, RCX),
            () -> assembler.emit(X86Op.ADD, Size.Q, RAX, imm(1L << 31)),
            () -> assembler.emit(X86Op.ADD, Size.D, RAX, imm(0xFFFF_FFFFL)),
            () -> assembler.emit(X86Op.SHL, Size.D, RAX, RBX),
            () -> assembler.emit(X86Op.ADDSD, RAX, XMM1),
            () -> assembler.emit(X86Op.CMOVCC, Size.D, RAX, RBX),
            () -> assembler.emit(X86Op.ADD, Size.D, Cond.E, RAX, RBX),
            () -> assembler.emit(X86Op.POPCNT, Size.D, RAX, RBX),
            () -> assembler.emit(X86Op.LEA, Size.Q, RAX, Mem.at(Label.external(1))),
            () -> assembler.shortJump(Label.external(1)),
            () -> Mem.at(RAX, Gpr.RSP, 1, 0),
            () -> Mem.at(RAX, RCX, 3, 0));
    for (Runnable each : wrong) {
      assertThrows(IllegalArgumentException.class, each::run);
    }
    assertFalse(X86Op.ADD.accepts(Size.Q, RAX, imm(1L << 31)));
    assertTrue(X86Op.ADD.accepts(Size.Q, mem, imm(-1L << 31)));
  }

  /** Each feature by itself, as the bits of cpuid tell it, allows its instruction only. */
  @Test
  void needsFeatures() {
    int sse41 = 1 << 19;
    assertEquals(CpuFeatures.BASELINE, CpuFeatures.ofCpuid(sse41, 0, 0));
    List<CpuFeatures> single =
        List.of(
            CpuFeatures.ofCpuid(sse41 | (1 << 23), 0, 0),
            CpuFeatures.ofCpuid(sse41, 0, 1 << 5),
            CpuFeatures.ofCpuid(sse41, 1 << 3, 0));
    List<X86Op> ops = List.of(X86Op.POPCNT, X86Op.LZCNT, X86Op.TZCNT);
    for (int i = 0; i < 3; i++) {
      X86Assembler able = new X86Assembler(single.get(i));
      for (X86Op op : ops) {
        Runnable emit = () -> able.emit(op, Size.D, RAX, RBX);
        if (op == ops.get(i)) {
          emit.run();
        } else {
          assertThrows(IllegalArgumentException.class, emit::run);
        }
      }
    }
    assertThrows(UnsupportedOperationException.class, () -> CpuFeatures.ofCpuid(0, 0, 0));
  }

  /** That the table lacks nothing: the enumeration sees only what is there. */
  @Test
  void integerOperationsExistForRegistersAndMemoryInBothSizes() {
    Mem mem = Mem.at(RBX, 8);
    for (Size size : List.of(Size.D, Size.Q)) {
      for (String name : "MOV ADD OR ADC SBB AND SUB XOR CMP TEST".split(" ")) {
        X86Op op = X86Op.valueOf(name);
        assertTrue(op.accepts(size, RAX, RCX) && op.accepts(size, mem, RCX), name);
        assertTrue(op == X86Op.TEST || op.accepts(size, RCX, mem), name);
        for (int value : new int[] {1, 1000}) {
          assertTrue(op.accepts(size, mem, imm(value)) && op.accepts(size, RCX, imm(value)), name);
        }
      }
      for (String name : "INC DEC NOT NEG MUL IMUL DIV IDIV".split(" ")) {
        X86Op op = X86Op.valueOf(name);
        assertTrue(op.accepts(size, RCX) && op.accepts(size, mem), name);
      }
      for (String name :
          "IMUL BSF BSR POPCNT LZCNT TZCNT CMOVCC MOVZX_B MOVZX_W MOVSX_B MOVSX_W".split(" ")) {
        X86Op op = X86Op.valueOf(name);
        assertTrue(op.accepts(size, RAX, RCX) && op.accepts(size, RAX, mem), name);
      }
      for (String name : "ROL ROR SHL SHR SAR".split(" ")) {
        X86Op op = X86Op.valueOf(name);
        assertTrue(op.accepts(size, RAX, RCX) && op.accepts(size, RAX, imm(31)), name);
      }
      for (String name : "CVTSI2SS CVTSI2SD".split(" ")) {
        X86Op op = X86Op.valueOf(name);
        assertTrue(op.accepts(size, XMM1, RCX) && op.accepts(size, XMM1, mem), name);
      }
      for (String name : "CVTTSS2SI CVTTSD2SI".split(" ")) {
        X86Op op = X86Op.valueOf(name);
        assertTrue(op.accepts(size, RCX, XMM1) && op.accepts(size, RCX, mem), name);
      }
    }
    for (Size size : List.of(Size.B, Size.W)) {
      assertTrue(X86Op.MOV.accepts(size, mem, RCX) && X86Op.MOV.accepts(size, mem, imm(-1)));
    }
  }

  /** Evaluated on the flags that {@code cmp a, b} leaves, for all pairs of small numbers. */
  @Test
  void conditionsNegateAndMirror() {
    for (int a = -3; a <= 3; a++) {
      for (int b = -3; b <= 3; b++) {
        for (Cond cond : List.of(Cond.B, Cond.BE, Cond.L, Cond.LE, Cond.E)) {
          assertEquals(holds(cond, a, b), holds(cond.mirrored(), b, a));
          assertEquals(holds(cond, a, b), !holds(cond.negated(), a, b));
          assertEquals(cond, cond.mirrored().mirrored());
          assertEquals(cond.negated().mirrored(), cond.mirrored().negated());
        }
      }
    }
    assertEquals(Cond.NP, Cond.P.negated());
    assertThrows(IllegalArgumentException.class, Cond.S::mirrored);
  }

  private static boolean holds(Cond cond, int a, int b) {
    return switch (cond) {
      case B -> Integer.compareUnsigned(a, b) < 0;
      case BE -> Integer.compareUnsigned(a, b) <= 0;
      case A -> Integer.compareUnsigned(a, b) > 0;
      case AE -> Integer.compareUnsigned(a, b) >= 0;
      case L -> a < b;
      case LE -> a <= b;
      case G -> a > b;
      case GE -> a >= b;
      case E -> a == b;
      case NE -> a != b;
      default -> throw new AssertionError(cond);
    };
  }

  @Test
  void loadsImmediatesShortly() {
    for (long value : new long[] {0, -1, 0xFFFF_FFFFL, 1L << 32, Long.MIN_VALUE}) {
      assembler.moveImmediate(RAX, value);
    }
    assertEquals(
        List.of(
            "mov    eax,0x0",
            "mov    rax,0xffffffffffffffff",
            "mov    eax,0xffffffff",
            "movabs rax,0x100000000",
            "movabs rax,0x8000000000000000"),
        texts(assembler.finish()));
  }

  /** Backwards as far as a byte reaches, and one further. */
  @Test
  void picksTheLengthOfJumps() {
    Label start = new Label();
    Label near = new Label();
    assembler.bind(start);
    assembler.nop(126);
    assembler.jump(start);
    assembler.jump(Cond.E, start);
    assembler.shortJump(Cond.NE, near);
    assembler.jump(near);
    assembler.bind(near);
    AssembledCode code = assembler.finish();
    assertEquals(
        List.of("jmp    0x0", "je     0x0", "jne    0x8d", "jmp    0x8d"),
        texts(code).stream().filter(text -> text.startsWith("j")).toList());
    assertEquals(126 + 2 + 6 + 2 + 5, code.codeSize());
  }

  @Test
  void refusesBadLabels() {
    Label far = new Label();
    assembler.shortJump(far);
    assertThrows(IllegalStateException.class, assembler::finish, "not bound");
    assembler.nop(128);
    assembler.bind(far);
    assertThrows(IllegalStateException.class, () -> assembler.bind(far), "bound twice");
    assertThrows(IllegalStateException.class, () -> assembler.bind(Label.external(0)));
    assertThrows(IllegalStateException.class, assembler::finish, "too far");
  }

  @Test
  void alignsPatchableJumpsWithoutPartingThemFromTheCompare() {
    for (int before = 0; before < 8; before++) {
      X86Assembler fresh = new X86Assembler(CpuFeatures.BASELINE);
      Label exit = new Label();
      fresh.nop(before);
      fresh.emit(X86Op.CMP, Size.D, RAX, RCX);
      int guard = fresh.patchableJump(Cond.GE, exit);
      fresh.bind(exit);
      int link = fresh.patchableJump(Label.external(9));
      AssembledCode code = fresh.finish();
      assertEquals(0, guard % 4);
      assertEquals(0, link % 4);
      assertEquals(List.of(new AssembledCode.Relocation(link, 9)), code.relocations());
      List<At> insns = insns(code);
      int jump = insns.stream().map(at -> at.insn.op()).toList().indexOf(X86Op.JCC);
      assertEquals(X86Op.CMP, insns.get(jump - 1).insn.op());
      assertEquals(exit.offset(), insns.get(jump).target());
      assertEquals(guard, insns.get(jump).offset + 2);
      assertEquals(link, insns.getLast().offset + 1);
    }
  }

  /** A label or a fixup between two instructions keeps them where they are. */
  @Test
  void padsInPlaceWhereTheInstructionBeforeIsFixed() {
    Label here = new Label();
    assembler.emit(X86Op.CMP, Size.D, RAX, RCX);
    assembler.bind(here);
    assembler.patchableJump(Cond.E, here);
    assembler.emit(X86Op.UCOMISD, XMM1, assembler.literal64(5));
    assembler.patchableJump(Cond.E, here);
    AssembledCode code = assembler.finish();
    assertEquals(2, here.offset());
    assertEquals(X86Op.CMP, insns(code).getFirst().insn.op());
    List<At> jumps = insns(code).stream().filter(at -> at.insn.op() == X86Op.JCC).toList();
    assertEquals(List.of(2, 2), jumps.stream().map(At::target).toList());
    At load = insns(code).stream().filter(at -> at.insn.op() == X86Op.UCOMISD).findFirst().get();
    assertEquals(5, segment(code).get(LONG, load.target()));
  }

  @Test
  void nopsAndAlignment(@TempDir Path directory) {
    for (int bytes = 0; bytes < 40; bytes++) {
      assembler.nop(bytes);
    }
    AssembledCode code = assembler.finish();
    assertEquals(39 * 40 / 2, code.codeSize());
    List<At> insns = insns(code);
    assertTrue(insns.stream().allMatch(at -> at.insn.op().name().startsWith("NOP")));
    List<String> ours =
        insns.stream()
            .map(at -> Binutils.line(at.offset, at.insn.text(at.offset, _ -> null)))
            .toList();
    List<String> theirs = Binutils.objdump(directory, EncoderTest.TARGET).disassemble(code.bytes());
    assertEquals(List.of(), Binutils.differences(ours, theirs, EncoderTest::withoutZeros));

    X86Assembler aligned = new X86Assembler(CpuFeatures.BASELINE);
    aligned.emit(X86Op.RET);
    aligned.align(32);
    assertEquals(32, aligned.offset());
    assertEquals(32, aligned.finish().alignment());
  }

  @Test
  void poolsLiterals() {
    Mem four = assembler.literal32(-4);
    Mem eight = assembler.literal64(8);
    Mem sixteen = assembler.literal128(16, -16);
    assertEquals(eight, assembler.literal64(8));
    assembler.emit(X86Op.ADDSS, XMM1, four);
    assembler.emit(X86Op.ADDSD, XMM1, eight);
    assembler.emit(X86Op.ANDPS, XMM1, sixteen);
    assembler.emit(X86Op.MULSD, XMM1, eight);
    assembler.emit(X86Op.RET);
    assembler.nop(1);
    AssembledCode code = assembler.finish();
    List<Integer> places = insns(code).subList(0, 4).stream().map(At::target).toList();
    assertEquals(List.of(72, 64, 48, 64), places);
    MemorySegment bytes = segment(code);
    assertEquals(-4, bytes.get(LONG, 68) >> 32);
    assertEquals(8, bytes.get(LONG, 64));
    assertEquals(16, bytes.get(LONG, 48));
    assertEquals(-16, bytes.get(LONG, 56));
    assertEquals(76, bytes.byteSize());
  }

  /** An immediate behind the displacement counts: it is relative to the end of the instruction. */
  @Test
  void addressesLabelsBeforeAnImmediate() {
    Label place = new Label();
    assembler.emit(X86Op.ADD, Size.D, Mem.at(place), imm(1000));
    assembler.bind(place);
    assertEquals(
        List.of("add    DWORD PTR [rip+0x0],0x3e8        # 0xa"), texts(assembler.finish()));
  }

  @Test
  void listsWhatLeavesTheCode() {
    assembler.call(Label.external(1));
    assembler.jump(Cond.E, Label.external(2));
    assembler.patchableJump(Label.external(3));
    AssembledCode code = assembler.finish();
    int place = 64;
    for (AssembledCode.Relocation relocation : code.relocations()) {
      int field = relocation.offset();
      X86Stubs.reach(code.bytes(), field, place + field, 1000 * relocation.target());
    }
    assertEquals(
        List.of(1000, 2000, 3000),
        insns(code).stream()
            .filter(at -> !at.insn.op().name().startsWith("NOP"))
            .map(at -> place + at.target())
            .toList());
  }

  /** Random programs of jumps: each one reaches its label, however often code moved. */
  @Test
  void jumpsReachTheirLabels() {
    long seed = Long.getLong("hotpath.test.seed", System.nanoTime());
    Random random = new Random(seed);
    for (int round = 0; round < 300; round++) {
      X86Assembler program = new X86Assembler(CpuFeatures.BASELINE);
      List<Label> labels = new ArrayList<>();
      List<Label> targets = new ArrayList<>();
      for (int i = 0; i < 40; i++) {
        labels.add(new Label());
      }
      for (int i = 0; i < 40; i++) {
        Label target = labels.get(random.nextInt(40));
        Cond cond = Cond.values()[random.nextInt(16)];
        switch (random.nextInt(5)) {
          case 0 -> program.jump(target);
          case 1 -> program.jump(cond, target);
          case 2 -> program.patchableJump(cond, target);
          case 3 -> program.patchableJump(target);
          default -> program.emit(X86Op.LEA, Size.Q, RAX, Mem.at(target));
        }
        targets.add(target);
        if (random.nextInt(5) == 0) {
          program.align(16);
        }
        for (int filler = random.nextInt(4); filler > 0; filler--) {
          program.emit(X86Op.ADD, Size.D, RAX, imm(random.nextInt() >> random.nextInt(32)));
        }
        program.bind(labels.get(i));
      }
      List<At> insns = insns(program.finish());
      List<Integer> starts = new ArrayList<>(insns.stream().map(At::offset).toList());
      starts.add(program.offset());
      assertTrue(starts.containsAll(labels.stream().map(Label::offset).toList()));
      List<At> jumps =
          insns.stream()
              .filter(at -> at.insn.op() == X86Op.LEA || at.insn.op().name().startsWith("J"))
              .toList();
      assertEquals(
          targets.stream().map(Label::offset).toList(),
          jumps.stream().map(At::target).toList(),
          "hotpath.test.seed=" + seed);
    }
  }
}
