package hotpath.interpreter.vm;

import hotpath.interpreter.link.ClassSource;
import hotpath.interpreter.link.LibrarySource;

/**
 * Where classes come from, as natives see it.
 *
 * @param boot the library
 * @param application the program
 * @param text the value of {@code java.class.path}
 */
public record ClassPathView(LibrarySource boot, ClassSource application, String text) {}
