package hotpath.tssa.text;

import hotpath.tssa.ir.Alias;
import hotpath.tssa.ir.Block;
import hotpath.tssa.ir.Cond;
import hotpath.tssa.ir.Exit;
import hotpath.tssa.ir.Insn;
import hotpath.tssa.ir.Kind;
import hotpath.tssa.ir.Mem;
import hotpath.tssa.ir.MemType;
import hotpath.tssa.ir.Tssa;
import hotpath.tssa.ir.TssaOp;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the text form of TSSA.
 *
 * <pre>
 * code        = ("trace" | "handler" | "leaf") name NL { header | instruction }
 * header      = "loop (" parameters ")"                       a trace's second block; its entry has no header
 *             | "b" number [ "(" parameters ")" ] ":"         blocks of handlers and leaf routines
 * parameters  = [ value ":" kind [ "=" operand ] { "," ... } ] initial values stand for the entry's jump
 * instruction = [ value ":" kind "=" ] operation ...          indented
 *     slot 3 | add v1, 5 | set lt v1, v2 | load.i32 v1+v2&lt;&lt;2+16 @name | store.i8 v1-4 @name, v2
 *     new v1, 24 else EXIT | newarray 2 v1, v2 else EXIT | call 3 (v1, v2) | guard ult v1, v2 else EXIT
 *     jump loop (v1) | branch lt v1, v2 -&gt; b1, b2 | leave v1, v2 EXIT | loop EXIT | link 7 EXIT
 * EXIT        = "exit" number label [ "#" reason ] [ snapshot ]
 * snapshot    = "[" where "pc" 0x.. "fp" n "sp" n [ "count" [ value ] [ +n ] ] [ "|" { slot "=" operand } ] [ ";" { object } ] "]"
 * object      = o0 "=" "new" class, size | "newarray" shift class, length   then  "(" { offset "." type "=" operand } ")"
 * </pre>
 *
 * A line that begins with {@code ;} is a comment. Values are named v and a number; a use may come
 * before the definition except in snapshots and in initial values.
 */
public final class TssaParser {
  private static final Map<String, TssaOp> OPS = new HashMap<>();
  private static final Map<String, Kind> KINDS = new HashMap<>();
  private static final Map<String, MemType> TYPES = new HashMap<>();
  private static final Map<String, Cond> CONDS = new HashMap<>();

  static {
    for (TssaOp op : TssaOp.values()) {
      OPS.put(op.toString(), op);
    }
    for (Kind kind : Kind.values()) {
      KINDS.put(kind.toString(), kind);
    }
    for (MemType type : MemType.values()) {
      TYPES.put(type.toString(), type);
    }
    for (Cond cond : Cond.values()) {
      CONDS.put(cond.toString(), cond);
    }
  }

  private final Tssa tssa;
  private final Map<String, Insn> values = new HashMap<>();
  private final List<Pending> pending = new ArrayList<>();
  private @Nullable Block block;
  private Scanner in;

  /** An operand whose definition comes later. */
  private record Pending(Insn placeholder, String name, Scanner in, int column) {}

  private TssaParser(String[] lines, int first) {
    in = new Scanner(first + 1, lines[first]);
    String word = in.word("trace, handler or leaf", "");
    Tssa.Shape shape = null;
    for (Tssa.Shape s : Tssa.Shape.values()) {
      shape = TssaPrinter.keyword(s).equals(word) ? s : shape;
    }
    if (shape == null) {
      throw in.error(1, "expected trace, handler or leaf");
    }
    tssa = new Tssa(in.rest(), shape);
    if (shape == Tssa.Shape.TRACE) {
      block = tssa.newBlock();
    }
    for (int i = first + 1; i < lines.length; i++) {
      String line = lines[i];
      if (isCode(line)) {
        in = new Scanner(i + 1, line);
        if (line.charAt(0) == ' ') {
          instruction();
        } else {
          header();
        }
      }
    }
    resolve();
  }

  /**
   * Reads one piece of code.
   *
   * @throws TssaSyntaxException if {@code text} is none
   */
  public static Tssa parse(String text) {
    String[] lines = text.split("\n", -1);
    for (int i = 0; i < lines.length; i++) {
      lines[i] = lines[i].stripTrailing();
    }
    for (int i = 0; i < lines.length; i++) {
      if (isCode(lines[i])) {
        return new TssaParser(lines, i).tssa;
      }
    }
    throw new TssaSyntaxException(1, 1, "no code");
  }

  private static boolean isCode(String line) {
    return !line.isEmpty() && !line.stripLeading().startsWith(";");
  }

