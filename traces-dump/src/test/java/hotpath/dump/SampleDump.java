package hotpath.dump;

import hotpath.platform.CodePosition;
import hotpath.platform.Option;
import hotpath.platform.Options;
import hotpath.platform.ParentExit;
import hotpath.platform.VmEvent;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A small dump as a VM would write it: the inner loop of a sieve as a root trace with a bridge, and
 * a few aborts. Every field of every record is there once and, where it may be missing, missing
 * once.
 */
final class SampleDump {
  static final VmFile VM =
      new VmFile(
          TraceFile.FORMAT,
          "0.1.0",
          new VmFile.Host("25.0.3+9", "Linux", "sample64"),
          new VmFile.Program("Sieve", List.of("100"), ".", "Sieve.java"),
          OptionRow.of(Options.defaults().with(Option.HOT_LOOP, "2")));

  private SampleDump() {}

  static CodePosition sieve(int bci, int line) {
    return new CodePosition("Sieve", "count", "(I)I", bci, line);
  }

  private static RecordedBytecode step(
      int index, int bci, int line, String mnemonic, @Nullable String decision) {
    return new RecordedBytecode(index, 0, sieve(bci, line), mnemonic, decision);
  }

  private static Operation operation(int id, String op, String kind, String text, int origin) {
    return new Operation(id, op, kind, text, origin, null);
  }

  private static Operation guard(int id, String text, int origin, int exit) {
    return new Operation(id, "guard", "void", text, origin, exit);
  }

  static TraceFile root() {
    List<RecordedBytecode> bytecodes =
        List.of(
            step(0, 40, 8, "iload 4", null),
            step(1, 42, 8, "iload_0", null),
            step(2, 43, 8, "if_icmpge", "not taken"),
            step(3, 46, 9, "aload_1", null),
            step(4, 47, 9, "iload 4", null),
            step(5, 49, 9, "iconst_0", null),
            step(6, 50, 9, "bastore", "[Z"),
            new RecordedBytecode(
                7, 1, new CodePosition("Step", "next", "(II)I", 2, -1), "iadd", null),
            step(8, 52, 8, "goto", null));
    List<Operation> built =
        List.of(
            operation(1, "slot", "i32", "v1:i32 = slot 4", 0),
            operation(2, "slot", "i32", "v2:i32 = slot -1", 1),
            operation(3, "slot", "ref", "v3:ref = slot 2", 3),
            guard(4, "guard slt v1, v2 else exit 0 loop end", 2, 0),
            operation(5, "arraylength", "i32", "v4:i32 = arraylength v3", 6),
            guard(6, "guard ult v1, v4 else exit 1 bounds", 6, 1),
            operation(7, "arraylength", "i32", "v5:i32 = arraylength v3", 6));
    List<Operation> looped =
        List.of(
            operation(1, "slot", "i32", "v1:i32 = slot 4", 0),
            operation(2, "slot", "i32", "v2:i32 = slot -1", 1),
            operation(3, "slot", "ref", "v3:ref = slot 2", 3),
            operation(5, "arraylength", "i32", "v4:i32 = arraylength v3", 6),
            operation(-1, "loop", "void", "loop (v5:i32 = v1)", -1),
            guard(8, "guard slt v5, v2 else exit 0 loop end", 2, 0),
            guard(9, "guard ult v5, v4 else exit 1 bounds", 6, 1),
            operation(10, "add", "i32", "v6:i32 = add v5, 3", 7),
            operation(11, "jump", "void", "jump loop (v6)", 8));
    Stage cse = new Stage("loop", looped, List.of(new Removal(7, 0, "cse", "same value", "v4")));
    return new TraceFile(
        TraceFile.FORMAT,
        1,
        TraceKind.ROOT,
        sieve(40, 8),
        null,
        new Link(Link.To.LOOP, 1),
        bytecodes,
        List.of(new Stage("built", built, List.of()), cse),
        List.of("trace sample"),
        guards(),
        code(),
        List.of("Step has no subclass"),
        new Sizes(9, 7, 8, 24, 16),
        new Times(
            41_000,
            List.of(new Times.PhaseTime("loop", 100_000), new Times.PhaseTime("emit", 52_345))),
        Counters.ZERO);
  }

