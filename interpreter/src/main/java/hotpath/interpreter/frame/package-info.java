/**
 * Guest threads and frames: where the interpreter's state lives in guest memory, and how the host
 * reads it.
 */
package hotpath.interpreter.frame;
