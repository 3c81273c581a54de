package io.tracewright.flink.sink;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.flink.ClickHouseJdbc;
import io.tracewright.flink.MigratedServer;
import io.tracewright.model.run.PlannedIncident;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class IncidentRowsITCase {
  /** Long after today, so that no TTL drops rows. */
  private static final Instant START = Instant.parse("2100-02-28T23:59:59.123Z");

  private static final PlannedIncident STORM =
      new PlannedIncident(
          1,
          "rate_limit_storm",
          "it's a \\ model ž中 ?",
          START.toEpochMilli(),
          START.plusMillis(60_001).toEpochMilli(),
          START.plusMillis(600_002).toEpochMilli(),
          7.25);
  private static final PlannedIncident CROWD =
      new PlannedIncident(
          2, "flash_crowd", "", 4_200_000_000_000L, 4_200_000_000_001L, 4_200_000_000_002L, 3);

  @TempDir private Path dataDir;

  @Test
  void aPlanIsStoredAsItIsAndAgainReplacesItself() throws Exception {
    try (MigratedServer server = MigratedServer.start(dataDir);
        Connection connection = ClickHouseJdbc.connect(server.options())) {
      IncidentRows.write(connection, "calm", List.of(), 5);
      assertThat(server.query("SELECT run_id FROM incidents")).isEmpty();
      IncidentRows.write(connection, "run", List.of(STORM, CROWD), 1_000);
      IncidentRows.write(connection, "run", List.of(STORM, CROWD), 2_000);
      IncidentRows.write(connection, "other", List.of(CROWD), 3_000);
      List<Map<String, Object>> rows =
          server.query("SELECT * FROM incidents FINAL WHERE run_id = 'run' ORDER BY incident_id");
      assertThat(rows).hasSize(2);
      assertThat(List.copyOf(rows.get(0).values()))
          .containsExactly(
              "run",
              1L,
              "rate_limit_storm",
              "it's a \\ model ž中 ?",
              START,
              START.plusMillis(60_001),
              START.plusMillis(600_002),
              7.25,
              Instant.ofEpochMilli(2_000));
      assertThat(rows.get(1)).containsEntry("incident_id", 2L).containsEntry("target", "");
    }
  }
}
