import com.eclipsesource.json.Json;
import com.eclipsesource.json.JsonArray;
import com.eclipsesource.json.JsonObject;
import com.eclipsesource.json.JsonValue;
import com.eclipsesource.json.ParseException;
import com.eclipsesource.json.WriterConfig;

/** Builds, writes, and parses JSON, well formed or not. */
public final class JsonTexts {
  private JsonTexts() {}

  public static void main(String[] args) {
    JsonArray items = Json.array();
    for (int i = 0; i < 150; i++) {
      items.add(
          Json.object()
              .add("id", i)
              .add("name", "item \"" + i + "\" \u00e9\u6f22\n")
              .add("ratio", i / 7.0)
              .add("even", i % 2 == 0)
              .add("nested", Json.array(i, i * 2L, -i))
              .add("nothing", Json.NULL));
    }
    JsonObject root = Json.object().add("items", items).add("count", items.size());
    String text = root.toString();
    String pretty = root.toString(WriterConfig.PRETTY_PRINT);
    System.out.println(text.length() + " " + text.hashCode() + " " + pretty.hashCode());
    JsonObject parsed = Json.parse(pretty).asObject();
    System.out.println(parsed.equals(root) + " " + parsed.getInt("count", -1));
    double sum = 0;
    for (JsonValue item : parsed.get("items").asArray()) {
      sum +=
          item.asObject().getDouble("ratio", 0)
              + item.asObject().get("nested").asArray().get(1).asLong();
    }
    System.out.println(sum + " " + parsed.get("items").asArray().get(3));
    String[] wrong = {"", "{", "[1,]", "{\"a\" 1}", "\"\\x\"", "01", "nul", "[1] 2", "\"unended"};
    for (String each : wrong) {
      try {
        System.out.println(Json.parse(each));
      } catch (ParseException e) {
        System.out.println(e.getMessage());
      }
    }
    System.out.println(Json.parse("{\"a\": [1e3, -0.5E-2, \"\\u0041\"]}"));
  }
}
