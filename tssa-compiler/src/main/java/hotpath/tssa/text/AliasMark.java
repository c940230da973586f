package hotpath.tssa.text;

import hotpath.tssa.ir.Alias;

/**
 * The mark behind an alias name that tells its sort: {@code @length!}. A field has none:
 * {@code @Point.x}.
 */
final class AliasMark {
  private AliasMark() {}

  static String of(Alias.Sort sort) {
    return switch (sort) {
      case FROZEN -> "!";
      case FIELD -> "";
      case ELEMENT -> "*";
      case CELL -> "=";
      case STATE -> "~";
      case SHARED -> "^";
      case ANY -> "?";
    };
  }

  /** The sort that a mark means, FIELD if {@code c} is no mark. */
  static Alias.Sort sort(char c) {
    return switch (c) {
      case '!' -> Alias.Sort.FROZEN;
      case '*' -> Alias.Sort.ELEMENT;
      case '=' -> Alias.Sort.CELL;
      case '~' -> Alias.Sort.STATE;
      case '^' -> Alias.Sort.SHARED;
      case '?' -> Alias.Sort.ANY;
      default -> Alias.Sort.FIELD;
    };
  }

  static boolean isNameChar(char c) {
    return (c >= 'a' && c <= 'z')
        || (c >= 'A' && c <= 'Z')
        || (c >= '0' && c <= '9')
        || c == '_'
        || c == '.'
        || c == '$'
        || c == '/'
        || c == '[';
  }
}
