package io.tracewright.cli.flink;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class FlinkRestTest {
  @Test
  void rootCauseIsTheInnermostMessage() {
    assertThat(
            FlinkRest.rootCause(
                """
                org.x.Outer: outer
                \tat a.b(C.java:1)
                Caused by: org.x.Middle: middle
                \tat a.b(C.java:2)
                Caused by: org.x.Inner: inner
                \tat a.b(C.java:3)
                """))
        .isEqualTo("org.x.Inner: inner");
  }

  @Test
  void ownWordsComeBeforeDeeperCauses() {
    assertThat(
            FlinkRest.rootCause(
                """
                org.x.Outer: outer
                \tat a.b(C.java:1)
                Caused by: io.tracewright.clickhouse.Broken: the table
                has another shape
                \tat a.b(C.java:2)
                \t... 3 more
                Caused by: org.x.Inner: inner
                \tat a.b(C.java:3)
                """))
        .isEqualTo("the table\nhas another shape");
  }

  @Test
  void withoutACauseTheFirstLineSpeaks() {
    assertThat(FlinkRest.rootCause("org.x.Only: only\n\tat a.b(C.java:1)\n"))
        .isEqualTo("org.x.Only: only");
    assertThat(FlinkRest.rootCause("")).isEmpty();
  }
}
