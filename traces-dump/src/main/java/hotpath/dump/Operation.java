package hotpath.dump;

import org.jspecify.annotations.Nullable;

/**
 * One operation of Trace SSA.
 *
 * @param id its number in this stage; -1 for the header of a loop
 * @param op its row of the operation table
 * @param kind of its result; "void" if it has none
 * @param text its line in the text form, without the snapshot of an exit
 * @param origin the recorded bytecode that it stems from; -1 if none
 * @param exit the exit that it can leave by
 */
public record Operation(
    int id, String op, String kind, String text, int origin, @Nullable Integer exit) {}
