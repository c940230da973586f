package hotpath.dump;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.github.victools.jsonschema.generator.FieldScope;
import com.github.victools.jsonschema.generator.Option;
import com.github.victools.jsonschema.generator.OptionPreset;
import com.github.victools.jsonschema.generator.SchemaGeneratorConfigBuilder;
import com.github.victools.jsonschema.generator.SchemaVersion;
import hotpath.dump.SchemaCheck.Schema;
import hotpath.platform.CodePosition;
import hotpath.platform.VmEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The JSON Schemas of the dump, made of its records: fields from their components, what is required
 * from {@code @Nullable}, descriptions from their documentation comments.
 */
final class SchemaGenerator {
  private static final List<Path> SOURCES =
      List.of(
          Path.of("src/main/java/hotpath/dump"),
          Path.of("../platform/src/main/java/hotpath/platform"));
  private static final Pattern RECORD =
      Pattern.compile("(?s)/\\*\\*((?:(?!\\*/).)*)\\*/\\s*(?:public )?record (\\w+)\\(");
  private static final Pattern PARAM = Pattern.compile("(?s)@param (\\w+) (.*?)(?=@param|$)");

  private final Map<String, String> descriptions = new TreeMap<>();

  SchemaGenerator() {
    for (Path folder : SOURCES) {
      try (var files = Files.newDirectoryStream(folder, "*.java")) {
        for (Path file : files) {
          describe(Files.readString(file));
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  private void describe(String source) {
    for (Matcher record = RECORD.matcher(source); record.find(); ) {
      String comment = record.group(1).replaceAll("(?m)^\\s*\\* ?", "");
      String name = record.group(2);
      int params = comment.indexOf("@param");
      descriptions.put(name, words(params < 0 ? comment : comment.substring(0, params)));
      if (params >= 0) {
        for (Matcher param = PARAM.matcher(comment.substring(params)); param.find(); ) {
          descriptions.put(name + "." + param.group(1), words(param.group(2)));
        }
      }
    }
  }

  private static String words(String comment) {
    return comment
        .replaceAll("\\{@(?:link|code) #?([^}]*)\\}", "$1")
        .replace("<p>", "")
        .replaceAll("\\s+", " ")
        .strip();
  }

  String generate(Schema schema) {
    Class<?> root =
        switch (schema) {
          case TRACE -> TraceFile.class;
          case VM -> VmFile.class;
          case EVENT -> VmEvent.class;
        };
    ObjectNode node =
        new com.github.victools.jsonschema.generator.SchemaGenerator(configuration().build())
            .generateSchema(root);
    node.put("$id", "https://hotpath.invalid/" + schema.resource());
    if (schema == Schema.EVENT) {
      nameEvents(node);
    }
    return new JsonMapper().writerWithDefaultPrettyPrinter().writeValueAsString(node) + "\n";
  }

  private SchemaGeneratorConfigBuilder configuration() {
    SchemaGeneratorConfigBuilder builder =
        new SchemaGeneratorConfigBuilder(SchemaVersion.DRAFT_2020_12, OptionPreset.PLAIN_JSON)
            .without(Option.FLATTENED_ENUMS)
            .with(Option.FLATTENED_ENUMS_FROM_TOSTRING)
            .with(Option.DEFINITIONS_FOR_ALL_OBJECTS);
    builder
        .forFields()
        .withRequiredCheck(field -> !isNullable(field))
        .withPropertyNameOverrideResolver(SchemaGenerator::name)
        .withDescriptionResolver(
            field ->
                field.isFakeContainerItemScope()
                    ? null
                    : descriptions.get(
                        field.getDeclaringType().getErasedType().getSimpleName()
                            + "."
                            + field.getDeclaredName()))
        .withEnumResolver(
            field -> field.getDeclaredName().equals("format") ? List.of(TraceFile.FORMAT) : null);
    builder
        .forTypesInGeneral()
        .withDescriptionResolver(
            type -> descriptions.get(type.getType().getErasedType().getSimpleName()))
        .withPropertySorter((_, _) -> 0) // as declared
        .withSubtypeResolver(
            (type, context) ->
                type.getErasedType() == VmEvent.class
                    ? Arrays.stream(VmEvent.class.getPermittedSubclasses())
                        .map(event -> context.getTypeContext().resolveSubtype(type, event))
                        .toList()
                    : null);
    return builder;
  }

  private static boolean isNullable(FieldScope field) {
    return field.getRawMember().getAnnotatedType().isAnnotationPresent(Nullable.class);
  }

  /** As Json names it. */
  private static @Nullable String name(FieldScope field) {
    if (field.getDeclaringType().getErasedType() == CodePosition.class
        && field.getDeclaredName().equals("className")) {
      return "class";
    }
    JsonProperty property = field.getAnnotation(JsonProperty.class);
    return property == null ? null : property.value();
  }

  /** What Json adds to events: their names, and the time. */
  private static void nameEvents(ObjectNode root) {
    for (JsonSubTypes.Type type :
        Json.VmEventNames.class.getAnnotation(JsonSubTypes.class).value()) {
      JsonNode event = root.path("$defs").path(type.value().getSimpleName());
      ObjectNode properties = (ObjectNode) event.path("properties");
      properties.putObject("event").put("const", type.name());
      properties
          .putObject("nanos")
          .put("type", "integer")
          .put("description", "since the dump was opened");
      ((tools.jackson.databind.node.ArrayNode) event.path("required")).add("event").add("nanos");
    }
  }
}
