package io.tracewright.flink;

import io.tracewright.clickhouse.TableInspector;
import io.tracewright.engine.generate.ChunkPlan;
import io.tracewright.engine.generate.time.IncidentPlan;
import io.tracewright.flink.sink.EventsEncoder;
import io.tracewright.flink.sink.IncidentRows;
import io.tracewright.flink.table.TableLook;
import io.tracewright.model.run.PlannedIncident;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.run.ValidateSpec;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.PipelineOptions;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;

/**
 * The job's entry point, for {@code flink run} and for Flink's REST API.
 *
 * <p>Checkpointing and restarts follow the cluster's configuration where it speaks of them, else
 * the defaults below.
 */
public final class JobMain {
  private static final Duration CHECKPOINT_INTERVAL = Duration.ofSeconds(1);
  private static final int RESTART_ATTEMPTS = 20;

  private JobMain() {}

  public static void main(String[] arguments) throws Exception {
    JobOptions options = JobOptions.parse(arguments, System.getenv());
    StreamExecutionEnvironment job = StreamExecutionEnvironment.getExecutionEnvironment();
    job.configure(defaults(job.getConfiguration()));
    if (options.validate() != null) {
      validate(options, job);
    } else {
      generate(options, job);
    }
  }

  private static void generate(JobOptions options, StreamExecutionEnvironment job)
      throws Exception {
    String contentLevel = options.spec().profile().content().level();
    TracePipeline analysed =
        new TracePipeline(options.spec(), new Corpora(options.clickHouse(), contentLevel));
    TracePipeline pipeline = options.analysis() ? analysed : analysed.withoutAnalysis();
    if (options.discard()) {
      pipeline.discard(job);
    } else {
      ClickHouseJdbc.migrate(options.clickHouse());
      new TableInspector(options.clickHouse())
          .check(options.spec().table(), new EventsEncoder(false).schema(), false);
      recordIncidents(options);
      pipeline.writeTo(options.clickHouse(), options.maxInFlight(), job);
    }
    job.execute("tracewright " + options.spec().runId());
  }

  private static void validate(JobOptions options, StreamExecutionEnvironment job)
      throws Exception {
    ValidateSpec spec = options.validate();
    ClickHouseJdbc.migrate(options.clickHouse());
    TableLook table;
    TableLook reference = null;
    try (Connection connection = ClickHouseJdbc.connect(options.clickHouse())) {
      String database = options.clickHouse().database();
      table = TableLook.at(connection, database, spec.rows());
      if (spec.reference() != null) {
        reference = TableLook.at(connection, database, spec.reference());
      }
    }
    new ValidatePipeline(spec, table, reference, new Corpora(options.clickHouse(), "none"))
        .writeTo(options.clickHouse(), job);
    job.execute("tracewright " + spec.reportId());
  }

  private static void recordIncidents(JobOptions options) throws SQLException {
    try (Connection connection = ClickHouseJdbc.connect(options.clickHouse())) {
      IncidentRows.write(
          connection,
          options.spec().runId(),
          incidents(options.spec()),
          System.currentTimeMillis());
    }
  }

  /** The incidents of a run: those that begin before its last span can end. */
  static List<PlannedIncident> incidents(RunSpec spec) {
    long endMs = new ChunkPlan(spec).chunk(spec.chunks() - 1).closedMs();
    return IncidentPlan.of(spec).stream().filter(incident -> incident.startMs() < endMs).toList();
  }

  /** What the pipeline needs, and what the cluster leaves open. */
  public static Configuration defaults(ReadableConfig cluster) {
    Configuration settings = new Configuration();
    settings.set(PipelineOptions.AUTO_GENERATE_UIDS, false);
    settings.set(PipelineOptions.GENERIC_TYPES, false);
    settings.set(PipelineOptions.OBJECT_REUSE, true);
    if (cluster.getOptional(CheckpointingOptions.CHECKPOINTING_INTERVAL).isEmpty()) {
      settings.set(CheckpointingOptions.CHECKPOINTING_INTERVAL, CHECKPOINT_INTERVAL);
    }
    if (cluster.getOptional(RestartStrategyOptions.RESTART_STRATEGY).isEmpty()) {
      settings.set(RestartStrategyOptions.RESTART_STRATEGY, "exponential-delay");
      settings.set(
          RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_INITIAL_BACKOFF,
          Duration.ofMillis(500));
      settings.set(
          RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_MAX_BACKOFF,
          Duration.ofSeconds(10));
      settings.set(
          RestartStrategyOptions.RESTART_STRATEGY_EXPONENTIAL_DELAY_ATTEMPTS, RESTART_ATTEMPTS);
    }
    return settings;
  }
}
