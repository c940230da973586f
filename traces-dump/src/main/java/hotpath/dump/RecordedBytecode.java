package hotpath.dump;

import hotpath.platform.CodePosition;
import org.jspecify.annotations.Nullable;

/**
 * One step of a recording.
 *
 * @param index its place in the recording, from 0: what {@link Operation#origin()} refers to
 * @param depth inlined frames below it
 * @param decision what was seen: direction of a branch, class of a receiver, exception
 */
public record RecordedBytecode(
    int index, int depth, CodePosition position, String mnemonic, @Nullable String decision) {}
