package hotpath.dump;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonSubTypes.Type;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import hotpath.platform.CodePosition;
import hotpath.platform.VmEvent;
import java.nio.charset.StandardCharsets;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * The records of a dump as JSON and back. Fields stand in the order of the records; what is not
 * there (null) is left out.
 *
 * <p>Records of platform, which knows no JSON, get their annotations here, as mix-ins.
 */
public final class Json {
  private static final String NANOS = "nanos";

  private final JsonMapper mapper =
      JsonMapper.builder()
          .disable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
          .changeDefaultPropertyInclusion(
              value -> value.withValueInclusion(JsonInclude.Include.NON_NULL))
          .addMixIn(CodePosition.class, CodePositionNames.class)
          .addMixIn(VmEvent.class, VmEventNames.class)
          .build();

  abstract static class CodePositionNames {
    @JsonProperty("class")
    abstract String className();
  }

  @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "event")
  @JsonSubTypes({
    @Type(value = VmEvent.RecordingStarted.class, name = "recordingStarted"),
    @Type(value = VmEvent.RecordingAborted.class, name = "recordingAborted"),
    @Type(value = VmEvent.TraceCompiled.class, name = "traceCompiled"),
    @Type(value = VmEvent.TraceLinked.class, name = "traceLinked"),
    @Type(value = VmEvent.Blacklisted.class, name = "blacklisted"),
    @Type(value = VmEvent.Forgiven.class, name = "forgiven"),
    @Type(value = VmEvent.TraceUnlinked.class, name = "traceUnlinked"),
    @Type(value = VmEvent.TraceEvicted.class, name = "traceEvicted"),
    @Type(value = VmEvent.MonitorDisconnected.class, name = "monitorDisconnected"),
    @Type(value = VmEvent.Collection.class, name = "collection")
  })
  abstract static class VmEventNames {}

  /** A record over several lines; ends with a line feed. */
  public byte[] document(Object value) {
    return (mapper.writerWithDefaultPrettyPrinter().writeValueAsString(value) + "\n")
        .getBytes(StandardCharsets.UTF_8);
  }

  /** An event on one line; ends with a line feed. */
  byte[] line(EventLine line) {
    ObjectNode node = mapper.createObjectNode().put(NANOS, line.nanos());
    node.setAll((ObjectNode) mapper.valueToTree(line.event()));
    return (mapper.writeValueAsString(node) + "\n").getBytes(StandardCharsets.UTF_8);
  }

  /** Any JSON, not looked at yet. */
  JsonNode tree(byte[] text) throws JacksonException {
    return mapper.readTree(text);
  }

  <T> T value(JsonNode tree, Class<T> type) throws JacksonException {
    return mapper.treeToValue(tree, type);
  }

  EventLine event(JsonNode tree) throws JacksonException {
    return new EventLine(tree.path(NANOS).asLong(), mapper.treeToValue(tree, VmEvent.class));
  }
}
