package hotpath.dump;

import hotpath.platform.VmEvent;

/**
 * One line of {@code events.jsonl}: an object with the fields of the event, {@code event} with its
 * name and {@code nanos}.
 *
 * @param nanos since the dump was opened
 */
public record EventLine(long nanos, VmEvent event) {}
