package hotpath.recorder;

/**
 * When a path is given up.
 *
 * @param maxSteps code words
 * @param maxDepth calls inlined into each other
 * @param loopUnroll backward branches to loops that are not compiled
 * @param recursionUnroll calls of the method that the path starts in, before they are links to
 *     itself
 * @param hammockSide words that each side of a branch may have if both are taken; 0: never
 */
record RecordLimits(
    int maxSteps, int maxDepth, int loopUnroll, int recursionUnroll, int hammockSide) {}
