package io.tracewright.flink.table;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.model.run.TableRows;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class LayoutTest {
  /** The command line refuses what the job would not read, and nothing else. */
  @Test
  void whatIsReadCanBeMapped() {
    List<String> read =
        Stream.concat(
                Arrays.stream(SpanColumn.values()).map(SpanColumn::label),
                Stream.of("run_id", "duration_ns"))
            .toList();
    assertThat(TableRows.MAPPABLE).containsExactlyElementsOf(read);
  }
}
