package hotpath.interpreter.link;

import hotpath.gc.memory.ClassLayout;
import hotpath.gc.memory.GuestMemory;
import hotpath.gc.memory.MetadataSpace;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes class and method descriptors into guest memory, as {@link ClassDescriptor} and {@link
 * MethodDescriptorLayout} say.
 *
 * <p>Each descriptor is put together as an array and copied at once: a single access to guest
 * memory costs microseconds until the host has compiled it, and this runs thousands of times at
 * start-up.
 */
final class DescriptorWriter {
  private static final boolean LITTLE_ENDIAN = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;
  private static final int METHOD_WORDS = MethodDescriptorLayout.BYTES / 4;

  private final GuestMemory memory;
  private final MetadataSpace metadata;
  private final EntryStubs stubs;

  DescriptorWriter(GuestMemory memory, MetadataSpace metadata, EntryStubs stubs) {
    this.memory = memory;
    this.metadata = metadata;
    this.stubs = stubs;
  }

  /** Makes room for a class's descriptor; methods can name it before it is written. */
  void reserve(Klass klass, int referenceFields, int vtableLength) {
    long before = 4L * referenceFields + ClassLayout.ALIGNMENT - 1 & -ClassLayout.ALIGNMENT;
    long bytes = before + ClassDescriptor.VTABLE + 4L * vtableLength;
    long start = metadata.allocate(bytes, ClassLayout.ALIGNMENT);
    klass.place(start + before, klass.loader().references().add(0));
  }

  /**
   * Writes a class's descriptor, with its list of interfaces and its itable. All its methods have
   * descriptors.
   */
  void write(InstanceKlass klass, int kind) {
    FieldLayout layout = klass.layout();
    Method[] vtable = dispatched(klass);
    int[] references = layout.referenceOffsets();
    int[] words = new int[references.length + ClassDescriptor.VTABLE / 4 + vtable.length];
    int origin = references.length;
    for (int i = 0; i < references.length; i++) {
      words[origin - 1 - i] = references[i];
    }
    words[origin + ClassLayout.KIND / 4] = kind;
    words[origin + ClassLayout.SIZE / 4] = layout.instanceBytes();
    words[origin + ClassLayout.REFERENCE_COUNT / 4] = references.length;
    words[origin + ClassDescriptor.ITABLE / 4] = klass.isAbstract() ? 0 : (int) itable(klass);
    words[origin + ClassDescriptor.FLAGS / 4] = flags(klass);
    words[origin + ClassDescriptor.STATIC_AREA / 4] = (int) klass.staticArea();
    finish(klass, words, origin, vtable);
  }

  /** Writes the descriptor of an array class or a primitive type. */
  void write(Klass klass, int kind, int log2ElementBytes) {
    InstanceKlass object = klass.superKlass();
    Method[] vtable = object == null ? new Method[0] : object.vtable();
    int[] words = new int[ClassDescriptor.VTABLE / 4 + vtable.length];
    words[ClassLayout.KIND / 4] = kind;
    words[ClassLayout.SIZE / 4] = log2ElementBytes;
    words[ClassDescriptor.STATE / 4] = ClassDescriptor.STATE_INITIALIZED;
    if (klass instanceof ArrayKlass array) {
      words[ClassDescriptor.ELEMENT / 4] = (int) array.element().descriptor();
    }
    finish(klass, words, 0, vtable);
  }

  private void finish(Klass klass, int[] words, int origin, Method[] vtable) {
    InstanceKlass above = klass.superKlass();
    words[origin + ClassDescriptor.SUPER / 4] = above == null ? 0 : (int) above.descriptor();
    words[origin + ClassLayout.LIFE / 4] = (int) klass.loader().life();
    words[origin + ClassDescriptor.ID / 4] = klass.id();
    words[origin + ClassDescriptor.MIRROR_CELL / 4] = (int) klass.mirrorCell();
    int depth = klass.depth();
    words[origin + ClassDescriptor.DEPTH / 4] = depth;
    int at = depth;
    for (Klass k = klass; k != null; k = k.superKlass(), at--) {
      if (at < ClassDescriptor.DISPLAY_LENGTH) {
        words[origin + ClassDescriptor.DISPLAY / 4 + at] = (int) k.descriptor();
      }
    }
    words[origin + ClassDescriptor.INTERFACES / 4] = (int) interfaces(klass.allInterfaces());
    words[origin + ClassDescriptor.VTABLE_LENGTH / 4] = vtable.length;
    for (int i = 0; i < vtable.length; i++) {
      words[origin + ClassDescriptor.VTABLE / 4 + i] = (int) vtable[i].target().descriptor();
    }
    memory.copyIn(words, 0, klass.descriptor() - 4L * origin, words.length);
  }

