package io.tracewright.model.profile;

import java.io.Serializable;
import java.util.List;

/**
 * A field of a domain, of a tool's arguments or of its result. Exactly one of {@code law}, {@code
 * values} and {@code pattern} says what it holds.
 *
 * @param name JSON key, lower snake case
 * @param law numbers, in the unit that the name states
 * @param decimals decimal places of a number, 0 to 6
 * @param values texts, equally likely
 * @param pattern text in which {@code #} is a digit, {@code ?} a capital letter and {@code *} a
 *     lower-case letter; at most 12 digits, so that none can be a card number
 * @param of fields that decide it within a trace: where they are equal, so is it; {@code trace}
 *     stands for the trace itself; empty: drawn anew each time
 * @param atMost field that a number does not exceed: its number, or that at the end of its text;
 *     empty: none
 */
public record Field(
    String name,
    Law law,
    int decimals,
    List<String> values,
    String pattern,
    List<String> of,
    String atMost)
    implements Serializable {
  /** What a field that holds throughout a trace is of. */
  public static final String TRACE = "trace";

  public Field {
    values = values == null ? List.of() : List.copyOf(values);
    pattern = pattern == null ? "" : pattern;
    of = of == null ? List.of() : List.copyOf(of);
    atMost = atMost == null ? "" : atMost;
  }

  /** A field that depends on no other. */
  public Field(String name, Law law, int decimals, List<String> values, String pattern) {
    this(name, law, decimals, values, pattern, null, null);
  }
}
