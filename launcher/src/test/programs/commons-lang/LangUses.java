import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.lang3.ArrayUtils;
import org.apache.commons.lang3.BitField;
import org.apache.commons.lang3.ClassUtils;
import org.apache.commons.lang3.EnumUtils;
import org.apache.commons.lang3.LocaleUtils;
import org.apache.commons.lang3.Range;
import org.apache.commons.lang3.SerializationUtils;
import org.apache.commons.lang3.StringUtils;
import org.apache.commons.lang3.builder.EqualsBuilder;
import org.apache.commons.lang3.builder.HashCodeBuilder;
import org.apache.commons.lang3.builder.ReflectionToStringBuilder;
import org.apache.commons.lang3.builder.ToStringStyle;
import org.apache.commons.lang3.exception.ExceptionUtils;
import org.apache.commons.lang3.math.Fraction;
import org.apache.commons.lang3.math.NumberUtils;
import org.apache.commons.lang3.mutable.MutableInt;
import org.apache.commons.lang3.reflect.FieldUtils;
import org.apache.commons.lang3.reflect.MethodUtils;
import org.apache.commons.lang3.text.StrSubstitutor;
import org.apache.commons.lang3.time.DurationFormatUtils;
import org.apache.commons.lang3.tuple.Pair;
import org.apache.commons.lang3.tuple.Triple;

/** Commons Lang: strings, builders by reflection, numbers, serialization, reflection. */
@SuppressWarnings("deprecation")
public final class LangUses {
  enum Color {
    RED,
    GREEN
  }

  /** Seen by reflection. */
  public static class Bean implements java.io.Serializable {
    private final int number;
    private final String text;
    private final int[] array = {1, 2};
    private transient Object skipped = "skipped";

    Bean(int number, String text) {
      this.number = number;
      this.text = text;
    }

    public String join(String a, int b) {
      return text + a + b + number;
    }
  }

  private LangUses() {}

  public static void main(String[] args) throws Exception {
    strings();
    beans();
    System.out.println(Fraction.getFraction(6, 8).reduce().add(Fraction.ONE_THIRD));
    System.out.println(NumberUtils.createNumber("0x7F") + " " + NumberUtils.isCreatable("1e5f"));
    System.out.println(DurationFormatUtils.formatDurationHMS(3_661_001));
    System.out.println(Range.between(3, 9).contains(9) + " " + new BitField(0xF0).getValue(0xAB));
    System.out.println(Arrays.toString(ArrayUtils.addAll(new int[] {1}, 2, 3)));
    System.out.println(ArrayUtils.toString(ArrayUtils.toPrimitive(new Integer[] {4, 5})));
    System.out.println(EnumUtils.getEnumList(Color.class) + " " + LocaleUtils.toLocale("de_CH"));
    System.out.println(ClassUtils.getAllInterfaces(java.util.ArrayList.class));
    System.out.println(ClassUtils.getAbbreviatedName("org.apache.commons.lang3.ClassUtils", 20));
    System.out.println(StrSubstitutor.replace("${a} and ${b:-c}", Map.of("a", "x")));
    Throwable cause = new IllegalStateException("outer", new RuntimeException("root"));
    System.out.println(ExceptionUtils.getRootCauseMessage(cause));
    MutableInt count = new MutableInt();
    for (String word : StringUtils.split("a b  c")) {
      count.add(word.length());
    }
    System.out.println(count + " " + Pair.of("l", 2) + Triple.of(1, 2, 3));
  }

  private static void strings() {
    System.out.println(StringUtils.capitalize("word") + StringUtils.reverse("abc"));
    System.out.println(StringUtils.center("x", 7, '*') + StringUtils.abbreviate("abcdefghijk", 8));
    System.out.println(StringUtils.getLevenshteinDistance("kitten", "sitting"));
    System.out.println(
        StringUtils.join(StringUtils.splitByCharacterTypeCamelCase("fooBar12"), '|'));
    System.out.println(
        StringUtils.substringBetween("a[b]c", "[", "]") + StringUtils.swapCase("aB"));
    System.out.println(StringUtils.stripAccents("\u00e9\u00fc") + StringUtils.isNumeric("12"));
    System.out.println(StringUtils.difference("abcde", "abxyz") + StringUtils.rotate("abcd", 1));
    System.out.println(
        StringUtils.upperCase("i", Locale.ROOT) + StringUtils.countMatches("aXbXc", "X"));
  }

  private static void beans() throws ReflectiveOperationException {
    Bean one = new Bean(5, "t");
    Bean same = new Bean(5, "t");
    System.out.println(EqualsBuilder.reflectionEquals(one, same));
    System.out.println(EqualsBuilder.reflectionEquals(one, new Bean(6, "t"), "number"));
    System.out.println(HashCodeBuilder.reflectionHashCode(one));
    System.out.println(ReflectionToStringBuilder.toString(one, ToStringStyle.SHORT_PREFIX_STYLE));
    System.out.println(ReflectionToStringBuilder.toString(one, ToStringStyle.JSON_STYLE));
    System.out.println(FieldUtils.readField(one, "text", true));
    System.out.println(MethodUtils.invokeMethod(one, "join", "-", 7));
    System.out.println(SerializationUtils.clone(one).text);
  }
}
