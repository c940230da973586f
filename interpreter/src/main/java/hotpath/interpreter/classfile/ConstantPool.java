package hotpath.interpreter.classfile;

import hotpath.interpreter.classfile.Constant.BootstrapMethod;
import hotpath.interpreter.classfile.Constant.ClassConstant;
import hotpath.interpreter.classfile.Constant.DynamicConstant;
import hotpath.interpreter.classfile.Constant.FieldConstant;
import hotpath.interpreter.classfile.Constant.InvokeDynamicConstant;
import hotpath.interpreter.classfile.Constant.MethodConstant;
import hotpath.interpreter.classfile.Constant.MethodHandleConstant;
import hotpath.interpreter.classfile.Constant.MethodTypeConstant;
import hotpath.interpreter.classfile.Constant.ModuleConstant;
import hotpath.interpreter.classfile.Constant.PackageConstant;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;

/**
 * The constant pool of one class file, and random access to the file's bytes: the only place where
 * ASM's reader is held.
 *
 * <p>Entries become {@link Constant}s or plain host objects when first asked for, and stay: the
 * same index always gives the same object, so that what an index was resolved to can be remembered
 * beside it. An index that is out of range or of the wrong kind is a {@link ClassFormatException},
 * always, since code of classes whose format was not checked is read through here too.
 */
final class ConstantPool {
  static final int UTF8 = 1;
  static final int INTEGER = 3;
  static final int FLOAT = 4;
  static final int LONG = 5;
  static final int DOUBLE = 6;
  static final int CLASS = 7;
  static final int STRING = 8;
  static final int FIELD_REF = 9;
  static final int METHOD_REF = 10;
  static final int INTERFACE_METHOD_REF = 11;
  static final int NAME_AND_TYPE = 12;
  static final int METHOD_HANDLE = 15;
  static final int METHOD_TYPE = 16;
  static final int DYNAMIC = 17;
  static final int INVOKE_DYNAMIC = 18;
  static final int MODULE = 19;
  static final int PACKAGE = 20;

  private final ClassReader reader;
  private final char[] buffer;
  private final @Nullable Object[] constants;
  private final int size;

  ConstantPool(ClassReader reader) {
    this.reader = reader;
    this.buffer = new char[reader.getMaxStringLength()];
    this.size = reader.getItemCount();
    this.constants = new Object[size];
  }

  /** One more than the largest index. */
  int size() {
    return size;
  }

  int u1(int offset) {
    return reader.readByte(offset);
  }

  int u2(int offset) {
    return reader.readUnsignedShort(offset);
  }

  int s2(int offset) {
    return reader.readShort(offset);
  }

  int s4(int offset) {
    return reader.readInt(offset);
  }

  /** The tag of an entry, 0 for indexes that have none. */
  int tag(int index) {
    if (index <= 0 || index >= size) {
      return 0;
    }
    int item = reader.getItem(index);
    return item == 0 ? 0 : reader.readByte(item - 1);
  }

  /** Offset of the bytes behind an entry's tag. */
  int item(int index, int tag) {
    if (tag(index) != tag) {
      throw badIndex(index);
    }
    return reader.getItem(index);
  }

  private ClassFormatException badIndex(int index) {
    return ClassFormatException.format("Invalid constant pool index " + index + " in class file");
  }

  /** The string that the index at an offset names. */
  String utf8At(int offset) {
    int index = u2(offset);
    item(index, UTF8);
    String text = decode(offset);
    if (text == null) {
      throw badIndex(index);
    }
    return text;
  }

  /** VMs of several threads share the class files of the library, and so the buffer. */
  private synchronized @Nullable String decode(int offset) {
    return reader.readUTF8(offset, buffer);
  }

  /** The string of an entry of its own; {@code file} is the class file. */
  String utf8(byte[] file, int index) {
    int at = item(index, UTF8);
    try {
      return new DataInputStream(new ByteArrayInputStream(file, at, file.length - at)).readUTF();
    } catch (IOException e) {
      throw badIndex(index);
    }
  }

  /** The class name that the index at an offset names. */
  String classAt(int offset) {
    return utf8At(item(u2(offset), CLASS));
  }

  /** The class name that the index at an offset names, null for index 0. */
  @Nullable String optionalClassAt(int offset) {
    return u2(offset) == 0 ? null : classAt(offset);
  }

  /** The string that the index at an offset names, null for index 0. */
  @Nullable String optionalUtf8At(int offset) {
    return u2(offset) == 0 ? null : utf8At(offset);
  }

  /** The entry at an index: a {@link Constant} or a plain host object. */
  Object constant(int index) {
    if (index < 0 || index >= size) {
      throw badIndex(index);
    }
    Object known = constants[index];
    if (known == null) {
      known = read(index);
      constants[index] = known;
    }
    return known;
  }

  private Object read(int index) {
    int tag = tag(index);
    if (tag == 0) {
      throw badIndex(index);
    }
    int at = reader.getItem(index);
    return switch (tag) {
      case UTF8, NAME_AND_TYPE -> throw badIndex(index);
      case INTEGER -> reader.readInt(at);
      case FLOAT -> Float.intBitsToFloat(reader.readInt(at));
      case LONG -> reader.readLong(at);
      case DOUBLE -> Double.longBitsToDouble(reader.readLong(at));
      case STRING -> utf8At(at);
      case CLASS -> new ClassConstant(utf8At(at));
      case FIELD_REF -> {
        int pair = item(u2(at + 2), NAME_AND_TYPE);
        yield new FieldConstant(classAt(at), utf8At(pair), utf8At(pair + 2));
      }
      case METHOD_REF, INTERFACE_METHOD_REF -> {
        int pair = item(u2(at + 2), NAME_AND_TYPE);
        yield new MethodConstant(
            classAt(at), utf8At(pair), utf8At(pair + 2), tag == INTERFACE_METHOD_REF);
      }
      case METHOD_TYPE -> new MethodTypeConstant(utf8At(at));
      case METHOD_HANDLE -> methodHandle(u1(at), constant(u2(at + 1)), index);
      case DYNAMIC -> {
        int pair = item(u2(at + 2), NAME_AND_TYPE);
        yield new DynamicConstant(utf8At(pair), utf8At(pair + 2), u2(at));
      }
      case INVOKE_DYNAMIC -> {
        int pair = item(u2(at + 2), NAME_AND_TYPE);
        yield new InvokeDynamicConstant(utf8At(pair), utf8At(pair + 2), u2(at));
      }
      case MODULE -> new ModuleConstant(utf8At(at));
      case PACKAGE -> new PackageConstant(utf8At(at));
      default -> throw badIndex(index);
    };
  }

  private MethodHandleConstant methodHandle(int kind, Object member, int index) {
    return switch (member) {
      case FieldConstant f ->
          new MethodHandleConstant(kind, f.owner(), f.name(), f.descriptor(), false);
      case MethodConstant m ->
          new MethodHandleConstant(kind, m.owner(), m.name(), m.descriptor(), m.interfaceOwner());
      default -> throw badIndex(index);
    };
  }

  /** The bootstrap method whose entry starts at an offset. */
  BootstrapMethod bootstrapMethod(int offset) {
    int index = u2(offset);
    if (!(constant(index) instanceof MethodHandleConstant method)) {
      throw badIndex(index);
    }
    int count = u2(offset + 2);
    List<Integer> arguments = new ArrayList<>(count);
    for (int k = 0; k < count; k++) {
      arguments.add(u2(offset + 4 + 2 * k));
    }
    return new BootstrapMethod(method, List.copyOf(arguments));
  }
}
