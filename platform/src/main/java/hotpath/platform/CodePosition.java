package hotpath.platform;

/**
 * A bytecode of the guest's program, in words: for events and dumps, which outlive the VM.
 *
 * @param className with dots
 * @param bci index in the method's code
 * @param line of the source; -1 if the class file does not say
 */
public record CodePosition(String className, String method, String descriptor, int bci, int line) {
  @Override
  public String toString() {
    return className + "." + method + descriptor + " @" + bci;
  }
}
