package io.tracewright.model.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * The one JSON dialect of the model: snake_case keys, absent instead of null, unknown keys refused.
 *
 * <p>Only record components are written, not what {@code is…()} methods say of them. A resolved
 * {@code WorkloadProfile} or {@code RunSpec} written here is read back equal. Input that people
 * write goes through {@code ProfileReader} instead, which reports every problem with its place.
 */
public final class ModelJson {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
          .disable(MapperFeature.AUTO_DETECT_IS_GETTERS)
          .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private ModelJson() {}

  /** A mapper of this dialect, the caller's own to configure further. */
  public static ObjectMapper mapper() {
    return MAPPER.copy();
  }

  /** The value as one line of JSON. */
  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          value.getClass().getSimpleName() + " has no JSON form: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * The value that {@link #write} wrote.
   *
   * @throws IllegalArgumentException if the text is not JSON of that type
   */
  public static <T> T read(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "not a " + type.getSimpleName() + " in JSON: " + e.getOriginalMessage(), e);
    }
  }
}
