package hotpath.interpreter.programs;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.PrintStream;
import java.io.Serializable;
import java.nio.charset.Charset;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.Provider;
import java.security.Security;
import java.text.NumberFormat;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * What the library finds by services of its modules: locales, charsets, providers; serialization.
 */
final class ServicesProgram {
  private ServicesProgram() {}

  private enum Kind {
    PLAIN,
    SPECIAL {
      @Override
      int number() {
        return 2;
      }
    };

    int number() {
      return 1;
    }
  }

  private record Pair(int number, String text) implements Serializable {}

  @SuppressWarnings("serial")
  private static final class Saved implements Serializable {
    private final int number = 3;
    private transient int lost = 4;
    private final List<Object> list = new ArrayList<>(List.of(1, "two", Kind.SPECIAL));
    private PrintStream log;

    private void writeObject(ObjectOutputStream out) throws IOException {
      PrintStream kept = log;
      log = null;
      out.defaultWriteObject();
      log = kept;
      out.writeInt(77);
    }

    private void readObject(ObjectInputStream in) throws IOException, ClassNotFoundException {
      in.defaultReadObject();
      lost = in.readInt();
    }

    @Override
    public String toString() {
      return number + " " + lost + " " + list;
    }
  }

  public static void main(String[] args) {
    run(System.out);
  }

  static void run(PrintStream out) {
    try {
      locales(out);
      security(out);
      serialization(out);
    } catch (IOException | ReflectiveOperationException | GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void locales(PrintStream out) {
    LocalDate date = LocalDate.of(2024, 2, 29);
    for (Locale locale : List.of(Locale.US, Locale.GERMANY, Locale.FRANCE, Locale.JAPAN)) {
      out.println(NumberFormat.getCurrencyInstance(locale).format(-1234567.891));
      out.println(DateTimeFormatter.ofPattern("EEEE d MMMM yyyy", locale).format(date));
      out.println(String.format(locale, "%,.3f %e", 9876543.21, 1e-5));
    }
    for (String name : List.of("IBM037", "GB18030", "Shift_JIS", "windows-1252")) {
      out.println(name + Arrays.toString("a\u00e9\u6f22".getBytes(Charset.forName(name))));
    }
    out.println(RandomGenerator.of("L64X128MixRandom").getClass().getSimpleName());
  }

  private static void security(PrintStream out) throws GeneralSecurityException {
    for (Provider provider : Security.getProviders()) {
      out.println(provider.getName());
    }
    byte[] text = "some text of thirty-two letters.".getBytes(Charset.forName("US-ASCII"));
    byte[] key = Arrays.copyOf(text, 16);
    out.println(hex(MessageDigest.getInstance("SHA3-256").digest(text)));
    Cipher cipher = Cipher.getInstance("AES/ECB/NoPadding");
    cipher.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
    out.println(hex(cipher.doFinal(text)) + " " + cipher.getProvider());
    Mac mac = Mac.getInstance("HmacSHA256");
    mac.init(new SecretKeySpec(key, "HmacSHA256"));
    out.println(hex(mac.doFinal(text)));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static void serialization(PrintStream out) throws IOException, ClassNotFoundException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    int captured = 5;
    Supplier<String> supplier = (Supplier<String> & Serializable) () -> "supplied " + captured;
    Object[] objects = {new Saved(), new Pair(1, "r"), Kind.PLAIN, new int[] {1, 2}, supplier};
    try (ObjectOutputStream output = new ObjectOutputStream(bytes)) {
      for (Object object : objects) {
        output.writeObject(object);
      }
    }
    try (ObjectInputStream input =
        new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
      out.println(input.readObject());
      out.println(input.readObject());
      Kind kind = (Kind) input.readObject();
      out.println(kind + " " + kind.number() + Kind.SPECIAL.number());
      out.println(((int[]) input.readObject()).length);
      out.println(((Supplier<?>) input.readObject()).get());
    }
  }
}
