package io.tracewright.model.profile;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** Where the laws stand in a profile document. */
final class LawPlaces {

  private static final String[] OF_A_MODEL = {
    "prompt_tokens", "completion_tokens", "time_to_first_token_ms", "tokens_per_second"
  };

  private LawPlaces() {}

  /** Pointers of all laws that are mappings, in the order of the document. */
  static List<JsonPointer> in(JsonNode profile) {
    List<JsonPointer> places = new ArrayList<>();
    collect(profile, "models", OF_A_MODEL, places);
    collect(profile, "tools", new String[] {"latency_ms"}, places);
    return places;
  }

  private static void collect(
      JsonNode profile, String list, String[] keys, List<JsonPointer> places) {
    JsonPointer entries = JsonPointer.empty().appendProperty(list);
    for (int i = 0; i < profile.path(list).size(); i++) {
      for (String key : keys) {
        JsonPointer law = entries.appendIndex(i).appendProperty(key);
        if (profile.at(law).isObject()) {
          places.add(law);
        }
      }
    }
  }
}
