// test: 40

/**
 * Strings made, taken apart and compared. The work is in the class library: StringBuilder checks,
 * grows and copies, and each of its small methods asks first whether the string is Latin-1 or
 * UTF-16. A trace inlines five or six calls deep and keeps one answer of each question as a guard;
 * the short-lived builders are objects that allocation sinking may never have to make.
 */
public final class StringBuilding {
  public static void main(String[] args) {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 60_000;
    int hash = 0;
    long length = 0;
    String last = "";
    for (int i = 0; i < rounds; i++) {
      String line = describe(i);
      hash = 31 * hash + line.hashCode();
      length += line.length();
      if (isPalindrome(line)) {
        last = line;
      }
      if (line.compareTo(last) < 0 && line.indexOf("77") >= 0) {
        last = line;
      }
    }
    System.out.print("hash ");
    System.out.println(Integer.toHexString(hash));
    System.out.print("characters ");
    System.out.println(length);
    System.out.print("last ");
    System.out.println(last);
    System.out.println(edited());
    System.out.println(wide(rounds % 100 + 10));
  }

  private static String describe(int i) {
    StringBuilder line = new StringBuilder();
    line.append("item ").append(i).append(": ").append((long) i * i * i);
    line.append(' ').append(i % 3 == 0).append(' ').append((char) ('a' + i % 26));
    return line.toString();
  }

  private static boolean isPalindrome(String text) {
    for (int low = 0, high = text.length() - 1; low < high; low++, high--) {
      if (text.charAt(low) != text.charAt(high)) {
        return false;
      }
    }
    return true;
  }

  private static String edited() {
    StringBuilder text = new StringBuilder("A trace is a path");
    text.insert(2, "hot ").append(", not a method").reverse();
    text.setCharAt(0, 'D');
    text.deleteCharAt(text.length() - 1).reverse().replace(0, 4, "trac");
    String made = text.toString();
    StringBuilder parts = new StringBuilder();
    parts.append(made.substring(5, 9)).append('|').append(made.lastIndexOf('a'));
    parts.append('|').append(made.contains("path")).append('|').append(made.replace('t', 'T'));
    return parts
        .append('|')
        .append("  trimmed ".trim())
        .append('|')
        .append("=".repeat(8))
        .toString();
  }

  /** Outside Latin-1: the same methods on their other side. */
  private static String wide(int count) {
    StringBuilder text = new StringBuilder();
    for (int i = 0; i < count; i++) {
      text.append((char) (0x3b1 + i % 25));
    }
    text.appendCodePoint(0x1f525);
    String greek = text.toString();
    StringBuilder result = new StringBuilder();
    result.append(greek.length()).append(' ').append(greek.codePointCount(0, greek.length()));
    result.append(' ').append(Integer.toHexString(greek.hashCode()));
    result.append(' ').append(greek.indexOf('\u03c9')).append(' ').append(greek.equals(edited()));
    return result.toString();
  }
}
