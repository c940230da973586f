package hotpath.backend.x86;

/**
 * What the processor has beyond the baseline, which is SSE2 and SSE4.1. The flags matter: without
 * the feature the bytes of lzcnt and tzcnt run as bsr and bsf, whose results differ.
 */
public record CpuFeatures(boolean popcnt, boolean lzcnt, boolean bmi1) {

  public static final CpuFeatures BASELINE = new CpuFeatures(false, false, false);
  public static final CpuFeatures ALL = new CpuFeatures(true, true, true);

  /** What an instruction needs. */
  public enum Feature {
    BASELINE,
    POPCNT,
    LZCNT,
    BMI1
  }

  /**
   * Reads the answers of {@link X86Op#CPUID}: ecx of leaf 1, ebx of leaf 7, ecx of leaf 80000001h
   * (SDM vol. 2, CPUID).
   */
  public static CpuFeatures ofCpuid(int leaf1Ecx, int leaf7Ebx, int extendedEcx) {
    if (((leaf1Ecx >>> 19) & 1) == 0) {
      throw new UnsupportedOperationException("the processor lacks SSE4.1");
    }
    return new CpuFeatures(
        ((leaf1Ecx >>> 23) & 1) != 0, ((extendedEcx >>> 5) & 1) != 0, ((leaf7Ebx >>> 3) & 1) != 0);
  }

  public boolean has(Feature feature) {
    return switch (feature) {
      case BASELINE -> true;
      case POPCNT -> popcnt;
      case LZCNT -> lzcnt;
      case BMI1 -> bmi1;
    };
  }

  /** Written out, since every start asks and a record's own would be linked for 10 ms. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("CpuFeatures[popcnt=");
    return text.append(popcnt)
        .append(", lzcnt=")
        .append(lzcnt)
        .append(", bmi1=")
        .append(bmi1)
        .append(']')
        .toString();
  }
}