  /** The vtable that receivers of exactly this class need: none for what has no instances. */
  static Method[] dispatched(InstanceKlass klass) {
    return klass.isAbstract() ? new Method[0] : klass.vtable();
  }

  private static int flags(InstanceKlass klass) {
    int flags = klass.access();
    if (klass.isInterface()) {
      flags |= ClassDescriptor.FLAG_INTERFACE;
    }
    return isFinalizable(klass) ? flags | ClassDescriptor.FLAG_FINALIZABLE : flags;
  }

  /** Whether the class has a finalizer other than Object's. */
  private static boolean isFinalizable(InstanceKlass klass) {
    Method finalizer = MethodSelection.virtualInClasses(klass, "finalize", "()V");
    return finalizer != null && finalizer.holder().superKlass() != null;
  }

  private long interfaces(List<InstanceKlass> all) {
    if (all.isEmpty()) {
      return 0;
    }
    int[] words = new int[1 + all.size()];
    words[0] = all.size();
    for (int i = 0; i < all.size(); i++) {
      words[1 + i] = (int) all.get(i).descriptor();
    }
    return copy(words);
  }

  /** Interfaces without methods are left out: nothing is called through them. */
  private long itable(InstanceKlass klass) {
    List<InstanceKlass> called = new ArrayList<>();
    for (InstanceKlass each : klass.allInterfaces()) {
      for (Method method : each.methods()) {
        if (method.isVirtual()) {
          called.add(each);
          break;
        }
      }
    }
    if (called.isEmpty()) {
      return 0;
    }
    int[] index = new int[1 + 2 * called.size()];
    index[0] = called.size();
    for (int i = 0; i < called.size(); i++) {
      index[1 + 2 * i] = (int) called.get(i).descriptor();
      index[2 + 2 * i] = (int) methodTable(klass, called.get(i));
    }
    return copy(index);
  }

  private long methodTable(InstanceKlass klass, InstanceKlass implemented) {
    int[] words = new int[implemented.methods().length];
    int used = 0;
    for (Method method : implemented.methods()) {
      if (method.isVirtual()) {
        Method selected = Vtable.selected(klass, method);
        words[used++] = (int) selected.target().descriptor();
      }
    }
    return copy(java.util.Arrays.copyOf(words, used));
  }

  private long copy(int[] words) {
    long start = metadata.allocate(4L * words.length, 8);
    memory.copyIn(words, 0, start, words.length);
    return start;
  }

  /** Makes descriptors for methods of one class, which has its place already. */
  void writeMethods(List<Method> methods) {
    if (methods.isEmpty()) {
      return;
    }
    int[] words = new int[methods.size() * METHOD_WORDS];
    long start = metadata.allocate(4L * words.length, 8);
    for (int i = 0; i < methods.size(); i++) {
      Method method = methods.get(i);
      method.place(start + (long) i * MethodDescriptorLayout.BYTES);
      int at = i * METHOD_WORDS;
      long entry = method.isAbstract() ? stubs.abstractError() : stubs.prepare();
      words[at + MethodDescriptorLayout.ENTRY / 4] = (int) entry;
      words[at + MethodDescriptorLayout.ARGUMENT_SLOTS / 4] = halves(method.argumentSlots(), 0);
      words[at + MethodDescriptorLayout.ID / 4] = method.id();
      words[at + MethodDescriptorLayout.HOLDER / 4] = (int) method.holder().descriptor();
      words[at + MethodDescriptorLayout.FLAGS / 4] = method.access();
      words[at + MethodDescriptorLayout.VTABLE_INDEX / 4] = method.vtableIndex();
      words[at + MethodDescriptorLayout.INTERFACE_INDEX / 4] = method.interfaceIndex();
    }
    memory.copyIn(words, 0, start, words.length);
  }

  /** Two u16 that stand one after the other in memory. */
  private static int halves(int first, int second) {
    return LITTLE_ENDIAN ? first | second << 16 : first << 16 | second;
  }
}
