package hotpath.platform;

/**
 * A value of an option.
 *
 * @param number 0 or 1 for a flag, the bytes of a size, the place of a choice; 0 for words and
 *     paths
 * @param text as a user would write it; parsing it gives this value again
 */
public record OptionValue(long number, String text) {}
