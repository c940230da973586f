import java.util.Scanner;

/** One thread reads, another one works meanwhile. */
public final class Reading {
  public static void main(String[] args) {
    new Thread(
            () -> {
              long sum = 0;
              for (int i = 0; i < 1_000_000; i++) {
                sum += i;
              }
              System.out.println(sum > 0 ? "worker done" : "");
            })
        .start();
    System.out.println("read " + new Scanner(System.in).nextLine());
  }
}
