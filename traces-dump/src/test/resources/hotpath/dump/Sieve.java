/** The program that SampleDump pretends to have run. */
class Sieve {
  static int count(int n) {
    boolean[] composite = new boolean[n];
    int primes = 0;
    for (int i = 2; i < n; i++) {
      // inner loop
      for (int j = i; j < n; j = Step.next(j, 3)) {
        composite[j] = false;
      }
    }
    return primes;
  }
}
