// test: 3

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Parses JSON by recursive descent and prints it again, indented: a small document, one that is
 * generated, and a few with mistakes. The parser's loops go over characters with a branch for each
 * kind, call each other recursively, and end through exceptions where the text is wrong. Typical of
 * programs whose time is spread over many short paths, of which a tracing VM must find those that
 * repeat.
 */
public final class JsonParser {
  private static final String SMALL =
      """
      { "name": "Hotpath", "language": "Java", "paths": [ "hot", "cold", "" ],
        "figures": { "loops": 56, "exits": 10, "ratio": -2.5e-3, "big": 9007199254740993 },
        "text": "tab\\t quote\\" backslash\\\\ slash\\/ \\u00e9 \\u263A",
        "flags": [true, false, null, [], {}] }
      """;

  private static final String[] WRONG = {
    "", "{", "[1, 2", "{\"a\" 1}", "[1,]", "\"open", "nul", "1.5.2", "[1] x", "\"\\q\"", "-"
  };

  /** What is wrong with a text, and where. */
  private static final class JsonException extends RuntimeException {
    private static final long serialVersionUID = 1;

    JsonException(String message, int position) {
      super(new StringBuilder(message).append(" at ").append(position).toString());
    }
  }

  private final String text;
  private int position;

  private JsonParser(String text) {
    this.text = text;
  }

  public static void main(String[] args) {
    int records = args.length > 0 ? Integer.parseInt(args[0]) : 2_000;
    System.out.println(pretty(parse(SMALL)));
    String generated = generated(records);
    String printed = pretty(parse(generated));
    boolean stable = printed.equals(pretty(parse(printed)));
    System.out.print(generated.length());
    System.out.print(" characters parsed, ");
    System.out.print(printed.length());
    System.out.print(" printed, hash ");
    System.out.print(Integer.toHexString(printed.hashCode()));
    System.out.println(stable ? ", stable" : ", NOT stable");
    for (String wrong : WRONG) {
      try {
        System.out.println(pretty(parse(wrong)));
      } catch (JsonException e) {
        System.out.println(e.getMessage());
      }
    }
  }

  private static String generated(int records) {
    StringBuilder json = new StringBuilder("[");
    int state = 1;
    for (int i = 0; i < records; i++) {
      state = state * 1103515245 + 12345;
      json.append(i == 0 ? "" : ",").append("{\"id\":").append(i);
      json.append(",\"name\":\"item ").append(state >>> 16).append('"');
      json.append(",\"price\":").append((state >>> 8) / 100.0);
      json.append(",\"active\":").append(state < 0).append(",\"parent\":null,\"tags\":[");
      for (int tag = 0; tag < (state >>> 28); tag++) {
        json.append(tag == 0 ? "" : ", ").append("\"tag\\n").append(tag).append('"');
      }
      json.append("],\"at\":{\"x\":")
          .append(i % 100)
          .append(",\"y\":-")
          .append(i / 100)
          .append("}}");
    }
    return json.append("]").toString();
  }

  /** Objects become maps in their order, arrays lists, numbers Long or Double. */
  private static Object parse(String text) {
    JsonParser parser = new JsonParser(text);
    Object value = parser.value();
    parser.skipSpace();
    if (parser.position < text.length()) {
      throw parser.wrong("unexpected text");
    }
    return value;
  }

  private Object value() {
    skipSpace();
    char c = peek();
    switch (c) {
      case '{':
        return object();
      case '[':
        return array();
      case '"':
        return string();
      case 't':
        return literal("true", Boolean.TRUE);
      case 'f':
        return literal("false", Boolean.FALSE);
      case 'n':
        return literal("null", null);
      default:
        if (c == '-' || isDigit(c)) {
          return number();
        }
        throw wrong("expected a value");
    }
  }

  private Map<String, Object> object() {
    Map<String, Object> members = new LinkedHashMap<>();
    expect('{');
    skipSpace();
    if (peek() == '}') {
      position++;
      return members;
    }
    while (true) {
      skipSpace();
      String name = string();
      skipSpace();
      expect(':');
      members.put(name, value());
      skipSpace();
      if (peek() != ',') {
        expect('}');
        return members;
      }
      position++;
    }
  }

