package hotpath.interpreter.engine;

import hotpath.gc.memory.GuestMemory;
import hotpath.gc.memory.MetadataSpace;
import hotpath.interpreter.link.EntryStubs;
import hotpath.interpreter.meaning.CodeWord;
import hotpath.interpreter.meaning.Handler;
import hotpath.interpreter.meaning.HandlerNumber;

/**
 * Code words that belong to no method, shared by all of a VM. Each leaves for the VM with its
 * reason.
 */
public final class CodeStubs implements EntryStubs {
  private final long prepare;
  private final long abstractError;
  private final long nativeCall;
  private final long threadEnd;

  public CodeStubs(GuestMemory memory, MetadataSpace metadata) {
    this.prepare = word(memory, metadata, Handler.PREPARE);
    this.abstractError = word(memory, metadata, Handler.ABSTRACT);
    this.nativeCall = word(memory, metadata, Handler.NATIVE);
    this.threadEnd = word(memory, metadata, Handler.THREAD_END);
  }

  private static long word(GuestMemory memory, MetadataSpace metadata, Handler handler) {
    long offset = metadata.allocate(CodeWord.BYTES, CodeWord.BYTES);
    memory.i16(offset + CodeWord.HANDLER, HandlerNumber.of(handler));
    return offset;
  }

  @Override
  public long prepare() {
    return prepare;
  }

  @Override
  public long abstractError() {
    return abstractError;
  }

  /** Entry of all native methods. */
  public long nativeCall() {
    return nativeCall;
  }

  /** Where the outermost frame of a thread returns to. */
  public long threadEnd() {
    return threadEnd;
  }
}
