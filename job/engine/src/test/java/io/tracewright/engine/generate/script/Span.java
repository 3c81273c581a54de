package io.tracewright.engine.generate.script;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.UncheckedIOException;

/**
 * A row of a batch, as a reader of the table sees it.
 *
 * @param parent place of the parent in the trace, -1 for the root
 * @param startMs since the epoch
 * @param retry whether it repeats a call that failed
 */
record Span(
    int parent,
    String type,
    String operation,
    long startMs,
    double latencyMs,
    String error,
    int promptTokens,
    int completionTokens,
    double costUsd,
    String model,
    String tool,
    String anomaly,
    boolean retry,
    String requestText,
    String responseText) {
  private static final ObjectMapper JSON = new ObjectMapper();

  double endMs() {
    return startMs + latencyMs;
  }

  boolean is(String otherType) {
    return type.equals(otherType);
  }

  boolean isFailed() {
    return !error.isEmpty();
  }

  boolean isMarked() {
    return !anomaly.isEmpty();
  }

  JsonNode request() {
    return read(requestText);
  }

  JsonNode response() {
    return read(responseText);
  }

  String pattern() {
    return request().path("pattern").asText();
  }

  int step() {
    return request().path("step").asInt();
  }

  int cachedTokens() {
    return response().path("cached_tokens").asInt();
  }

  double firstTokenMs() {
    return response().path("ttft_ms").asDouble();
  }

  String finishReason() {
    return response().path("finish_reason").asText();
  }

  String decision() {
    return response().path("decision").asText();
  }

  private static JsonNode read(String text) {
    try {
      return JSON.readTree(text);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(e);
    }
  }
}
