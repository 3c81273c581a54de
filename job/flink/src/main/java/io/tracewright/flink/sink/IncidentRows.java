package io.tracewright.flink.sink;

import io.tracewright.model.run.PlannedIncident;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Writes a run's plan of incidents to {@code incidents}; written twice, it replaces itself. */
public final class IncidentRows {
  private static final String INSERT =
      "INSERT INTO incidents (run_id, incident_id, kind, target, started_at, peaked_at, ended_at,"
          + " factor, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)";

  private IncidentRows() {}

  /**
   * Writes one row for each incident.
   *
   * @param recordedAtMs when, milliseconds since the epoch; of two rows the later one counts
   */
  public static void write(
      Connection connection, String runId, List<PlannedIncident> incidents, long recordedAtMs)
      throws SQLException {
    if (incidents.isEmpty()) {
      return;
    }
    try (PreparedStatement insert = connection.prepareStatement(INSERT)) {
      for (PlannedIncident incident : incidents) {
        insert.setString(1, runId);
        insert.setInt(2, incident.id());
        insert.setString(3, incident.kind());
        insert.setString(4, incident.target());
        insert.setString(5, ReportSinks.utc(incident.startMs()));
        insert.setString(6, ReportSinks.utc(incident.peakMs()));
        insert.setString(7, ReportSinks.utc(incident.endMs()));
        insert.setDouble(8, incident.factor());
        insert.setString(9, ReportSinks.utc(recordedAtMs));
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }
}
