package io.tracewright.clickhouse;

import java.io.Serializable;
import java.util.Objects;

/**
 * A password or key that prints as {@code ***}.
 *
 * @param value the secret itself, may be empty; {@link #toString()} does not show it
 */
public record Secret(String value) implements Serializable {
  public static final Secret NONE = new Secret("");

  public Secret {
    Objects.requireNonNull(value, "value");
  }

  @Override
  public String toString() {
    return value.isEmpty() ? "" : "***";
  }
}
