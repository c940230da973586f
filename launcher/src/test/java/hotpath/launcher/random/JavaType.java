package hotpath.launcher.random;

import java.util.List;

/** The types of values in random programs, with constants near the corners of each. */
enum JavaType {
  INT(
      "int",
      "0",
      "1",
      "-1",
      "2",
      "7",
      "31",
      "255",
      "-128",
      "65535",
      "1000003",
      "Integer.MAX_VALUE",
      "Integer.MIN_VALUE"),
  LONG(
      "long",
      "0L",
      "1L",
      "-1L",
      "3L",
      "63L",
      "0xffffffffL",
      "1L << 31",
      "1234567890123L",
      "Long.MAX_VALUE",
      "Long.MIN_VALUE"),
  DOUBLE(
      "double",
      "0.0",
      "-0.0",
      "1.0",
      "-1.5",
      "1e9",
      "3e18",
      "1e-300",
      "Double.NaN",
      "Double.POSITIVE_INFINITY",
      "Double.NEGATIVE_INFINITY",
      "Double.MIN_VALUE"),
  FLOAT("float", "0f", "-0f", "1f", "-2.5f", "1e9f", "1e-30f", "Float.NaN", "Float.MAX_VALUE"),
  BYTE("byte", "(byte) 0", "(byte) 1", "(byte) -1", "(byte) 127", "(byte) 128"),
  SHORT("short", "(short) 0", "(short) -1", "(short) 32767", "(short) 32768", "(short) 300"),
  CHAR("char", "'a'", "'0'", "(char) 0", "(char) 65535", "'\\u1234'"),
  BOOLEAN("boolean", "true", "false"),
  STRING("String", "\"\"", "\"a\"", "\"hot path\"", "\"\\u20ac uro\"", "(String) null"),
  NODE("Node", "(Node) null", "ROOT", "ROOT.next"),
  ;

  static final List<JavaType> NUMBERS = List.of(INT, LONG, DOUBLE, FLOAT, BYTE, SHORT, CHAR);

  /** As a program writes it. */
  final String word;

  final List<String> constants;

  JavaType(String word, String... constants) {
    this.word = word;
    this.constants = List.of(constants);
  }

  boolean isNumber() {
    return NUMBERS.contains(this);
  }

  boolean isIntegral() {
    return isNumber() && this != DOUBLE && this != FLOAT;
  }

  /** The start of the names of variables, fields and arrays of the type. */
  String letter() {
    return switch (this) {
      case STRING -> "t";
      case NODE -> "o";
      case BOOLEAN -> "z";
      case BYTE -> "b";
      case SHORT -> "s";
      case CHAR -> "c";
      case INT -> "i";
      case LONG -> "l";
      case FLOAT -> "f";
      case DOUBLE -> "d";
    };
  }
}
