package io.tracewright.flink.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.engine.quality.AuditScope;
import io.tracewright.model.profile.Presets;
import io.tracewright.model.profile.WorkloadProfile;
import io.tracewright.model.run.RunSpec;
import io.tracewright.model.run.TableRows;
import io.tracewright.model.run.ValidateSpec;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TableAuditTest {
  private static final TableLook TABLE = new TableLook(null, 9_000, 1_000, 5_000, 95_000);

  /** Steps of its sequences have an order, whoever made the rows. */
  @Test
  void aTableLikeAProfileIsAuditedByWhatTheProfileDeclares() {
    WorkloadProfile profile = Presets.read("financial_services");
    RunSpec run = new RunSpec("r", profile, 1, 1_000, 250, 0, 86_400_000, List.of(), false, "t");
    AuditScope known = AuditScope.of(run);
    assertThat(known.sequences()).isNotEmpty();
    TableRows rows = new TableRows("t", Map.of(), "");
    AuditScope scope =
        TableAudit.of(new ValidateSpec("report", rows, run, false, null), TABLE, 100_000).scope();
    assertThat(scope.sequences()).isEqualTo(known.sequences());
    assertThat(scope.workloads()).isEqualTo(known.workloads());
    assertThat(scope.windowStartMs()).isEqualTo(5_000);
    assertThat(scope.windowEndMs()).isEqualTo(95_000);
    assertThat(scope.nowMs()).isEqualTo(100_000);
  }
}
