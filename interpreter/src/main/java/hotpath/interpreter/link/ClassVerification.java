package hotpath.interpreter.link;

import hotpath.interpreter.verify.ClassHierarchy;
import hotpath.interpreter.verify.LoadedClass;
import hotpath.interpreter.verify.Verdict;
import hotpath.interpreter.verify.Verifier;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Verification of classes before they are initialized: those of the program. The library and our
 * own guest classes are trusted, as HotSpot trusts what its bootstrap loader finds.
 *
 * <p>A verification that needs a class of a loader of the program stops, and goes on where it was
 * when the class is there.
 */
public final class ClassVerification {
  private final SystemDictionary dictionary;
  private final Map<InstanceKlass, Verifier> started = new HashMap<>();

  public ClassVerification(SystemDictionary dictionary) {
    this.dictionary = dictionary;
  }

  /**
   * Verifies a class, its super classes and, like HotSpot, its super interfaces, as far as that
   * needs no guest code.
   *
   * @return the name of a class that guest code must load first; null if the class is verified
   * @throws LinkageFailure if the class is bad, or one that decides about it cannot be loaded
   */
  public @Nullable String verify(InstanceKlass klass) throws LinkageFailure {
    if (klass.isVerified() || klass.loader().isBoot()) {
      return null;
    }
    InstanceKlass superKlass = klass.superKlass();
    String missing = superKlass == null ? null : verify(superKlass);
    for (InstanceKlass each : klass.interfaces()) {
      missing = missing != null ? missing : verify(each);
    }
    return missing != null ? missing : verifyItself(klass);
  }

  private @Nullable String verifyItself(InstanceKlass klass) throws LinkageFailure {
    Loader loader = klass.loader();
    Verifier verifier =
        started.computeIfAbsent(
            klass, k -> new Verifier(k.classFile(), new VerifiedClass(k), new Hierarchy(loader)));
    for (; ; ) {
      switch (verifier.run()) {
        case Verdict.Accepted _ -> {
          started.remove(klass);
          dictionary.constraints().checkOverrides(klass);
          klass.markVerified();
          return null;
        }
        case Verdict.NeedsClass needed -> {
          if (dictionary.load(loader, needed.name()) == null) {
            return needed.name();
          }
        }
        case Verdict.Rejected rejected -> {
          started.remove(klass);
          throw new LinkageFailure(rejected.errorClass(), rejected.message());
        }
      }
    }
  }

  /**
   * Whether the class is verified, or can be at once. A bad class is not, and no error is thrown
   * here.
   */
  boolean isVerified(InstanceKlass klass) {
    try {
      return verify(klass) == null;
    } catch (LinkageFailure failure) {
      return false;
    }
  }

  /** The classes that a loader has loaded. */
  private record Hierarchy(Loader loader) implements ClassHierarchy {
    @Override
    public @Nullable LoadedClass find(String name) {
      return loader.find(name) instanceof InstanceKlass klass ? new VerifiedClass(klass) : null;
    }
  }
}