  private void header() {
    Block next = blockNamed();
    Block before = block;
    block = next;
    List<Insn> initial = new ArrayList<>();
    if (in.accept("(") && !in.accept(")")) {
      do {
        int column = in.column();
        String name = in.word("a value", "");
        in.expect(":");
        Insn param = tssa.newParam(next, kind());
        if (in.accept("=")) {
          initial.add(defined());
        }
        define(name, param, column);
      } while (in.accept(","));
      in.expect(")");
    }
    boolean loop = tssa.shape() == Tssa.Shape.TRACE;
    if (!loop) {
      in.expect(":");
    }
    in.expectEnd();
    if (loop && before != null && !before.isEnded()) {
      if (initial.size() != next.params().size()) {
        throw in.error(1, "a parameter has no initial value");
      }
      append(before, TssaOp.JUMP, Kind.VOID, initial, 0, null, null, null).targets(next);
    } else if (!initial.isEmpty()) {
      throw in.error(1, "an initial value, but the entry does not fall into this block");
    }
  }

  /** The block that a header opens: the next one in order, so that numbers are positions. */
  private Block blockNamed() {
    boolean trace = tssa.shape() == Tssa.Shape.TRACE;
    if (trace ? !in.accept("loop") : !in.accept("b")) {
      throw in.error(trace ? "expected loop" : "expected a block");
    }
    int number = trace ? 1 : in.integer("a block number");
    Block next = block(number);
    if (!next.insns().isEmpty() || !next.params().isEmpty() || next == block) {
      throw in.error(1, "this block was there before");
    }
    return next;
  }

  private Block block(int number) {
    if (number < 0 || number > 10_000) {
      throw in.error("no block number");
    }
    while (tssa.blocks().size() <= number) {
      tssa.newBlock();
    }
    return tssa.blocks().get(number);
  }

  private Block target() {
    if (in.accept("loop")) {
      return block(1);
    }
    in.expect("b");
    return block(in.integer("a block number"));
  }

  private void instruction() {
    Block into = block;
    if (into == null) {
      throw in.error("an instruction outside of a block");
    }
    in.skipBlanks();
    int column = in.column();
    String word = in.word("an operation", "");
    String name = null;
    Kind kind = Kind.VOID;
    if (in.accept(":")) {
      name = word;
      kind = kind();
      in.expect("=");
      in.skipBlanks();
      column = in.column();
      word = in.word("an operation", "");
    }
    TssaOp op = OPS.get(word);
    if (op == null || op == TssaOp.CONST || op == TssaOp.PARAM) {
      throw in.error(column, "no operation '" + word + "'");
    }
    Insn insn = rest(into, op, kind);
    in.expectEnd();
    if (name != null) {
      define(name, insn, column);
    }
  }

  /** What follows the name of an operation. */
  private Insn rest(Block into, TssaOp op, Kind kind) {
    List<Insn> args = new ArrayList<>();
    List<Block> targets = new ArrayList<>();
    long imm = 0;
    Cond cond = null;
    Mem mem = null;
    Exit exit = null;
    switch (op) {
      case SLOT -> imm = in.number("a slot");
      case LINK -> imm = in.number("a trace");
      case NEWARRAY -> {
        imm = in.number("an element size");
        operands(args);
      }
      case CALL, CALLEFFECT -> {
        imm = in.number("a routine");
        operandsInParentheses(args);
      }
      case LOAD, STORE -> mem = memory(op, args);
      case COPY -> {
        in.expect("@");
        mem = new Mem(MemType.I8, 0, alias());
        operands(args);
      }
      case JUMP -> {
        targets.add(target());
        operandsInParentheses(args);
      }
      case SET, GUARD, BRANCH -> {
        String word = in.word("a condition", "");
        cond = CONDS.get(word);
        if (cond == null) {
          throw in.error("no condition '" + word + "'");
        }
        operands(args);
      }
      default -> {
        if (!in.atEnd() && !isExit()) {
          operands(args);
        }
      }
    }
    if (op == TssaOp.BRANCH) {
      in.expect("->");
      targets.add(target());
      in.expect(",");
      targets.add(target());
    }
    if (op.has(TssaOp.Trait.EXIT)) {
      if (!op.endsBlock()) {
        in.expect("else");
      }
      exit = new SnapshotParser(in, tssa, this::defined, TYPES).exit();
    }
    Insn insn = append(into, op, kind, args, imm, cond, mem, exit);
    insn.targets(targets.toArray(Block[]::new));
    return insn;
  }

  private boolean isExit() {
    return in.peek() == 'e';
  }

