package hotpath.backend.x86;

import static hotpath.tssa.backend.SelectedCode.END;
import static hotpath.tssa.backend.SelectedCode.START;
import static org.junit.jupiter.api.Assertions.assertEquals;

import hotpath.tssa.backend.SelectedCode;
import hotpath.tssa.code.CompiledTrace;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What code comes out where it matters: loops, folded operands, fused comparisons. */
class X86SelectionTest {
  /** The instructions of a trace without offsets; jumps out of it go to "exit". */
  private static List<String> code(String text) {
    SelectedCode code = SelectedCode.of(X86Backend.with(CpuFeatures.ALL), text);
    List<String> lines = new ArrayList<>();
    for (String line : code.lines()) {
      String insn = line.substring(line.indexOf(':') + 1).substring(33).replaceAll("  +", " ");
      if (insn.contains("int3")) {
        break; // literals
      }
      if (!insn.startsWith("nop")) {
        lines.add(name(insn, code.trace()));
      }
    }
    return lines;
  }

  private static String name(String insn, CompiledTrace trace) {
    if (!insn.startsWith("j")) {
      return insn.replaceAll(" *# 0x.*", "");
    }
    int at = Integer.parseInt(insn.substring(insn.indexOf("0x") + 2), 16);
    String target = at == trace.loopOffset() ? "loop" : "exit";
    return insn.substring(0, insn.indexOf(' ')) + " " + target;
  }

  private static List<String> operation(String lines) {
    List<String> code = code(START + lines);
    // Without the loads of the slots, and the way out.
    return code.stream()
        .filter(line -> !line.contains("[r14") && !line.startsWith("jmp"))
        .filter(line -> !line.startsWith("lea  ") && !line.contains(",[r15+rax*1]"))
        .toList();
  }

  @Test
  void aLoopHasNoCopiesAndOneJump() {
    assertEquals(
        List.of(
            "mov rsi,QWORD PTR [r13+0x0]",
            "mov rdi,QWORD PTR [r14+0x8]",
            "mov rbx,QWORD PTR [r14+0x10]",
            "cmp rsi,QWORD PTR [r13+0x8]",
            "jge exit",
            "add ebx,edi",
            "xor ebx,edi",
            "add edi,0x1",
            "add rsi,0x5",
            "cmp edi,0x3e8",
            "jl loop",
            "jmp exit"),
        code(
            """
            trace t
              v0:addr = tb
              v1:i64 = load.i64 v0 @count~
              v2:i32 = slot 1
              v3:i32 = slot 2
            loop (v10:i32 = v2, v11:i32 = v3, v12:i64 = v1)
              v13:i64 = load.i64 v0+8 @limit^
              guard lt v12, v13 else exit 0 e [t pc 8 fp 0 sp 3 count v12 | 1=v10 2=v11]
              v14:i32 = add v11, v10
              v15:i32 = xor v14, v10
              v16:i32 = add v10, 1
              v17:i64 = add v12, 5L
              guard lt v16, 1000 else exit 1 e [t pc 8 fp 0 sp 3 count v17 | 1=v16 2=v15]
              jump loop (v16, v15, v17)
            """));
  }

  @Test
  void boundsCheckedElement() {
    assertEquals(
        List.of(
            "mov rsi,QWORD PTR [r14+0x8]",
            "mov rdi,QWORD PTR [r14+0x18]",
            "lea rbx,[r15+rdi*1]",
            "cmp esi,DWORD PTR [r15+rdi*1+0xc]",
            "jae exit",
            "mov esi,DWORD PTR [rbx+rsi*4+0x10]",
            "jmp exit"),
        code(
            START
                + "  v6:i32 = load.i32 v4+12 @length!\n"
                + "  guard ult v2, v6 else exit 0 e [t pc 8 fp 0 sp 3]\n"
                + "  v9:i32 = load.i32 v5+v2<<2+16 @int*\n"
                + "  leave exit 1 e [t pc 8 fp 0 sp 3 | 4=v9]\n"));
  }

  @Test
  void updatesOfMemory() {
    assertEquals(
        List.of(
            "mov rsi,QWORD PTR [r14+0x18]",
            "add DWORD PTR [r15+rsi*1+0x14],0x1",
            "mov rdi,QWORD PTR [r14+0x8]",
            "sub DWORD PTR [r15+rsi*1+0x18],edi",
            "jmp exit"),
        code(
            """
            trace t
              v4:ref = slot 3
              v6:i32 = load.i32 v4+20 @P.x
              v7:i32 = add v6, 1
              store.i32 v4+20 @P.x, v7
              v2:i32 = slot 1
              v8:i32 = load.i32 v4+24 @P.y
              v9:i32 = sub v8, v2
              store.i32 v4+24 @P.y, v9
              leave exit 0 e [t pc 8 fp 0 sp 3]
            """));
  }

  @Test
  void comparisonsAreFused() {
    assertEquals(
        List.of("cmp esi,edi", "jge exit", "test esi,0x40", "je exit"),
        operation(
            "  v9:i32 = set lt v2, v3\n  guard ne v9, 0 else exit 0 e [t pc 8 fp 0 sp 3]\n"
                + "  v8:i32 = and v2, 64\n  guard ne v8, 0 else exit 1 e [t pc 8 fp 0 sp 3]\n"
                + "  leave exit 2 e [t pc 8 fp 0 sp 3]\n"));
  }

  @Test
  void sumsByLea() {
    // Both operands are needed behind the sum.
    assertEquals(
        List.of("lea ebx,[rsi+rdi*1]", "lea esi,[rsi+rdi*4]"),
        operation(
            "  v9:i32 = add v2, v3\n  v7:i32 = shl v3, 2\n  v8:i32 = add v2, v7\n"
                + "  leave exit 0 e [t pc 8 fp 0 sp 3 | 4=v9 5=v8 6=v2 7=v3]\n"));
  }

  @Test
  void divisionByAConstantMultiplies() {
    assertEquals(
        List.of(
            "movsxd rsi,esi",
            "imul rsi,rsi,0x66666667",
            "sar rsi,0x22",
            "mov rdi,rsi",
            "shr edi,0x1f",
            "add edi,esi"),
        operation("  v9:i32 = div v2, 10\n" + END));
  }
}
