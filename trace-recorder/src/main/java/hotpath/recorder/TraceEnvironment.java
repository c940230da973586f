package hotpath.recorder;

import hotpath.interpreter.meaning.Handler;
import hotpath.interpreter.predecode.PreparedMethod;
import hotpath.tssa.ir.Alias;
import hotpath.tssa.ir.MemType;
import org.jspecify.annotations.Nullable;

/** What replaying a recording may ask: facts that were fixed when it was made. */
interface TraceEnvironment {
  /** The pre-decoded method of a method descriptor. */
  PreparedMethod prepared(long methodDescriptor);

  /** The method whose code the word at {@code pc} is in. */
  PreparedMethod preparedAt(long pc);

  /** Argument slots of the method with this descriptor. */
  int argumentSlots(long methodDescriptor);

  /** What stands for a call of the native method with this descriptor; null: nothing does. */
  @Nullable Handler nativeMeaning(long methodDescriptor);

  /** The sorted keys of the switch table at this region offset. */
  int[] switchKeys(long table);

  /** The alias of what is at {@code offset} in objects of the class with this descriptor. */
  Alias fieldAlias(int classWord, int offset);

  /** How the elements of the array class with this descriptor are kept. */
  MemType elementType(int classWord);

  /** A new i32 cell of its own in guest memory. */
  long newCell(int initial);
}
