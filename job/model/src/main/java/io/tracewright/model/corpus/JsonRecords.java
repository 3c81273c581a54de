package io.tracewright.model.corpus;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.Locale;

/**
 * Makes corpus records of JSON objects.
 *
 * <p>Fields other than a record's are ignored. {@code metadata} is an object, or the text of one;
 * it is kept in compact form with numbers as they were written.
 */
final class JsonRecords {

  static final String NO_METADATA = "{}";

  static final JsonMapper MAPPER =
      JsonMapper.builder()
          .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
          .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
          .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
          .build();

  private static final ObjectReader ONE_VALUE =
      MAPPER.readerFor(JsonNode.class).with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  private JsonRecords() {}

  /** The JSON value that is all of the text. */
  static JsonNode parse(String text) throws BadRecordException {
    try {
      return ONE_VALUE.readTree(text);
    } catch (MismatchedInputException e) {
      throw new BadRecordException("malformed JSON: text after the value");
    } catch (JsonProcessingException e) {
      throw new BadRecordException("malformed JSON: " + reason(e));
    }
  }

  /**
   * The record in a JSON value; fields that are absent are null.
   *
   * @throws BadRecordException if the value does not have the shape of a record
   */
  static CorpusRecord of(JsonNode json, String defaultId) throws BadRecordException {
    if (!json.isObject()) {
      throw new BadRecordException("is " + kind(json) + ", it must be an object");
    }
    String id = text(json, "record_id");
    return new CorpusRecord(
        id == null ? defaultId : id,
        text(json, "workload_type"),
        text(json, "prompt"),
        text(json, "response"),
        metadata(json.path("metadata")));
  }

  /** The text of a JSON object in compact form; empty text is the empty object. */
  static String metadata(String text) throws BadRecordException {
    if (text.isBlank()) {
      return NO_METADATA;
    }
    JsonNode json;
    try {
      json = parse(text);
    } catch (BadRecordException e) {
      throw new BadRecordException("metadata is " + e.getMessage());
    }
    if (!json.isObject()) {
      throw new BadRecordException("metadata must be a JSON object");
    }
    return json.toString();
  }

  static String reason(JsonProcessingException e) {
    String first = e.getOriginalMessage().lines().findFirst().orElse("");
    return e.getLocation() == null
        ? first
        : first + " (column " + e.getLocation().getColumnNr() + ")";
  }

  private static String metadata(JsonNode json) throws BadRecordException {
    if (json.isMissingNode() || json.isNull()) {
      return NO_METADATA;
    }
    if (json.isObject()) {
      return json.toString();
    }
    if (json.isTextual()) {
      return metadata(json.textValue());
    }
    throw new BadRecordException("metadata is " + kind(json) + ", it must be an object");
  }

  private static String text(JsonNode json, String field) throws BadRecordException {
    JsonNode value = json.path(field);
    if (value.isMissingNode() || value.isNull()) {
      return null;
    }
    if (!value.isTextual()) {
      throw new BadRecordException(field + " is " + kind(value) + ", it must be text");
    }
    return value.textValue();
  }

  private static String kind(JsonNode json) {
    return switch (json.getNodeType()) {
      case ARRAY, OBJECT -> "an " + json.getNodeType().name().toLowerCase(Locale.ROOT);
      case STRING -> "text";
      case NULL, MISSING -> "null";
      default -> "a " + json.getNodeType().name().toLowerCase(Locale.ROOT);
    };
  }
}
