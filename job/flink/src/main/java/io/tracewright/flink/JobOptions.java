package io.tracewright.flink;

import io.tracewright.clickhouse.ClickHouseOptions;
import io.tracewright.clickhouse.Secret;
import io.tracewright.model.json.ModelJson;
import io.tracewright.model.run.RunSpec;
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
 * @param spec the run
 * @param clickHouse where rows go; the password comes from the environment variable {@value
 *     #PASSWORD_VARIABLE}, because command lines are public
 * @param maxInFlight inserts under way at a time for each writer, at least 1
 * @param discard whether rows are thrown away instead, to measure what comes before the sink
 */
record JobOptions(RunSpec spec, ClickHouseOptions clickHouse, int maxInFlight, boolean discard) {
  static final String USER_VARIABLE = "TRACEWRIGHT_CLICKHOUSE_USER";
  static final String PASSWORD_VARIABLE = "TRACEWRIGHT_CLICKHOUSE_PASSWORD";

  private static final Set<String> KNOWN =
      Set.of("spec", "clickhouse-url", "database", "max-in-flight", "discard");
  private static final int DEFAULT_MAX_IN_FLIGHT = 2;

  /**
   * Parses {@code --spec BASE64-JSON --clickhouse-url URL [--database NAME] [--max-in-flight N]
   * [--discard true]}.
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
    byte[] json = Base64.getDecoder().decode(given.getRequired("spec"));
    ClickHouseOptions clickHouse =
        ClickHouseOptions.of(URI.create(given.getRequired("clickhouse-url")))
            .withDatabase(given.get("database", "default"))
            .withCredentials(
                environment.getOrDefault(USER_VARIABLE, "default"),
                new Secret(environment.getOrDefault(PASSWORD_VARIABLE, "")));
    return new JobOptions(
        ModelJson.read(new String(json, StandardCharsets.UTF_8), RunSpec.class),
        clickHouse,
        given.getInt("max-in-flight", DEFAULT_MAX_IN_FLIGHT),
        given.getBoolean("discard", false));
  }
}
