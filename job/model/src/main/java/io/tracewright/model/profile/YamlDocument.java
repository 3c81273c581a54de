package io.tracewright.model.profile;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;

/**
 * A YAML mapping as a JSON tree that remembers where each of its parts stands in the text.
 *
 * @param root the tree
 * @param places where keys and list items begin; parts that came in by an alias are not listed
 */
record YamlDocument(ObjectNode root, Map<JsonPointer, Place> places) {

  /** Where a part begins, or the nearest part round it that has a place. */
  Place placeOf(JsonPointer at) {
    for (JsonPointer p = at; p != null; p = p.head()) {
      Place place = places.get(p);
      if (place != null) {
        return place;
      }
    }
    return Place.START;
  }
}
