package hotpath.interpreter.classfile;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;

/**
 * Reads the structure of a class file: the version rules, then names, flags and places.
 *
 * <p>Whatever goes wrong, ASM's own complaints included, becomes a {@link ClassFormatException}.
 */
final class ClassFileReader {
  private static final int MAGIC = 0xCAFEBABE;
  private static final int MIN_VERSION = 45;
  private static final int MAX_VERSION = 69;
  private static final int PREVIEW_MINOR = 0xFFFF;
  private static final int FIRST_WITH_ZERO_MINOR = 56;
  private static final int FIRST_WITH_ABSTRACT_INTERFACES = 50;
  private static final int FIRST_WITH_STATIC_CLINIT = 51;
  private static final int FIRST_WITH_MODULES = 53;
  private static final int HEADER = 10;
  private static final int CLASS_FLAGS = 0x7631;

  /** private, protected, static: what a class may be besides if it is a member. */
  private static final int MEMBER_FLAGS = 0x000E;

  private static final int METHOD_FLAGS = 0x1DFF;

  private final byte[] bytes;
  private final ConstantPool pool;
  private final int version;

  private ClassFileReader(byte[] bytes, ConstantPool pool, int version) {
    this.bytes = bytes;
    this.pool = pool;
    this.version = version;
  }

  static ClassFile read(byte[] bytes, @Nullable String requestedName, boolean check) {
    String shownName = requestedName == null ? "<Unknown>" : requestedName;
    try {
      int version = checkVersion(bytes, shownName);
      int header = poolEnd(bytes, check, shownName);
      ConstantPool pool = new ConstantPool(new ClassReader(bytes));
      rejectModule(pool.u2(header), version & 0xFFFF, shownName);
      if (check) {
        FormatCheck.check(bytes, pool, header, version & 0xFFFF, requestedName);
      }
      return new ClassFileReader(bytes, pool, version).structure(header, requestedName);
    } catch (ClassFormatException e) {
      throw e;
    } catch (IndexOutOfBoundsException | NegativeArraySizeException e) {
      throw ClassFormatException.format("Truncated class file");
    } catch (RuntimeException e) {
      throw ClassFormatException.format(
          "Malformed class file " + shownName + " (" + e.getMessage() + ")");
    }
  }

  private static int checkVersion(byte[] bytes, String shownName) {
    if (bytes.length < HEADER) {
      throw ClassFormatException.format("Truncated class file");
    }
    int magic = u2(bytes, 0) << 16 | u2(bytes, 2);
    if (magic != MAGIC) {
      throw ClassFormatException.format(
          "Incompatible magic value "
              + Integer.toUnsignedString(magic)
              + " in class file "
              + shownName);
    }
    int minor = u2(bytes, 4);
    int major = u2(bytes, 6);
    String shown = major + "." + minor;
    String problem = versionProblem(major, minor, shown);
    if (problem != null) {
      throw new ClassFormatException(
          ClassFormatException.UNSUPPORTED_VERSION, problem.replace("%", shownName));
    }
    return minor << 16 | major;
  }

  /** What is wrong with a version, with "%" for the class; null if nothing is. */
  private static @Nullable String versionProblem(int major, int minor, String shown) {
    String version = "% (class file version " + shown + ") was compiled with ";
    if (major < MIN_VERSION) {
      return version + "an invalid major version";
    }
    if (major > MAX_VERSION) {
      return "% has been compiled by a more recent version of the Java Runtime (class file version "
          + shown
          + "), this version of the Java Runtime only recognizes class file versions up to "
          + MAX_VERSION
          + ".0";
    }
    if (major < FIRST_WITH_ZERO_MINOR || minor == 0) {
      return null;
    }
    if (minor != PREVIEW_MINOR) {
      return version + "an invalid non-zero minor version";
    }
    if (major != MAX_VERSION) {
      return version
          + "preview features that are unsupported. This version of the Java Runtime only"
          + " recognizes preview features for class file version "
          + MAX_VERSION
          + "."
          + PREVIEW_MINOR;
    }
    return "Preview features are not enabled for % (class file version "
        + shown
        + "). Try running with '--enable-preview'";
  }

  private static int u2(byte[] bytes, int offset) {
    return (bytes[offset] & 0xFF) << 8 | (bytes[offset + 1] & 0xFF);
  }

  /** Offset of the access flags: behind the last entry of the pool. */
  private static int poolEnd(byte[] bytes, boolean check, String shownName) {
    int size = u2(bytes, 8);
    if (size < 1) {
      throw ClassFormatException.format("Illegal constant pool size 0 in class file " + shownName);
    }
    int at = HEADER;
    for (int index = 1; index < size; index++) {
      int start = at;
      int tag = bytes[at] & 0xFF;
      at += entryLength(bytes, at, tag, shownName);
      if (at >= bytes.length) {
        throw ClassFormatException.format("Truncated class file");
      }
      if (check && tag == ConstantPool.UTF8) {
        Utf8Check.check(bytes, start + 1, u2(bytes, 6), shownName);
      }
      if (tag == ConstantPool.LONG || tag == ConstantPool.DOUBLE) {
        index++;
        if (index >= size) {
          throw ClassFormatException.format(
              "Invalid constant pool entry " + (index - 1) + " in class file " + shownName);
        }
      }
    }
    return at;
  }

