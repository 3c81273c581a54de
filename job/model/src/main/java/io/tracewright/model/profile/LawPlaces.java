package io.tracewright.model.profile;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Where the laws stand in a document: they are the mappings with a {@code family}, which nothing
 * else has.
 */
final class LawPlaces {

  private LawPlaces() {}

  /** Pointers of all laws, a mixture before its components, in the order of the document. */
  static List<JsonPointer> in(JsonNode document) {
    List<JsonPointer> places = new ArrayList<>();
    collect(document, JsonPointer.empty(), places);
    return places;
  }

  private static void collect(JsonNode node, JsonPointer at, List<JsonPointer> places) {
    if (node.has("family")) {
      places.add(at);
    }
    for (Map.Entry<String, JsonNode> member : node.properties()) {
      if (member.getValue().isContainerNode()) {
        collect(member.getValue(), at.appendProperty(member.getKey()), places);
      }
    }
    if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        if (node.path(i).isContainerNode()) {
          collect(node.path(i), at.appendIndex(i), places);
        }
      }
    }
  }
}
