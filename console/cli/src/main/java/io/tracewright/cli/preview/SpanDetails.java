package io.tracewright.cli.preview;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracewright.cli.text.Amounts;
import io.tracewright.model.span.SpanBatch;
import io.tracewright.model.span.TextColumn;
import java.util.ArrayList;
import java.util.List;

/** What tells one span from another, in a few words, from its row alone. */
final class SpanDetails {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int QUOTED_CHARACTERS = 60;

  private final SpanBatch batch;
  private final int row;
  private final JsonNode request;
  private final JsonNode response;
  private final List<String> words = new ArrayList<>();

  private SpanDetails(SpanBatch batch, int row) {
    this.batch = batch;
    this.row = row;
    this.request = object(batch.requestMetadata, row);
    this.response = object(batch.responseMetadata, row);
  }

  /** The details of a row; empty when there are none. */
  static String of(SpanBatch batch, int row) {
    return new SpanDetails(batch, row).text();
  }

  /** IANA name of the zone in which the trace's user lives; empty when its root does not say. */
  static String timeZone(SpanBatch batch, int row) {
    return object(batch.requestMetadata, row).path("user_time_zone").asText();
  }

  private String text() {
    tellModelCall();
    tellToolCall();
    tellPlace();
    if (!batch.errorType.get(row).isEmpty()) {
      String message = response.path("error_message").asText();
      words.add("ERROR " + batch.errorType.get(row) + (message.isEmpty() ? "" : ": " + message));
    }
    quote("prompt", request);
    quote("response", response);
    quote("output", response);
    quote("content", response);
    return String.join(" · ", words);
  }

  private void tellModelCall() {
    if (batch.modelName.get(row).isEmpty()) {
      return;
    }
    // Its name is part of the operation's.
    if (!batch.modelVersion.get(row).isEmpty()) {
      words.add(batch.modelVersion.get(row));
    }
    long cached = response.path("cached_tokens").asLong();
    words.add(
        Amounts.count(batch.promptTokens.get(row))
            + (cached > 0 ? " (" + Amounts.count(cached) + " cached)" : "")
            + " → "
            + Amounts.count(batch.completionTokens.get(row))
            + " tokens");
    String reason = response.path("finish_reason").asText();
    if (!reason.isEmpty()) {
      words.add("finish " + reason);
    }
  }

  private void tellToolCall() {
    int attempt = request.path("attempt").asInt();
    if (attempt > 1) {
      words.add("attempt " + attempt);
    }
    tellObject("", request.path("arguments"));
    tellObject("malformed ", request.path("malformed_arguments"));
    tellObject("→ ", response.path("result"));
  }

  private void tellPlace() {
    String pattern = request.path("pattern").asText();
    int step = request.path("step").asInt();
    if (!pattern.isEmpty()) {
      words.add(pattern + (step > 0 ? " step " + step : ""));
    }
    tellText("", request.path("strategy"));
    String decision = response.path("decision").asText();
    if (decision.equals("compensate")) {
      words.add("compensates");
    } else {
      tellText("decides ", response.path("decision"));
    }
    tellText("", response.path("verdict"));
    if (response.has("documents")) {
      words.add(response.path("documents").asInt() + " documents");
    }
  }

  private void tellText(String before, JsonNode node) {
    if (!node.asText().isEmpty()) {
      words.add(before + node.asText());
    }
  }

  private void tellObject(String before, JsonNode node) {
    if (node.isObject()) {
      words.add(before + shortened(node.toString()));
    }
  }

  private void quote(String key, JsonNode node) {
    String text = node.path(key).asText().replaceAll("\\s+", " ").strip();
    if (!text.isEmpty()) {
      words.add("“" + shortened(text) + "”");
    }
  }

  /** The text, or its first characters, none of them cut in half. */
  private static String shortened(String text) {
    if (text.codePointCount(0, text.length()) <= QUOTED_CHARACTERS) {
      return text;
    }
    return text.substring(0, text.offsetByCodePoints(0, QUOTED_CHARACTERS)) + "…";
  }

  private static JsonNode object(TextColumn column, int row) {
    try {
      return JSON.readTree(column.get(row));
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("row " + row + " holds broken JSON: " + column.get(row), e);
    }
  }
}