  private static int entryLength(byte[] bytes, int at, int tag, String shownName) {
    return switch (tag) {
      case ConstantPool.UTF8 -> 3 + u2(bytes, at + 1);
      case ConstantPool.LONG, ConstantPool.DOUBLE -> 9;
      case ConstantPool.CLASS, ConstantPool.STRING, ConstantPool.METHOD_TYPE -> 3;
      case ConstantPool.METHOD_HANDLE -> 4;
      case ConstantPool.INTEGER,
          ConstantPool.FLOAT,
          ConstantPool.FIELD_REF,
          ConstantPool.METHOD_REF,
          ConstantPool.INTERFACE_METHOD_REF,
          ConstantPool.NAME_AND_TYPE,
          ConstantPool.DYNAMIC,
          ConstantPool.INVOKE_DYNAMIC ->
          5;
      case ConstantPool.MODULE, ConstantPool.PACKAGE -> {
        if (u2(bytes, 6) < FIRST_WITH_MODULES) {
          throw unknownTag(tag, shownName);
        }
        yield 3;
      }
      default -> throw unknownTag(tag, shownName);
    };
  }

  private static ClassFormatException unknownTag(int tag, String shownName) {
    return ClassFormatException.format(
        "Unknown constant tag " + tag + " in class file " + shownName);
  }

  private static void rejectModule(int flags, int major, String shownName) {
    if ((flags & ClassFile.ACC_MODULE) != 0 && major >= FIRST_WITH_MODULES) {
      throw new ClassFormatException(
          ClassFormatException.NO_CLASS_DEF_FOUND,
          shownName + " is not a class because access_flag ACC_MODULE is set");
    }
  }

  /** The flags of a class that the VM knows; interfaces of old compilers lack the abstract bit. */
  static int classFlags(int flags, int major) {
    int known = flags & CLASS_FLAGS;
    return (known & ClassFile.ACC_INTERFACE) != 0 && major < FIRST_WITH_ABSTRACT_INTERFACES
        ? known | ClassFile.ACC_ABSTRACT
        : known;
  }

  /** The flags of a row of InnerClasses that can be checked as a class's. */
  static int innerFlags(int flags, int major, String shownName) {
    rejectModule(flags, major, shownName);
    return classFlags(flags, major) | (flags & MEMBER_FLAGS);
  }

  /** A class initializer is static whatever else an old class file says. */
  static int initializerFlags(int flags, int major) {
    return major < FIRST_WITH_STATIC_CLINIT
        ? ClassFile.ACC_STATIC
        : flags & (ClassFile.ACC_STATIC | ClassFile.ACC_STRICT);
  }

  private ClassFile structure(int header, @Nullable String requestedName) {
    int major = version & 0xFFFF;
    int accessFlags = classFlags(pool.u2(header), major);
    String name = pool.classAt(header + 2);
    if (requestedName != null && !requestedName.equals(name)) {
      throw ClassFormatException.wrongName(requestedName, name);
    }
    String superName = pool.optionalClassAt(header + 4);
    List<String> interfaces = Attributes.classes(pool, header + 6);
    int fieldsAt = header + 8 + 2 * interfaces.size();
    List<FieldInfo> fields = new ArrayList<>();
    int at = fieldsAt + 2;
    int fieldCount = pool.u2(fieldsAt);
    for (int k = 0; k < fieldCount; k++) {
      fields.add(
          new FieldInfo(pool, pool.u2(at), pool.utf8At(at + 2), pool.utf8At(at + 4), k, at + 6));
      at = Attributes.end(pool, at + 6);
    }
    int methodCount = pool.u2(at);
    List<MethodInfo> methods = new ArrayList<>();
    at += 2;
    for (int k = 0; k < methodCount; k++) {
      int table = at + 6;
      int flags = pool.u2(at) & METHOD_FLAGS;
      String methodName = pool.utf8At(at + 2);
      methods.add(
          new MethodInfo(
              pool,
              methodName.equals("<clinit>") ? initializerFlags(flags, major) : flags,
              methodName,
              pool.utf8At(at + 4),
              k,
              table,
              Attributes.find(pool, table, "Code")));
      at = Attributes.end(pool, table);
    }
    if (Attributes.end(pool, at) > bytes.length) {
      throw ClassFormatException.format("Truncated class file");
    }
    return new ClassFile(
        bytes,
        pool,
        version,
        accessFlags,
        name,
        superName,
        interfaces,
        List.copyOf(fields),
        List.copyOf(methods),
        at);
  }
}
