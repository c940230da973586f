package hotpath.interpreter.meaning;

import hotpath.interpreter.meaning.Handler.Form;
import hotpath.interpreter.meaning.Handler.Use;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The numbers by which code words name handlers: one for each handler, one more for each backward
 * form of a branch, and one for each superinstruction. Those that the portable engine keeps in its
 * loop come first, so that its switch is dense; superinstructions, which it does not know, come
 * last.
 *
 * <p>A superinstruction's number stands in the first of the words that it covers; the others keep
 * their own. To all but the engine, that word is what it was: its handler and form are the first
 * word's.
 */
public final class HandlerNumber {
  private record Row(Handler handler, Form form) {}

  private static final List<Row> ROWS;
  private static final int[][] NUMBERS = new int[Handler.values().length][Form.values().length];
  private static final int HOT;

  static {
    List<Row> hot = new ArrayList<>();
    List<Row> rare = new ArrayList<>();
    for (Handler handler : Handler.values()) {
      for (Form form : Form.values()) {
        if (form != Form.FORWARD && !handler.isBranch()) {
          continue;
        }
        boolean isRare = handler.use() == Use.RARE || form == Form.TRACE;
        (isRare ? rare : hot).add(new Row(handler, form));
      }
    }
    HOT = hot.size();
    List<Row> rows = new ArrayList<>(hot);
    rows.addAll(rare);
    ROWS = List.copyOf(rows);
    for (int i = 0; i < ROWS.size(); i++) {
      NUMBERS[ROWS.get(i).handler().ordinal()][ROWS.get(i).form().ordinal()] = i;
    }
  }

  private HandlerNumber() {}

  /** How many numbers there are. */
  public static int count() {
    return ROWS.size() + Superinstruction.values().length;
  }

  /** How many there are that stand for one word. */
  public static int plainCount() {
    return ROWS.size();
  }

  /** Numbers below this one are kept in the portable engine's loop. */
  public static int hotCount() {
    return HOT;
  }

  public static int of(Handler handler) {
    return NUMBERS[handler.ordinal()][Form.FORWARD.ordinal()];
  }

  public static int of(Handler handler, Form form) {
    if (form != Form.FORWARD && !handler.isBranch()) {
      throw new IllegalArgumentException(handler + " is no branch");
    }
    return NUMBERS[handler.ordinal()][form.ordinal()];
  }

  public static int of(Superinstruction superinstruction) {
    return ROWS.size() + superinstruction.ordinal();
  }

  /** The number for the first word alone. */
  public static int plain(int number) {
    return number < ROWS.size() ? number : superinstruction(number).numbers().getFirst();
  }

  /** The numbers of the further words that it covers. */
  public static List<Integer> behindFirst(int number) {
    if (number < ROWS.size()) {
      return List.of();
    }
    List<Integer> numbers = superinstruction(number).numbers();
    return numbers.subList(1, numbers.size());
  }

  private static Superinstruction superinstruction(int number) {
    return Superinstruction.at(number - ROWS.size());
  }

  public static Handler handler(int number) {
    return ROWS.get(plain(number)).handler();
  }

  public static Form form(int number) {
    return ROWS.get(plain(number)).form();
  }

  /** {@code iload}, {@code if_icmplt}, {@code if_icmplt.counting}, {@code iload iload iadd}. */
  public static String name(int number) {
    if (number >= ROWS.size()) {
      return superinstruction(number).text();
    }
    Row row = ROWS.get(number);
    String name = row.handler().name().toLowerCase(Locale.ROOT);
    return row.form() == Form.FORWARD
        ? name
        : name + "." + row.form().name().toLowerCase(Locale.ROOT);
  }
}
