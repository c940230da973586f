package hotpath.recorder;

import hotpath.tssa.pass.PassOptions;

/**
 * The options that decide when and how traces are made.
 *
 * @param hotLoop backward branches until a loop is recorded
 * @param hotCall entries until a method is
 * @param hotExit exits until a bridge is
 * @param tryExit attempts to grow a bridge at one exit
 * @param maxTraces how many there may be
 * @param maxSideTraces how many bridges a tree may have
 * @param limits of one recording
 * @param firstPenalty count after the first abort
 * @param largestPenalty blacklisted beyond
 * @param shortestPath code words of a path that ends in the interpreter, below which entering it does not pay
 * @param exitEvery stress: each guard leaves at every k-th execution; 0: never
 * @param passes how the passes run
 */
record TraceTuning(
    int hotLoop,
    int hotCall,
    int hotExit,
    int tryExit,
    int maxTraces,
    int maxSideTraces,
    RecordLimits limits,
    int firstPenalty,
    int largestPenalty,
    int shortestPath,
    int exitEvery,
    PassOptions passes) {}
