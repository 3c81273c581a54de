package io.tracewright.cli.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tracewright.model.json.ModelJson;
import io.tracewright.model.profile.WorkloadProfile;

/** Variants of profiles for tests. */
public final class Variants {
  private Variants() {}

  /**
   * A profile with other sections.
   *
   * @param sections JSON object of sections to put in, in which an apostrophe stands for a
   *     quotation mark
   */
  public static WorkloadProfile of(WorkloadProfile profile, String sections) {
    ObjectMapper json = ModelJson.mapper();
    try {
      ObjectNode changed = json.valueToTree(profile);
      changed.setAll((ObjectNode) json.readTree(sections.replace('\'', '"')));
      return json.treeToValue(changed, WorkloadProfile.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }
}
