package hotpath.interpreter.classfile;

import java.util.HashMap;
import java.util.Map;

/**
 * Checks the shape of Code attributes (JVMS 4.7.3): sizes, exception tables, debug tables. What the
 * instructions say is the verifier's matter.
 */
final class CodeFormatCheck {
  private static final int FIRST_WITH_TYPE_TABLE = 49;
  private static final int FIRST_WITH_FRAMES = 50;
  private static final int MAX_CODE_LENGTH = 0xFFFF;

  private final ClassCursor in;
  private final NameCheck names;

  /**
   * Rows of the LocalVariableTables by their four key numbers; true when a type table has matched
   * it.
   */
  private final Map<Long, Boolean> variables = new HashMap<>();

  CodeFormatCheck(ClassCursor in, NameCheck names) {
    this.in = in;
    this.names = names;
  }

  void check(long attributeLength, int argumentSlots) {
    int start = in.position();
    in.need(8);
    in.u2();
    int maxLocals = in.u2();
    long length = in.u4();
    in.check(argumentSlots <= maxLocals, "Arguments can't fit into locals");
    in.check(length > 0 && length <= MAX_CODE_LENGTH, "Invalid method Code length %s", length);
    in.skip(length);
    checkHandlers((int) length);
    checkAttributes((int) length, maxLocals);
    in.check(attributeLength == in.position() - start, "Code segment has wrong length");
  }

  private void checkHandlers(int codeLength) {
    int count = in.u2();
    in.need(8L * count);
    for (int k = 0; k < count; k++) {
      int start = in.u2();
      int end = in.u2();
      in.check(start < end && end <= codeLength, "Illegal exception table range");
      in.check(in.u2() < codeLength, "Illegal exception table handler");
      int type = in.u2();
      in.check(
          type == 0 || in.isClass(type), "Catch type in exception table has bad constant type");
    }
  }

  private void checkAttributes(int codeLength, int maxLocals) {
    boolean hasFrames = false;
    variables.clear();
    int typeTables = 0;
    int[] typeTableAt = new int[8];
    int count = in.u2();
    for (int k = 0; k < count; k++) {
      String attribute = in.utf8("Invalid code attribute name index %s");
      long length = in.u4();
      switch (attribute) {
        case "LineNumberTable" -> checkLines(length, codeLength);
        case "LocalVariableTable" -> checkVariables(length, codeLength, maxLocals, attribute);
        case "LocalVariableTypeTable" -> {
          if (in.major < FIRST_WITH_TYPE_TABLE) {
            in.skip(length);
          } else {
            if (typeTables == typeTableAt.length) {
              typeTableAt = java.util.Arrays.copyOf(typeTableAt, 2 * typeTables);
            }
            typeTableAt[typeTables++] = in.position();
            checkVariables(length, codeLength, maxLocals, attribute);
          }
        }
        case "StackMapTable" -> {
          in.check(!hasFrames || in.major < FIRST_WITH_FRAMES, "Multiple StackMapTable attributes");
          hasFrames = true;
          in.skip(length);
        }
        default -> in.skip(length);
      }
    }
    if (!variables.isEmpty()) {
      matchTypeTables(typeTableAt, typeTables);
    }
  }

  private void checkLines(long length, int codeLength) {
    int count = in.u2();
    in.check(length == 2 + 4L * count, "LineNumberTable attribute has wrong length");
    in.need(4L * count);
    for (int k = 0; k < count; k++) {
      in.check(in.u2() < codeLength, "Invalid pc in LineNumberTable");
      in.u2();
    }
  }

  private void checkVariables(long length, int codeLength, int maxLocals, String table) {
    int count = in.u2();
    in.check(length == 2 + 10L * count, table + " has wrong length");
    in.need(10L * count);
    boolean types = table.equals("LocalVariableTypeTable");
    for (int k = 0; k < count; k++) {
      int start = in.u2();
      int range = in.u2();
      in.check(start < codeLength, "Invalid start_pc %s in " + table, start);
      in.check(start + range <= codeLength, "Invalid length %s in " + table, range);
      String name = in.utf8("Name index %s in " + table + " has bad constant type");
      int nameIndex = in.pool.u2(in.position() - 2);
      String descriptor = in.utf8("Signature index %s in " + table + " has bad constant type");
      names.fieldName(name);
      int slots = 1;
      if (!types) {
        names.fieldDescriptor(name, descriptor);
        slots = JavaKind.of(descriptor).classFileSlots();
      }
      int local = in.u2();
      in.check(local + slots <= maxLocals, "Invalid index %s in " + table, local);
      if (!types) {
        Boolean before = variables.put(key(start, range, nameIndex, local), false);
        in.check(
            before == null || in.major < FIRST_WITH_TYPE_TABLE,
            "Duplicated LocalVariableTable attribute entry for '%s'",
            name);
      }
    }
  }

  private static long key(int start, int range, int name, int local) {
    return (long) start << 48 | (long) range << 32 | (long) name << 16 | local;
  }

  private void matchTypeTables(int[] tables, int count) {
    ConstantPool pool = in.pool;
    for (int t = 0; t < count; t++) {
      int rows = pool.u2(tables[t]);
      for (int k = 0; k < rows; k++) {
        int at = tables[t] + 2 + 10 * k;
        long key = key(pool.u2(at), pool.u2(at + 2), pool.u2(at + 4), pool.u2(at + 8));
        Boolean before = variables.replace(key, true);
        if (before == null) {
          throw ClassFormatException.format(
              "LVTT entry for '"
                  + pool.utf8At(at + 4)
                  + "' in class file "
                  + in.shownName
                  + " does not match any LVT entry");
        }
        in.check(
            !before,
            "Duplicated LocalVariableTypeTable attribute entry for '%s'",
            pool.utf8At(at + 4));
      }
    }
  }
}
