package io.tracewright.model.profile;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.util.HashMap;
import java.util.Map;

/** Fills in the quantiles of empirical laws from the files that they name, each file once. */
final class EmpiricalLaws {

  private final SourceResolver resolver;
  private final Map<Column, Resolved> done = new HashMap<>();

  EmpiricalLaws(SourceResolver resolver) {
    this.resolver = resolver;
  }

  void resolve(JsonNode profile, Findings findings) {
    for (JsonPointer at : LawPlaces.in(profile)) {
      ObjectNode law = (ObjectNode) profile.at(at);
      if (!law.path("family").asText().equals("empirical") || law.has("quantiles")) {
        continue;
      }
      for (String key : new String[] {"source", "column"}) {
        if (!law.has(key)) {
          findings.add(at, key + " is missing");
        }
      }
      if (law.path("source").isTextual() && law.path("column").isTextual()) {
        Column column = new Column(law.path("source").asText(), law.path("column").asText());
        Resolved resolved = done.computeIfAbsent(column, this::read);
        if (resolved.problem == null) {
          law.set("quantiles", resolved.quantiles.deepCopy());
        } else {
          findings.add(
              at.appendProperty(resolved.inColumn ? "column" : "source"), resolved.problem);
        }
      }
    }
  }

  private Resolved read(Column column) {
    InputStream bytes;
    try {
      bytes = resolver.open(column.source);
    } catch (IOException | RuntimeException e) {
      return Resolved.failed("'" + column.source + "': " + e.getMessage(), false);
    }
    try (bytes) {
      ArrayNode quantiles = JsonNodeFactory.instance.arrayNode();
      for (double quantile : MeasuredColumn.quantiles(bytes, column.name)) {
        quantiles.add(quantile);
      }
      return new Resolved(quantiles, null, false);
    } catch (CharacterCodingException e) {
      return Resolved.failed("'" + column.source + "': is not UTF-8 text", false);
    } catch (IOException e) {
      return Resolved.failed("'" + column.source + "': " + e.getMessage(), true);
    }
  }

  private record Column(String source, String name) {}

  private record Resolved(ArrayNode quantiles, String problem, boolean inColumn) {
    static Resolved failed(String problem, boolean inColumn) {
      return new Resolved(null, problem, inColumn);
    }
  }
}
