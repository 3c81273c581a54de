package io.tracewright.flink;

import io.tracewright.clickhouse.ClickHouseOptions;
import io.tracewright.clickhouse.Secret;
import io.tracewright.model.json.ModelJson;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.run.ValidateSpec;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.flink.util.ParameterTool;

/**
 * What the job is told on its command line.
 *
 * @param spec the run; null: a table is validated
 * @param validate the table to validate; null: a run is made
 * @param clickHouse where rows go; the password comes from the environment variable {@value
 *     #PASSWORD_VARIABLE}, because command lines are public
 * @param maxInFlight inserts under way at a time for each writer, at least 1
 * @param discard whether rows are thrown away instead, to measure what comes before the sink
 * @param analysis whether rows are analysed on their way
 */
record JobOptions(
    RunSpec spec,
    ValidateSpec validate,
    ClickHouseOptions clickHouse,
    int maxInFlight,
    boolean discard,
    boolean analysis) {
  static final String USER_VARIABLE = "TRACEWRIGHT_CLICKHOUSE_USER";
  static final String PASSWORD_VARIABLE = "TRACEWRIGHT_CLICKHOUSE_PASSWORD";

  private static final Set<String> KNOWN =
      Set.of(
          "spec", "clickhouse-url", "database", "max-in-flight", "discard", "analysis", "validate");
  private static final int DEFAULT_MAX_IN_FLIGHT = 2;

  /**
   * Parses {@code --spec BASE64-JSON --clickhouse-url URL [--database NAME] [--max-in-flight N]
   * [--discard true] [--analysis false]}, or {@code --validate BASE64-JSON} instead of {@code
   * --spec}.
   *
   * @throws IllegalArgumentException naming the option and what is wrong with it
   */
  static JobOptions parse(String[] arguments, Map<String, String> environment) {
    ParameterTool given = ParameterTool.fromArgs(arguments);
    Set<String> unknown = new TreeSet<>(given.toMap().keySet());
    unknown.removeAll(KNOWN);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "unknown options " + unknown + "; known are " + new TreeSet<>(KNOWN));
    }
    ClickHouseOptions clickHouse =
        ClickHouseOptions.of(URI.create(given.getRequired("clickhouse-url")))
            .withDatabase(given.get("database", "default"))
            .withCredentials(
                environment.getOrDefault(USER_VARIABLE, "default"),
                new Secret(environment.getOrDefault(PASSWORD_VARIABLE, "")));
    if (given.has("spec") == given.has("validate")) {
      throw new IllegalArgumentException("give either --spec or --validate");
    }
    return new JobOptions(
        decoded(given.get("spec"), RunSpec.class),
        decoded(given.get("validate"), ValidateSpec.class),
        clickHouse,
        given.getInt("max-in-flight", DEFAULT_MAX_IN_FLIGHT),
        given.getBoolean("discard", false),
        given.getBoolean("analysis", true));
  }

  private static <T> T decoded(String base64, Class<T> type) {
    return base64 == null
        ? null
        : ModelJson.read(
            new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8), type);
  }
}
