import java.io.ByteArrayOutputStream;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.EnumMap;
import java.util.Map;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonPointer;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.PrettyPrinter;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.core.filter.FilteringParserDelegate;
import tools.jackson.core.filter.JsonPointerBasedFilter;
import tools.jackson.core.filter.TokenFilter;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.util.DefaultPrettyPrinter;

/** Streaming JSON by Jackson: bytes and characters, numbers of all sizes, filters, errors. */
public final class Streams {
  private Streams() {}

  /** Lines and indents. */
  private static final class Pretty extends ObjectWriteContext.Base {
    @Override
    public PrettyPrinter getPrettyPrinter() {
      return new DefaultPrettyPrinter();
    }
  }

  public static void main(String[] args) {
    JsonFactory factory = new JsonFactory();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator out = factory.createGenerator(bytes)) {
      write(out);
    }
    StringWriter pretty = new StringWriter();
    try (JsonGenerator out = factory.createGenerator(new Pretty(), pretty)) {
      write(out);
    }
    System.out.println(
        bytes.size() + " " + bytes.toString().hashCode() + " " + pretty.toString().hashCode());
    read(factory.createParser(bytes.toByteArray()));
    read(factory.createParser(pretty.toString()));
    JsonParser filtered =
        new FilteringParserDelegate(
            factory.createParser(bytes.toByteArray()),
            new JsonPointerBasedFilter(JsonPointer.compile("/items/3/name")),
            TokenFilter.Inclusion.ONLY_INCLUDE_ALL,
            false);
    filtered.nextToken();
    System.out.println(filtered.getString());
    String[] wrong = {
      "{\"a\":}", "[1 2]", "{'a':1}", "\"\\q\"", "[1e]", "tru", "{\"a\":1", "\u0001"
    };
    for (String each : wrong) {
      try (JsonParser parser = factory.createParser(each)) {
        while (parser.nextToken() != null) {
          continue;
        }
        System.out.println("accepted " + each);
      } catch (StreamReadException e) {
        System.out.println(e.getOriginalMessage());
      }
    }
  }

  private static void write(JsonGenerator out) {
    out.writeStartObject();
    out.writeStringProperty("title", "quote \" slash \\ control \u0007 \u00e9\u6f22\ud83d\ude00");
    out.writeArrayPropertyStart("items");
    for (int i = 0; i < 120; i++) {
      out.writeStartObject();
      out.writeNumberProperty("id", i * 1_000_003L);
      out.writeStringProperty("name", "name" + i);
      out.writeNumberProperty("ratio", i / 3.0);
      out.writeNumberProperty("small", (float) i / 8);
      out.writeBooleanProperty("even", i % 2 == 0);
      out.writeNullProperty("none");
      out.writeEndObject();
    }
    out.writeEndArray();
    out.writeNumberProperty("big", new BigInteger("123456789012345678901234567890"));
    out.writeNumberProperty("decimal", new BigDecimal("0.1234567890123456789"));
    out.writeBinaryProperty("bytes", new byte[] {1, 2, 3, -4, 5});
    out.writeEndObject();
  }

  private static void read(JsonParser parser) {
    Map<JsonToken, Integer> tokens = new EnumMap<>(JsonToken.class);
    double sum = 0;
    int hash = 0;
    try (parser) {
      for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
        tokens.merge(token, 1, Integer::sum);
        if (token.isNumeric()) {
          sum += parser.getDoubleValue();
          hash = 31 * hash + parser.getNumberType().ordinal();
        } else if (token == JsonToken.PROPERTY_NAME) {
          hash = 31 * hash + parser.currentName().hashCode();
        } else if (token == JsonToken.VALUE_STRING) {
          hash = 31 * hash + parser.getString().hashCode();
        }
      }
    }
    System.out.println(tokens + " " + sum + " " + hash);
  }
}
