package hotpath.dump;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Whether a file is what its schema says: so that whoever reads records need not expect nulls. It
 * knows the words of JSON Schema that the generated schemas use; in tests a full validator is asked
 * too.
 */
final class SchemaCheck {
  /** The schemas, by what they describe. */
  enum Schema {
    TRACE("trace-1.schema.json"),
    VM("vm-1.schema.json"),
    EVENT("event-1.schema.json");

    private final String resource;

    Schema(String resource) {
      this.resource = resource;
    }

    String resource() {
      return resource;
    }
  }

  private final JsonNode root;

  SchemaCheck(Schema schema) {
    try (InputStream in = SchemaCheck.class.getResourceAsStream(schema.resource())) {
      if (in == null) {
        throw new IllegalStateException("no resource " + schema.resource());
      }
      root = new JsonMapper().readTree(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** What is wrong with {@code node}, beginning with the place; null if nothing is. */
  @Nullable String problem(JsonNode node) {
    return problem(node, root, "");
  }

  private @Nullable String problem(JsonNode node, JsonNode schema, String place) {
    if (schema.has("$ref")) {
      return problem(node, resolved(schema), place);
    }
    JsonNode alternatives = schema.get("anyOf");
    if (alternatives != null) {
      return alternative(node, alternatives, place);
    }
    JsonNode type = schema.get("type");
    if (type != null && !hasType(node, type.asString())) {
      return place(place) + " is no " + type.asString();
    }
    JsonNode constant = schema.get("const");
    if (constant != null && !constant.equals(node)) {
      return place(place) + " is not " + constant;
    }
    JsonNode words = schema.get("enum");
    if (words != null && words.valueStream().noneMatch(node::equals)) {
      return place(place) + " is none of " + words;
    }
    return node.isArray() ? items(node, schema, place) : properties(node, schema, place);
  }

  private static String place(String place) {
    return place.isEmpty() ? "the file" : place;
  }

  private static boolean hasType(JsonNode node, String type) {
    return switch (type) {
      case "object" -> node.isObject();
      case "array" -> node.isArray();
      case "string" -> node.isString();
      case "integer" -> node.isIntegralNumber();
      case "boolean" -> node.isBoolean();
      default -> throw new IllegalStateException("type " + type + " in a schema");
    };
  }

  /** Of several records, the one whose constants (its name) the node has is what it wants to be. */
  private @Nullable String alternative(JsonNode node, JsonNode alternatives, String place) {
    for (JsonNode schema : alternatives) {
      if (hasConstants(node, resolved(schema))) {
        return problem(node, schema, place);
      }
    }
    return place(place) + " is of no known kind";
  }

  private static boolean hasConstants(JsonNode node, JsonNode schema) {
    for (var property : schema.path("properties").properties()) {
      JsonNode constant = property.getValue().get("const");
      if (constant != null && !constant.equals(node.get(property.getKey()))) {
        return false;
      }
    }
    return true;
  }

  private JsonNode resolved(JsonNode schema) {
    JsonNode reference = schema.get("$ref");
    return reference == null ? schema : root.at(reference.asString().substring(1));
  }

  private @Nullable String items(JsonNode node, JsonNode schema, String place) {
    JsonNode items = schema.path("items");
    for (int i = 0; i < node.size(); i++) {
      String problem = problem(node.path(i), items, place + "/" + i);
      if (problem != null) {
        return problem;
      }
    }
    return null;
  }

  private @Nullable String properties(JsonNode node, JsonNode schema, String place) {
    for (JsonNode name : schema.path("required")) {
      if (!node.has(name.asString())) {
        return place + "/" + name.asString() + " is missing";
      }
    }
    for (var property : schema.path("properties").properties()) {
      JsonNode value = node.get(property.getKey());
      if (value != null) {
        String problem = problem(value, property.getValue(), place + "/" + property.getKey());
        if (problem != null) {
          return problem;
        }
      }
    }
    return null;
  }
}
