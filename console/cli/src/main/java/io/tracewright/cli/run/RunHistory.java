package io.tracewright.cli.run;

import io.tracewright.cli.clickhouse.ClickHouseSql;
import java.util.List;
import java.util.Map;

/** What earlier runs in a ClickHouse tell of the next. */
public final class RunHistory {
  /**
   * Acknowledgements span one chunk less than there are. A run of a few chunks tells nothing of
   * speed, and one in live mode is as fast as it was told to be.
   */
  private static final String LATEST_SPEED =
      "SELECT sum(rows) * (1 - 1 / count())"
          + " / (dateDiff('ms', min(acknowledged_at), max(acknowledged_at)) / 1000) AS speed"
          + " FROM run_progress FINAL WHERE run_id = (SELECT run_id FROM runs FINAL"
          + " WHERE state = 'finished' AND chunks >= 10 AND NOT JSONExtractBool(spec, 'live')"
          + " ORDER BY updated_at DESC LIMIT 1)"
          + " HAVING count() >= 10 AND isFinite(speed)";

  private final ClickHouseSql sql;

  public RunHistory(ClickHouseSql sql) {
    this.sql = sql;
  }

  /** Rows a second that the latest finished run reached; null when no run tells. */
  public Double rowsPerSecond() {
    List<String[]> rows = sql.rows(LATEST_SPEED, Map.of());
    return rows.isEmpty() ? null : Double.valueOf(rows.get(0)[0]);
  }
}
