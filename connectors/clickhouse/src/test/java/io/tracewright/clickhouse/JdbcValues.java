package io.tracewright.clickhouse;

import com.clickhouse.client.api.data_formats.internal.BinaryStreamReader.EnumValue;
import java.lang.reflect.Array;
import java.math.BigInteger;
import java.sql.SQLException;
import java.sql.Struct;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Brings what clickhouse-jdbc returns into one form a type, so that it can be compared. */
final class JdbcValues {

  private JdbcValues() {}

  /** Integers as BigInteger, floats as Double, instants, lists for arrays and tuples, maps. */
  static Object normalize(Object value) throws SQLException {
    if (value instanceof java.sql.Array array) {
      return normalize(array.getArray());
    }
    if (value instanceof Struct struct) {
      return normalize(struct.getAttributes());
    }
    if (value instanceof EnumValue element) {
      return element.toString();
    }
    if (value instanceof Float || value instanceof Double) {
      return ((Number) value).doubleValue();
    }
    if (value instanceof Number number && !(value instanceof BigInteger)) {
      return BigInteger.valueOf(number.longValue());
    }
    if (value instanceof java.sql.Date date) {
      return date.toLocalDate();
    }
    Object instant = instant(value);
    if (instant != null) {
      return instant;
    }
    if (value instanceof List<?> list) {
      return normalize(list.toArray());
    }
    if (value instanceof Map<?, ?> map) {
      Map<Object, Object> result = new LinkedHashMap<>();
      for (Map.Entry<?, ?> entry : map.entrySet()) {
        result.put(entry.getKey(), normalize(entry.getValue()));
      }
      return result;
    }
    if (value != null && value.getClass().isArray()) {
      List<Object> result = new ArrayList<>();
      for (int i = 0; i < Array.getLength(value); i++) {
        result.add(normalize(Array.get(value, i)));
      }
      return result;
    }
    return value;
  }

  private static Instant instant(Object value) {
    if (value instanceof Timestamp timestamp) {
      return timestamp.toInstant();
    }
    if (value instanceof ZonedDateTime time) {
      return time.toInstant();
    }
    if (value instanceof OffsetDateTime time) {
      return time.toInstant();
    }
    if (value instanceof LocalDateTime time) {
      return time.toInstant(ZoneOffset.UTC);
    }
    return null;
  }
}
