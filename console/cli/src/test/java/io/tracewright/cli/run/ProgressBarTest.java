package io.tracewright.cli.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;

final class ProgressBarTest {
  private final StringWriter text = new StringWriter();
  private final ProgressBar bar = new ProgressBar(new PrintWriter(text), false, 10);

  @Test
  void showsShareSpeedAndTimeLeft() {
    bar.show(Progress.NONE, 0, "");
    bar.show(new Progress(4, 40, 4_000, 1, 9), 2_000, "");
    assertThat(text.toString().lines().toList().get(1))
        .isEqualTo(
            "[#########...............]  40.0 %  4,000 rows acknowledged  2,000 rows/s  ETA 3 s  9"
                + " rejected");
  }

  @Test
  void speedForgetsWhatIsLongAgo() {
    bar.show(Progress.NONE, 0, "");
    bar.show(new Progress(1, 10, 10_000, 0, 0), 2_000, "");
    bar.show(new Progress(1, 10, 10_000, 0, 0), 10_000, "");
    assertThat(text.toString().lines().toList().get(2)).contains(" 0 rows/s  ETA unknown");
  }

  @Test
  void saysWhatItWaitsFor() {
    bar.show(Progress.NONE, 0, "waiting for ClickHouse");
    assertThat(text.toString()).contains("0.0 %").endsWith("waiting for ClickHouse\n");
  }
}
