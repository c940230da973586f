package hotpath.interpreter.link;

/**
 * What an instruction may do with a field that was found (JVMS 5.4.4 and the instructions of 6.5).
 */
final class FieldChecks {
  private static final String ILLEGAL_ACCESS = "java/lang/IllegalAccessError";

  /**
   * Since this version of the class file only the initializers themselves may write a final field.
   */
  private static final int STRICT_FINALS = 53;

  private FieldChecks() {}

  static void check(Method referrer, InstanceKlass named, Field field, FieldUse use)
      throws LinkageFailure {
    InstanceKlass from = referrer.holder();
    if (!Access.toMember(from, field.holder(), named, field.access())) {
      throw new LinkageFailure(
          ILLEGAL_ACCESS,
          "class "
              + from.externalName()
              + " tried to access "
              + Messages.accessWord(field.access())
              + "field "
              + field.externalName()
              + " ("
              + Messages.inModules(from, field.holder())
              + ")");
    }
    if (field.isStatic() != use.isStatic()) {
      throw Resolution.incompatible(
          "Expected "
              + (use.isStatic() ? "static" : "non-static")
              + " field "
              + field.externalName());
    }
    if (use.isWrite() && field.isFinal()) {
      checkFinal(referrer, field);
    }
  }

  private static void checkFinal(Method referrer, Field field) throws LinkageFailure {
    InstanceKlass from = referrer.holder();
    String what = "Update to " + (field.isStatic() ? "static" : "non-static") + " final field ";
    if (from != field.holder()) {
      throw new LinkageFailure(
          ILLEGAL_ACCESS,
          what
              + field.externalName()
              + " attempted from a different class ("
              + from.externalName()
              + ") than the field's declaring class");
    }
    boolean initializer =
        field.isStatic() ? referrer.isClassInitializer() : referrer.isConstructor();
    if (!initializer && from.classFile().majorVersion() >= STRICT_FINALS) {
      throw new LinkageFailure(
          ILLEGAL_ACCESS,
          what
              + field.externalName()
              + " attempted from a different method ("
              + referrer.name()
              + ") than the initializer method "
              + (field.isStatic() ? "<clinit>" : "<init>")
              + " ");
    }
  }
}