  private static List<Guard> guards() {
    return List.of(
        new Guard(
            0,
            8,
            "loop end",
            sieve(55, 12),
            List.of(new SnapshotSlot(4, "v5"), new SnapshotSlot(5, "object 0")),
            List.of("new Point {12: v5}"),
            0,
            null),
        new Guard(1, 9, "bounds", sieve(50, 9), List.of(), List.of(), 0, null));
  }

  private static MachineCode code() {
    return new MachineCode(
        "sample64",
        "7f0000001000",
        "00010203040506",
        24,
        List.of("block 0", "  0: load =t1:i32@r1, slot4"),
        List.of(
            new Instruction(0, "00", "load r1, slot4", 1, 0),
            new Instruction(1, "0102", "cmp r1, r2", 8, 2),
            new Instruction(3, "03", "bge stub0", 8, 2),
            new Instruction(4, "04", "add r1, 3", 10, 7),
            new Instruction(5, "05", "b loop", 11, 8),
            new Instruction(6, "06", "b exit", null, null)),
        List.of(
            new CodeMapping(0, 1, 0, sieve(40, 8)),
            new CodeMapping(1, 8, 2, sieve(43, 8)),
            new CodeMapping(4, 10, 7, null)));
  }

  static TraceFile bridge() {
    return new TraceFile(
        TraceFile.FORMAT,
        2,
        TraceKind.BRIDGE,
        sieve(50, 9),
        new ParentExit(1, 1),
        new Link(Link.To.INTERPRETER, null),
        List.of(step(0, 50, 9, "bastore", "ArrayIndexOutOfBoundsException")),
        List.of(new Stage("built", List.of(), List.of())),
        null,
        List.of(),
        null,
        List.of(),
        new Sizes(1, 0, 0, 0, 0),
        new Times(1000, List.of()),
        Counters.ZERO);
  }

  /** One of each kind. */
  static List<VmEvent> events() {
    ParentExit exit = new ParentExit(1, 1);
    List<VmEvent> events = new ArrayList<>();
    events.add(new VmEvent.RecordingStarted(sieve(40, 8), null, 2));
    events.add(new VmEvent.RecordingStarted(sieve(50, 9), exit, 11));
    for (int i = 1; i <= 3; i++) {
      events.add(
          new VmEvent.RecordingAborted(
              sieve(30, 6), null, "TRACE_TOO_LONG", sieve(33, 7), "iinc", "4000", i, 73 << i));
    }
    events.add(
        new VmEvent.RecordingAborted(
            sieve(30, 6), exit, "NATIVE_METHOD", sieve(36, 7), "invokestatic", "Foo.bar()V", 4, 0));
    events.add(new VmEvent.TraceCompiled(1, sieve(40, 8), null, 9, 8, 24, 41_000, 152_345));
    events.add(new VmEvent.TraceLinked(1, -1, 1));
    events.add(new VmEvent.Blacklisted(sieve(30, 6), null, "TRACE_TOO_LONG", 4));
    events.add(new VmEvent.Forgiven(sieve(30, 6)));
    events.add(new VmEvent.TraceUnlinked(2, "Step has a subclass"));
    events.add(new VmEvent.TraceEvicted(2, 100, 0));
    events.add(new VmEvent.MonitorDisconnected("ABORTS", 200));
    events.add(new VmEvent.Collection(1, "ALLOCATION", 1000, 10, 12_345));
    return events;
  }

  /** Writes all of it, as it happens in a VM. */
  static void write(TraceDump dump) {
    for (VmEvent event : events()) {
      dump.add(event);
    }
    dump.write(root());
    dump.write(bridge());
    dump.update(1, new Counters(3, 120_000, 14), new long[] {13, 1}, new int[] {-1, 2});
    dump.update(2, new Counters(1, 0, 1), new long[0], new int[0]);
  }
}
