package io.tracewright.clickhouse.embedded;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.util.Fields;

/**
 * What the URL and the headers of a request ask for.
 *
 * @param query the {@code query} parameter; empty if the statement is in the body alone
 * @param database the current database, if one is named
 * @param defaultFormat the format of a result whose statement names none
 * @param queryId the client's name for the query, or a random one
 * @param sessionId the session the query runs in, if any
 * @param sessionTimeoutSeconds how long the session outlives its last query
 * @param sessionMustExist whether an unknown session is an error
 * @param compress whether the answer is ClickHouse's own compressed stream
 * @param decompress whether the body is
 * @param waitEndOfQuery whether nothing is sent before the statement has succeeded
 * @param bufferBytes how much of a result is held back before the first byte is sent
 * @param settings ClickHouse settings, by name, in the order given
 * @param parameters values of the statement's {@code {name:Type}} placeholders
 */
record QueryParameters(
    String query,
    Optional<String> database,
    String defaultFormat,
    String queryId,
    Optional<String> sessionId,
    int sessionTimeoutSeconds,
    boolean sessionMustExist,
    boolean compress,
    boolean decompress,
    boolean waitEndOfQuery,
    int bufferBytes,
    Map<String, String> settings,
    Map<String, String> parameters) {

  static final int MAX_BUFFER_BYTES = 1 << 20;

  static final String READONLY = "readonly";

  private static final String PARAMETER_PREFIX = "param_";
  private static final int DEFAULT_SESSION_TIMEOUT_SECONDS = 60;
  private static final int MAX_SESSION_TIMEOUT_SECONDS = 3600;
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");

  /** Reads them; of a repeated parameter the last value counts. */
  static QueryParameters of(Fields url, HttpFields headers) throws EngineException {
    Map<String, String> rest = new LinkedHashMap<>();
    for (Fields.Field field : url) {
      rest.put(field.getName(), field.getValues().get(field.getValues().size() - 1));
    }
    Credentials.check(
        Optional.ofNullable(rest.remove("user")),
        Optional.ofNullable(rest.remove("password")),
        headers);
    rest.remove("quota_key");
    rest.remove("client_protocol_version");
    rest.remove("stacktrace");
    rest.remove("close_session");

    Map<String, String> parameters = new LinkedHashMap<>();
    rest.entrySet()
        .removeIf(
            entry -> {
              boolean isParameter = entry.getKey().startsWith(PARAMETER_PREFIX);
              if (isParameter) {
                parameters.put(
                    entry.getKey().substring(PARAMETER_PREFIX.length()), entry.getValue());
              }
              return isParameter;
            });
    QueryParameters result =
        new QueryParameters(
            orElse(rest.remove("query"), ""),
            Optional.ofNullable(
                    orElse(rest.remove("database"), headers.get("X-ClickHouse-Database")))
                .filter(name -> !name.isEmpty()),
            orElse(
                rest.remove("default_format"),
                orElse(headers.get("X-ClickHouse-Format"), "TabSeparated")),
            nonEmpty(rest.remove("query_id")).orElseGet(() -> UUID.randomUUID().toString()),
            nonEmpty(rest.remove("session_id")),
            number(
                "session_timeout",
                rest.remove("session_timeout"),
                DEFAULT_SESSION_TIMEOUT_SECONDS,
                MAX_SESSION_TIMEOUT_SECONDS),
            flag("session_check", rest.remove("session_check")),
            flag("compress", rest.remove("compress")),
            flag("decompress", rest.remove("decompress")),
            flag("wait_end_of_query", rest.remove("wait_end_of_query")),
            number("buffer_size", rest.remove("buffer_size"), MAX_BUFFER_BYTES, MAX_BUFFER_BYTES),
            rest,
            parameters);
    result.checkNames();
    return result;
  }

  /** Whether the answer may be compressed as {@code Accept-Encoding} asks. */
  boolean httpCompression() {
    String value = settings.getOrDefault("enable_http_compression", "0");
    return value.equals("1") || value.equalsIgnoreCase("true");
  }

  /**
   * The {@code readonly} of a request that may only read: 2 unless the URL asks for the stricter 1.
   *
   * @throws EngineException 164 if the URL asks for another
   */
  String readOnlyMode() throws EngineException {
    String mode = settings.getOrDefault(READONLY, "2");
    if (!mode.equals("1") && !mode.equals("2")) {
      throw EngineException.of(
          EngineException.READONLY,
          "READONLY",
          "Cannot modify 'readonly' setting in readonly mode. A GET or HEAD only reads: use POST");
    }
    return mode;
  }

  private void checkNames() throws EngineException {
    for (String name : settings.keySet()) {
      if (!NAME.matcher(name).matches()) {
        throw EngineException.of(115, "UNKNOWN_SETTING", "Unknown setting '" + name + "'");
      }
    }
    for (String name : parameters.keySet()) {
      if (!NAME.matcher(name).matches()) {
        throw badArgument("'" + PARAMETER_PREFIX + name + "' does not name a query parameter");
      }
    }
  }

  private static boolean flag(String name, String value) throws EngineException {
    if (value == null || value.equals("0") || value.equalsIgnoreCase("false")) {
      return false;
    }
    if (value.equals("1") || value.equalsIgnoreCase("true")) {
      return true;
    }
    throw badArgument("URL parameter '" + name + "' is '" + value + "'; it must be 0 or 1");
  }

  private static int number(String name, String value, int whenAbsent, int max)
      throws EngineException {
    if (value == null || value.isEmpty()) {
      return whenAbsent;
    }
    try {
      long number = Long.parseUnsignedLong(value);
      return number < 0 ? max : (int) Math.min(number, max);
    } catch (NumberFormatException e) {
      throw badArgument(
          "URL parameter '" + name + "' is '" + value + "'; it must be a whole number");
    }
  }

  private static EngineException badArgument(String text) {
    return EngineException.of(EngineException.BAD_ARGUMENTS, "BAD_ARGUMENTS", text);
  }

  private static String orElse(String value, String other) {
    return value != null ? value : other;
  }

  private static Optional<String> nonEmpty(String value) {
    return Optional.ofNullable(value).filter(text -> !text.isEmpty());
  }
}
