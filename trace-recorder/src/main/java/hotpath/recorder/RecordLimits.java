package hotpath.recorder;

/**
 * When a path is given up.
 *
 * @param maxSteps code words
 * @param maxDepth calls inlined into each other
 * @param loopUnroll backward branches to loops that are not compiled
 * @param recursionUnroll calls of the method that the path starts in, before they are links to
 *     itself
 */
record RecordLimits(int maxSteps, int maxDepth, int loopUnroll, int recursionUnroll) {}
