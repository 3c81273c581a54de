package io.tracewright.model.profile;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import io.tracewright.model.json.ModelJson;

/**
 * Writes a profile back as text.
 *
 * <p>{@link #toYaml} is for people: laws that name a source go without their quantiles, domains
 * that name one without all but their name. {@link #toJson} is for machines: it carries all the
 * data and needs no file to be read again.
 */
public final class ProfileWriter {

  private static final ObjectMapper JSON = ModelJson.mapper();
  private static final ObjectMapper YAML =
      new ObjectMapper(
          YAMLFactory.builder()
              .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
              .disable(YAMLGenerator.Feature.SPLIT_LINES)
              .build());

  private ProfileWriter() {}

  /** The profile as YAML; read with the same sources, it is equal. */
  public static String toYaml(WorkloadProfile profile) {
    ObjectNode document = JSON.valueToTree(profile);
    for (JsonPointer at : LawPlaces.in(document)) {
      ObjectNode law = (ObjectNode) document.at(at);
      if (law.has("source")) {
        law.remove("quantiles");
      }
    }
    for (JsonNode domain : document.path("domains")) {
      if (!domain.path("source").asText().isEmpty()) {
        ((ObjectNode) domain).retain("name", "source");
      }
    }
    try {
      return YAML.writeValueAsString(document);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a profile has a YAML form", e);
    }
  }

  /** The resolved profile as one line of JSON. */
  public static String toJson(WorkloadProfile profile) {
    return ModelJson.write(profile);
  }

  /** The profile that {@link #toJson} wrote. */
  public static WorkloadProfile fromJson(String json) {
    return ModelJson.read(json, WorkloadProfile.class);
  }
}
