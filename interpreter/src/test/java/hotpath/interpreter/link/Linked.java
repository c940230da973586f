package hotpath.interpreter.link;

import hotpath.gc.memory.GuestMemory;
import hotpath.gc.memory.MetadataSpace;
import hotpath.interpreter.natives.host.BootClassPath;
import java.util.HashMap;
import java.util.Map;

/** A dictionary over hand-made classes and the library, without heap, mirrors or engine. */
final class Linked implements AutoCloseable {
  static final long PREPARE = 0x1_0008;
  static final long ABSTRACT = 0x1_0010;

  private static final BootClassPath BOOT = new BootClassPath();

  final GuestMemory memory = GuestMemory.create();
  final KlassTable klasses = new KlassTable(memory);
  final MethodTable methods = new MethodTable(memory);
  final SystemDictionary dictionary;
  private final Map<String, byte[]> files = new HashMap<>();

  Linked(ClassMaker... classes) {
    for (ClassMaker each : classes) {
      files.put(each.name(), each.bytes());
    }
    MetadataSpace metadata = new MetadataSpace();
    EntryStubs stubs =
        new EntryStubs() {
          @Override
          public long prepare() {
            return PREPARE;
          }

          @Override
          public long abstractError() {
            return ABSTRACT;
          }
        };
    dictionary =
        new SystemDictionary(
            new SystemDictionary.Parts(
                memory,
                metadata,
                klasses,
                methods,
                new ReferenceTable(memory, metadata),
                stubs,
                MethodReplacements.NONE,
                BOOT,
                files::get));
  }

  Map<String, byte[]> files() {
    return files;
  }

  /** A class of the program or the library. */
  InstanceKlass klass(String name) {
    try {
      return (InstanceKlass) dictionary.load(dictionary.application(), name);
    } catch (LinkageFailure failure) {
      throw new AssertionError(failure);
    }
  }

  Method method(String className, String name, String signature) {
    return klass(className).declaredMethod(name, signature);
  }

  /** What a call of a method on an instance of a class runs, by the class's tables. */
  Method selected(String receiver, Method method) {
    return MethodSelection.select(klass(receiver), method);
  }

  @Override
  public void close() {
    memory.close();
  }
}
