package io.tracewright.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tracewright.model.run.RunSpec;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;

/** Checkpoints stay small however long a run is, those of an analysed one too. */
@ExtendWith(SharedCluster.class)
final class StateSizeITCase {
  private static final long ROWS_PER_TRACE = 9;

  /** Five times the rows must not make five times the 9 MB of a million. */
  private static final long MAX_BYTES = 32L << 20;

  @Test
  void checkpointsAreBounded(TestCluster cluster, TestReporter reporter) throws IOException {
    for (long rows : new long[] {1_000_000, 5_000_000}) {
      JsonNode sizes = sizes(cluster, rows);
      reporter.publishEntry(rows + " rows", sizes.toString());
      assertThat(sizes.get("max").asLong()).isPositive().isLessThan(MAX_BYTES);
    }
  }

  /** Flink's summary of the sizes of all checkpoints, bytes. */
  private static JsonNode sizes(TestCluster cluster, long rows) throws IOException {
    RunSpec spec = cluster.plan("rows-" + rows, 21, rows / ROWS_PER_TRACE);
    String job = cluster.submit(spec, 2, null, List.of("--discard", "true"));
    assertThat(cluster.awaitEnd(job)).isEqualTo("FINISHED");
    URI checkpoints = URI.create(cluster.flink.url() + "/jobs/" + job + "/checkpoints");
    try (InputStream answer = checkpoints.toURL().openStream()) {
      return new ObjectMapper().readTree(answer).get("summary").get("state_size");
    }
  }
}
