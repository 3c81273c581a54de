package io.tracewright.engine.generate.content;

import io.tracewright.model.span.TextColumn;
import java.nio.charset.StandardCharsets;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** Writes one JSON object after the other into a column, member by member. */
final class JsonObject {
  private static final byte[] OPEN = {'{'};
  private static final byte[] CLOSE = {'}'};
  private static final byte[] COMMA = {','};
  private static final byte[] QUOTE = {'"'};
  private static final byte[] TRUE = "true".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] FALSE = "false".getBytes(StandardCharsets.US_ASCII);
  private static final EnumMap<MetadataKey, byte[]> KEYS = new EnumMap<>(MetadataKey.class);

  static {
    for (MetadataKey key : MetadataKey.values()) {
      KEYS.put(key, FieldValue.key(key.name().toLowerCase(Locale.ROOT)));
    }
  }

  /** Names of the profile and the script; there are few, and each occurs often. */
  private final Map<String, byte[]> escaped = new HashMap<>();

  private TextColumn column;
  private boolean empty;

  void begin(TextColumn into) {
    column = into;
    column.append(OPEN);
    empty = true;
  }

  /** Closes the object and the row. */
  void end() {
    column.append(CLOSE).endRow();
  }

  /** Begins a member; the caller appends its value. */
  TextColumn key(MetadataKey key) {
    if (!empty) {
      column.append(COMMA);
    }
    empty = false;
    return column.append(KEYS.get(key));
  }

  void number(MetadataKey key, long value) {
    key(key).append(value);
  }

  void decimal(MetadataKey key, double value, int decimals) {
    key(key).appendDecimal(value, decimals);
  }

  void flag(MetadataKey key, boolean value) {
    key(key).append(value ? TRUE : FALSE);
  }

  void letters(MetadataKey key, long bits) {
    key(key).append(QUOTE).appendLetters(bits).append(QUOTE);
  }

  /** A member that is a name of the profile or the script; none when the name is null or empty. */
  void name(MetadataKey key, String name) {
    if (name != null && !name.isEmpty()) {
      key(key).append(QUOTE).append(escaped(name)).append(QUOTE);
    }
  }

  /** A name as the inside of a JSON string. */
  byte[] escaped(String name) {
    byte[] known = escaped.get(name);
    if (known == null) {
      known = CardNumbers.spoil(JsonText.full(name));
      escaped.put(name, known);
    }
    return known;
  }

  /** A member that is a text; the caller appends its inside, then calls {@link #endText}. */
  TextColumn beginText(MetadataKey key) {
    return key(key).append(QUOTE);
  }

  void endText() {
    column.append(QUOTE);
  }
}
