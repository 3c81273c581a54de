package io.tracewright.clickhouse.embedded;

import java.util.Map;
import java.util.Set;

/** Which HTTP status the real server answers for each ClickHouse error code. */
final class HttpStatusCodes {

  private static final int INTERNAL_SERVER_ERROR = 500;

  /** Text that cannot be parsed, values that cannot be, malformed queries. */
  private static final Set<Integer> BAD_REQUEST =
      Set.of(
          6, 8, 15, 25, 26, 27, 36, 37, 38, 41, 44, 53, 62, 72, 117, 123, 167, 168, 223, 321, 376,
          427, 441, 675, 676);

  /** Things that do not exist. */
  private static final Set<Integer> NOT_FOUND =
      Set.of(46, 47, 50, 56, 60, 63, 73, 78, 81, 115, 152, 336, 511);

  /** Users that are not let in. */
  private static final Set<Integer> FORBIDDEN = Set.of(192, 193, 497, 512, 516);

  private static final Map<Integer, Integer> OTHERS =
      Map.ofEntries(
          Map.entry(48, 501), // NOT_IMPLEMENTED
          Map.entry(76, 503), // CANNOT_OPEN_FILE
          Map.entry(159, 408), // TIMEOUT_EXCEEDED
          Map.entry(194, 401), // REQUIRED_PASSWORD
          Map.entry(209, 503), // SOCKET_TIMEOUT
          Map.entry(229, 413), // QUERY_IS_TOO_LARGE
          Map.entry(381, 411), // HTTP_LENGTH_REQUIRED
          Map.entry(439, 503), // CANNOT_SCHEDULE_TASK
          Map.entry(779, 415), // UNSUPPORTED_MEDIA_TYPE
          Map.entry(EngineException.TOO_MANY_BYTES, 413));

  private HttpStatusCodes() {}

  /** The status for {@code code}; 500 for a code that has no status of its own. */
  static int of(int code) {
    if (BAD_REQUEST.contains(code)) {
      return 400;
    }
    if (NOT_FOUND.contains(code)) {
      return 404;
    }
    if (FORBIDDEN.contains(code)) {
      return 403;
    }
    return OTHERS.getOrDefault(code, INTERNAL_SERVER_ERROR);
  }
}
