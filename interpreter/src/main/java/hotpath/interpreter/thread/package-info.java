/**
 * Guest threads as the VM sees them: which there are, whose turn it is, and what they wait for.
 * They all run on one host thread.
 */
package hotpath.interpreter.thread;