  private Insn append(
      Block into,
      TssaOp op,
      Kind kind,
      List<Insn> args,
      long imm,
      @Nullable Cond cond,
      @Nullable Mem mem,
      @Nullable Exit exit) {
    Insn[] operands = args.toArray(Insn[]::new);
    return tssa.append(into, new Insn.Template(op, kind, operands, imm, cond, mem, exit), -1);
  }

  private Mem memory(TssaOp op, List<Insn> args) {
    in.expect(".");
    String word = in.word("a type", ".");
    MemType type = TYPES.get(word);
    if (type == null) {
      throw in.error("no memory type '" + word + "'");
    }
    args.add(operand());
    Insn index = null;
    int scale = 0;
    long disp = 0;
    while (in.peekRaw() == '+' || in.peekRaw() == '-') {
      int column = in.column();
      boolean plus = in.acceptRaw("+");
      String term = in.operand();
      if (in.acceptRaw("<<") || (plus && term.charAt(0) == 'v')) {
        if (index != null) {
          throw in.error(column, "a second index");
        }
        index = operand(term, column);
        scale =
            in.peekRaw() == ' ' || in.peekRaw() == '+' || in.peekRaw() == '-'
                ? 0
                : in.integer("a scale");
      } else {
        disp = displacement(term, column);
      }
    }
    in.expect("@");
    Alias alias = alias();
    if (op == TssaOp.STORE) {
      in.expect(",");
      args.add(operand());
    }
    if (index != null) {
      args.add(index);
    }
    if (scale < 0 || scale > 3) {
      throw in.error("a scale is 0 to 3");
    }
    return new Mem(type, scale, (int) disp, alias);
  }

  private Alias alias() {
    String name = in.aliasName();
    Alias.Sort sort = AliasMark.sort(in.peekRaw());
    in.acceptRaw(AliasMark.of(sort));
    return new Alias(name, sort);
  }

  private long displacement(String term, int column) {
    try {
      return Integer.parseInt(term);
    } catch (NumberFormatException e) {
      throw in.error(column, "no displacement");
    }
  }

  private void operandsInParentheses(List<Insn> args) {
    in.expect("(");
    if (!in.accept(")")) {
      operands(args);
      in.expect(")");
    }
  }

  private void operands(List<Insn> args) {
    do {
      args.add(operand());
    } while (in.accept(","));
  }

  private Insn operand() {
    in.skipBlanks();
    int column = in.column();
    return operand(in.operand(), column);
  }

  /**
   * A value or constant; for a value that is not yet defined a placeholder, which {@link #resolve}
   * replaces.
   */
  private Insn operand(String word, int column) {
    if (!isName(word)) {
      return constant(word, column);
    }
    Insn value = values.get(word);
    if (value == null) {
      value = tssa.constant(Kind.VOID, pending.size());
      pending.add(new Pending(value, word, in, column));
    }
    return value;
  }

  /** A constant, or a value that is defined already. */
  private Insn defined() {
    in.skipBlanks();
    int column = in.column();
    String word = in.operand();
    if (!isName(word)) {
      return constant(word, column);
    }
    Insn value = values.get(word);
    if (value == null) {
      throw in.error(column, word + " is not defined before");
    }
    return value;
  }

  private static boolean isName(String word) {
    return word.length() > 1 && word.charAt(0) == 'v' && Character.isDigit(word.charAt(1));
  }

  private Insn constant(String word, int column) {
    try {
      Constants.Constant c = Constants.parse(word);
      return tssa.constant(c.kind(), c.bits());
    } catch (NumberFormatException e) {
      throw in.error(column, "no value '" + word + "'");
    }
  }

  private Kind kind() {
    String word = in.word("a kind", "");
    Kind kind = KINDS.get(word);
    if (kind == null) {
      throw in.error("no kind '" + word + "'");
    }
    return kind;
  }

  private void define(String name, Insn insn, int column) {
    if (!isName(name)) {
      throw in.error(column, "a value is named v and a number");
    }
    if (values.putIfAbsent(name, insn) != null) {
      throw in.error(column, name + " is defined twice");
    }
  }

  private void resolve() {
    if (pending.isEmpty()) {
      return;
    }
    for (Block b : tssa.blocks()) {
      for (Insn insn : b.insns()) {
        for (int i = 0; i < insn.argCount(); i++) {
          Insn arg = insn.arg(i);
          if (arg.isConst() && arg.kind() == Kind.VOID) {
            Pending p = pending.get((int) arg.imm());
            Insn value = values.get(p.name);
            if (value == null) {
              throw p.in.error(p.column, p.name + " is not defined");
            }
            insn.arg(i, value);
          }
        }
      }
    }
  }
}
