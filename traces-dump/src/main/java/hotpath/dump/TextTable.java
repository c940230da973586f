package hotpath.dump;

import java.util.ArrayList;
import java.util.List;

/**
 * A table in plain text. Columns are as wide as their widest cell, two spaces lie between them, and
 * no line ends in spaces. A column whose title begins with {@code >} is set to the right.
 */
public final class TextTable {
  private final List<String> titles;
  private final List<String[]> rows = new ArrayList<>();

  public TextTable(String... titles) {
    this.titles = List.of(titles);
  }

  /** Adds a row with a cell for each column. */
  public TextTable add(Object... cells) {
    if (cells.length != titles.size()) {
      throw new IllegalArgumentException(cells.length + " cells in " + titles.size() + " columns");
    }
    String[] row = new String[cells.length];
    for (int i = 0; i < row.length; i++) {
      row[i] = String.valueOf(cells[i]);
    }
    rows.add(row);
    return this;
  }

  public boolean isEmpty() {
    return rows.isEmpty();
  }

  /** All lines, each behind an indentation; the titles come first. */
  public String text(Style style, int indent) {
    int columns = titles.size();
    int[] widths = new int[columns];
    String[] header = new String[columns];
    for (int c = 0; c < columns; c++) {
      header[c] = isRight(c) ? titles.get(c).substring(1) : titles.get(c);
      widths[c] = header[c].length();
      for (String[] row : rows) {
        widths[c] = Math.max(widths[c], row[c].length());
      }
    }
    String margin = " ".repeat(indent);
    StringBuilder text = new StringBuilder();
    text.append(margin).append(style.bold(line(header, widths))).append('\n');
    for (String[] row : rows) {
      text.append(margin).append(line(row, widths)).append('\n');
    }
    return text.toString();
  }

  private boolean isRight(int column) {
    return titles.get(column).startsWith(">");
  }

  private String line(String[] cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < cells.length; c++) {
      String space = " ".repeat(widths[c] - cells[c].length());
      line.append(c == 0 ? "" : "  ");
      line.append(isRight(c) ? space + cells[c] : cells[c] + space);
    }
    return line.toString().stripTrailing();
  }
}
