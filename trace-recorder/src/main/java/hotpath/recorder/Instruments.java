package hotpath.recorder;

/**
 * What a trace carries beside the program.
 *
 * @param exitEvery each guard leaves at every k-th execution although it holds; 0: never
 * @param iterationCell region offset of an i64 that counts how often the path begins; 0: none
 */
record Instruments(int exitEvery, long iterationCell) {}
