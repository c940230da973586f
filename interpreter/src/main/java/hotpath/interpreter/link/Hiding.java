package hotpath.interpreter.link;

import org.jspecify.annotations.Nullable;

/**
 * How a class is kept from being found by its name: no loader is recorded for it, and stack traces
 * leave out its frames.
 *
 * @param host the class whose rights it has besides its own; null for none
 * @param ofVm whether the VM itself wrote the class, for code of the host
 */
record Hiding(@Nullable InstanceKlass host, boolean ofVm) {}
