package hotpath.tssa.backend;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Machine code before it has a place. It depends on the place only at its relocations, and in the
 * room for exit stubs at its end, which is filled when it is installed.
 */
public final class MachineCode {
  public static final int NONE = -1;

  /** What a relocation refers to. */
  public enum Target {
    /** {@link Backend.Routines#exit}. */
    EXIT_ROUTINE,
    /** {@link Backend.Routines#tail}. */
    TAIL_ROUTINE,
    /** {@link Backend.Routines#cut}. */
    CUT_ROUTINE,
    /** The loop that the code links to. */
    LOOP
  }

  private static final Target[] TARGETS = Target.values();

  private final byte[] bytes;
  private final int alignment;
  private final int stubs;
  private int loop = NONE;
  private int link = NONE;
  private int[] relocations = {};
  private int @Nullable [] map;

  /**
   * @param alignment that the place must have
   * @param stubs where the room for exit stubs starts
   */
  public MachineCode(byte[] bytes, int alignment, int stubs) {
    this.bytes = bytes;
    this.alignment = alignment;
    this.stubs = stubs;
  }

  public byte[] bytes() {
    return bytes;
  }

  public int alignment() {
    return alignment;
  }

  public int stubs() {
    return stubs;
  }

  /** Where the loop starts; NONE if there is none. */
  public int loop() {
    return loop;
  }

  public void loop(int offset) {
    loop = offset;
  }

  /** Where a jump stands that goes to another trace's entry when it is linked; NONE if none. */
  public int link() {
    return link;
  }

  public void link(int offset) {
    link = offset;
  }

  public void addRelocation(int field, Target target) {
    int n = relocations.length;
    relocations = Arrays.copyOf(relocations, n + 2);
    relocations[n] = field;
    relocations[n + 1] = target.ordinal();
  }

  public int relocationCount() {
    return relocations.length / 2;
  }

  public int relocationField(int i) {
    return relocations[2 * i];
  }

  public Target relocationTarget(int i) {
    return TARGETS[relocations[2 * i + 1]];
  }

  /**
   * Pairs of offset and number of the TSSA instruction (-1: none) from there on; null if not kept.
   */
  public int @Nullable [] map() {
    return map;
  }

  public void map(int[] pairs) {
    map = pairs;
  }
}
