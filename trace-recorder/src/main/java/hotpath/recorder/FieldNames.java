package hotpath.recorder;

import hotpath.gc.memory.ObjectLayout;
import hotpath.interpreter.classfile.Constant.FieldConstant;
import hotpath.interpreter.link.Field;
import hotpath.interpreter.link.InstanceKlass;
import hotpath.interpreter.link.Klass;
import hotpath.interpreter.meaning.Aliases;
import hotpath.interpreter.predecode.PreparedMethod;
import hotpath.tssa.ir.Alias;
import hotpath.tssa.ir.Alias.Sort;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * Names the fields that a recorded path touches: one alias for each field, wherever it is resolved
 * from.
 */
final class FieldNames {
  /** Its final statics are not: {@code System.setOut} replaces them. */
  private static final String SYSTEM = "java/lang/System";

  /** A field that cannot be named may be any. */
  Alias instanceField(Step step) {
    Field field = fieldOf(step);
    return field == null ? Aliases.ANY : new Alias(name(field), Sort.FIELD);
  }

  /** What is at {@code offset} in objects of class {@code klass}, which is no array. */
  Alias at(Klass klass, int offset) {
    if (offset == ObjectLayout.LOCK) {
      return Aliases.LOCK;
    }
    if (offset == ObjectLayout.HASH) {
      return Aliases.HASH;
    }
    Klass holder = klass;
    while (holder instanceof InstanceKlass plain) {
      for (Field field : plain.fields()) {
        if (!field.isStatic() && field.offset() == offset) {
          return new Alias(name(field), Sort.FIELD);
        }
      }
      holder = plain.superKlass();
    }
    return Aliases.ANY;
  }

  /** A final static field of an initialized class does not change any more. */
  Alias staticField(Step step) {
    Field field = fieldOf(step);
    if (field == null) {
      return Aliases.ANY;
    }
    boolean frozen =
        Modifier.isFinal(field.access())
            && step.handler().name().startsWith("GETSTATIC")
            && !field.holder().name().equals(SYSTEM)
            && !step.method().method().isClassInitializer();
    return new Alias(name(field), frozen ? Sort.FROZEN : Sort.CELL);
  }

  private static String name(Field field) {
    return field.holder().name().replace('/', '.')
        + '.'
        + field.name()
        + (field.holder().loader().isBoot() ? "" : "_" + field.holder().id());
  }

  private static @Nullable Field fieldOf(Step step) {
    PreparedMethod method = step.method();
    int instruction = method.instructionAt(step.pc());
    FieldConstant constant = (FieldConstant) method.code().constant(instruction);
    InstanceKlass holder = method.method().holder();
    Klass named =
        holder.isHidden() && constant.owner().equals(holder.name())
            ? holder
            : holder.loader().find(constant.owner());
    return named instanceof InstanceKlass plain ? find(plain, constant) : null;
  }

  private static @Nullable Field find(InstanceKlass klass, FieldConstant constant) {
    for (InstanceKlass k = klass; k != null; k = k.superKlass()) {
      Field field = k.declaredField(constant.name(), constant.descriptor());
      for (InstanceKlass each : k.interfaces()) {
        field = field != null ? field : find(each, constant);
      }
      if (field != null) {
        return field;
      }
    }
    return null;
  }
}
