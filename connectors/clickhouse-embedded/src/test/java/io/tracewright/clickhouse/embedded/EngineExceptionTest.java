package io.tracewright.clickhouse.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class EngineExceptionTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Code: 60. DB::Exception: Unknown table x. (UNKNOWN_TABLE)|60|Code: 60. DB::Exception: Unknown table x. (UNKNOWN_TABLE)",
        "Error: Code: 60. DB::Exception: x. (Y) (version 26.7.2.1)|60|Code: 60. DB::Exception: x. (Y)",
        "Code: 60. DB::Exception: x. (Y) (version 26.7.2.1 (official build))|60|Code: 60. DB::Exception: x. (Y)",
        "Code: 115. DB::Exception: Code: 115. DB::Exception: Unknown setting 'foo'. (UNKNOWN_SETTING) (version 26.7.2.1). (UNKNOWN_SETTING)|115|Code: 115. DB::Exception: Unknown setting 'foo'. (UNKNOWN_SETTING)",
        "Code: 73. DB::Exception: Code: 73. DB::Exception: Code: 73. DB::Exception: Unknown format . (UNKNOWN_FORMAT) (version 1). (UNKNOWN_FORMAT) (version 1). (UNKNOWN_FORMAT)|73|Code: 73. DB::Exception: Unknown format . (UNKNOWN_FORMAT)",
        "Code: 1. DB::Exception: a: While executing Code: 1. DB::Exception: b. (X)|1|Code: 1. DB::Exception: a: While executing Code: 1. DB::Exception: b. (X)",
        "Broken|1002|Code: 1002. DB::Exception: Broken. (UNKNOWN_EXCEPTION)",
      })
  void keepsOneFrame(String reported, int code, String expected) {
    EngineException exception = EngineException.parse(reported);

    assertThat(exception.code()).isEqualTo(code);
    assertThat(exception).hasMessage(expected);
  }

  @Test
  void addsTheVersionAsTheServerDoes() {
    assertThat(EngineException.of(62, "SYNTAX_ERROR", "Bad").withVersion("26.7.2.1"))
        .isEqualTo(
            "Code: 62. DB::Exception: Bad. (SYNTAX_ERROR) (version 26.7.2.1 (official build))");
  }
}