  private List<Object> array() {
    List<Object> elements = new ArrayList<>();
    expect('[');
    skipSpace();
    if (peek() == ']') {
      position++;
      return elements;
    }
    while (true) {
      elements.add(value());
      skipSpace();
      if (peek() != ',') {
        expect(']');
        return elements;
      }
      position++;
    }
  }

  private String string() {
    expect('"');
    int start = position;
    while (peek() != '"' && peek() != '\\') {
      position++;
    }
    if (peek() == '"') {
      return text.substring(start, position++);
    }
    StringBuilder result = new StringBuilder().append(text, start, position);
    while (peek() != '"') {
      char c = text.charAt(position++);
      result.append(c == '\\' ? escaped() : c);
    }
    position++;
    return result.toString();
  }

  private char escaped() {
    char c = peek();
    position++;
    switch (c) {
      case 'n':
        return '\n';
      case 't':
        return '\t';
      case 'r':
        return '\r';
      case 'b':
        return '\b';
      case 'f':
        return '\f';
      case '"', '\\', '/':
        return c;
      case 'u':
        if (position + 4 > text.length()) {
          throw wrong("incomplete escape");
        }
        position += 4;
        return (char) Integer.parseInt(text.substring(position - 4, position), 16);
      default:
        position--;
        throw wrong("unknown escape");
    }
  }

  private Object number() {
    int start = position;
    boolean integral = true;
    if (peek() == '-') {
      position++;
    }
    while (position < text.length()) {
      char c = text.charAt(position);
      if (c == '.' || c == 'e' || c == 'E' || c == '-' || c == '+') {
        integral = false;
      } else if (!isDigit(c)) {
        break;
      }
      position++;
    }
    String digits = text.substring(start, position);
    try {
      if (integral) {
        return Long.valueOf(digits);
      }
      return Double.valueOf(digits);
    } catch (NumberFormatException e) {
      position = start;
      throw wrong("not a number");
    }
  }

  private Object literal(String word, Object value) {
    if (!text.startsWith(word, position)) {
      throw wrong("unknown word");
    }
    position += word.length();
    return value;
  }

  private void skipSpace() {
    while (position < text.length() && text.charAt(position) <= ' ') {
      position++;
    }
  }

  private char peek() {
    if (position >= text.length()) {
      throw wrong("unexpected end");
    }
    return text.charAt(position);
  }

  private void expect(char c) {
    if (peek() != c) {
      throw wrong(new StringBuilder("expected ").append(c).toString());
    }
    position++;
  }

  private JsonException wrong(String message) {
    return new JsonException(message, position);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  private static String pretty(Object value) {
    StringBuilder out = new StringBuilder();
    print(out, value, 0);
    return out.toString();
  }

  private static void print(StringBuilder out, Object value, int depth) {
    if (value instanceof Map<?, ?> map) {
      if (map.isEmpty()) {
        out.append("{}");
        return;
      }
      out.append('{');
      for (Iterator<? extends Map.Entry<?, ?>> i = map.entrySet().iterator(); i.hasNext(); ) {
        Map.Entry<?, ?> member = i.next();
        newLine(out, depth + 1);
        quote(out, (String) member.getKey());
        out.append(": ");
        print(out, member.getValue(), depth + 1);
        out.append(i.hasNext() ? "," : "");
      }
      newLine(out, depth);
      out.append('}');
    } else if (value instanceof List<?> list) {
      out.append('[');
      for (int i = 0; i < list.size(); i++) {
        out.append(i == 0 ? "" : ", ");
        print(out, list.get(i), depth + 1);
      }
      out.append(']');
    } else if (value instanceof String string) {
      quote(out, string);
    } else {
      out.append(value);
    }
  }

  private static void newLine(StringBuilder out, int depth) {
    out.append('\n');
    for (int i = 0; i < depth; i++) {
      out.append("  ");
    }
  }

  /** Whatever is not ASCII is escaped, so that the output is the same in every encoding. */
  private static void quote(StringBuilder out, String text) {
    out.append('"');
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '"' || c == '\\') {
        out.append('\\').append(c);
      } else if (c == '\n') {
        out.append("\\n");
      } else if (c < ' ' || c > '~') {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
          out.append(Character.forDigit((c >> shift) & 15, 16));
        }
      } else {
        out.append(c);
      }
    }
    out.append('"');
  }
}
