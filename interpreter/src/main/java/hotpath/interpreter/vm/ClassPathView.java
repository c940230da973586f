package hotpath.interpreter.vm;

import hotpath.interpreter.boot.BootClassPath;
import hotpath.interpreter.link.ClassSource;

/**
 * Where classes come from, as natives see it.
 *
 * @param boot the library
 * @param application the program
 * @param text the value of {@code java.class.path}
 */
public record ClassPathView(BootClassPath boot, ClassSource application, String text) {}
