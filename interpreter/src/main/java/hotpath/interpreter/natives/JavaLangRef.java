package hotpath.interpreter.natives;

import hotpath.interpreter.link.LibraryField;

/** Natives of {@code java.lang.ref}. */
final class JavaLangRef {
  private JavaLangRef() {}

  static void registerReference(NativeRows rows) {
    // Native as of 25.0.5; before, get reads the field.
    rows.add("get0", "()Ljava/lang/Object;", JavaLangRef::get);
    rows.add("refersTo0", "(Ljava/lang/Object;)Z", JavaLangRef::refersTo);
    rows.add("clear0", "()V", JavaLangRef::clear);
    rows.add(
        "getAndClearReferencePendingList",
        "()Ljava/lang/ref/Reference;",
        JavaLangRef::getAndClearPending);
    rows.add("hasReferencePendingList", "()Z", JavaLangRef::hasPending);
    rows.add("waitForReferencePendingList", "()V", JavaLangRef::awaitPending);
  }

  static void registerPhantom(NativeRows rows) {
    rows.add("refersTo0", "(Ljava/lang/Object;)Z", JavaLangRef::refersTo);
    rows.add("clear0", "()V", JavaLangRef::clear);
  }

  static void registerFinalizer(NativeRows rows) {
    // Then the library starts no Finalizer thread; finalizers are deprecated for removal.
    rows.add("isFinalizationEnabled", "()Z", call -> call.returnBoolean(false));
    rows.add("reportComplete", "(Ljava/lang/Object;)V", NativeRows.NOTHING);
  }

  private static void get(NativeCall call) {
    call.returnRef(call.fields().ref(call.ref(0), LibraryField.REFERENCE_REFERENT));
  }

  private static void refersTo(NativeCall call) {
    int referent = call.fields().ref(call.ref(0), LibraryField.REFERENCE_REFERENT);
    call.returnBoolean(referent == call.ref(1));
  }

  private static void clear(NativeCall call) {
    call.fields().ref(call.ref(0), LibraryField.REFERENCE_REFERENT, 0);
  }

  private static void getAndClearPending(NativeCall call) {
    long cell = call.vm().pendingReferencesCell();
    call.returnRef(call.memory().ref(cell));
    call.memory().ref(cell, 0);
  }

  private static void awaitPending(NativeCall call) {
    if (call.memory().ref(call.vm().pendingReferencesCell()) == 0) {
      call.vm().scheduler().awaitReferences();
      call.startAgain();
    }
  }

  private static void hasPending(NativeCall call) {
    call.returnBoolean(call.memory().ref(call.vm().pendingReferencesCell()) != 0);
  }
}
