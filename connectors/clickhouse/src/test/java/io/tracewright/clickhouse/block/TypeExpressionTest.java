package io.tracewright.clickhouse.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TypeExpressionTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "UInt8",
        "DateTime64(3, 'Europe/Berlin')",
        "Map(LowCardinality(String), Array(Nullable(UInt64)))",
        "Tuple(a UInt8, `b c` String)",
        "Enum8('a' = 1, 'it\\'s, (b)' = -2)",
        "JSON(max_dynamic_paths = 8)"
      })
  void clickhouse_spelling_survives(String type) {
    assertThat(TypeExpression.parse(type).toString()).isEqualTo(type);
  }

  @Test
  void spaces_do_not_matter() {
    assertThat(TypeExpression.parse("  Map( String,Array(UInt8 ) ) ").toString())
        .isEqualTo("Map(String, Array(UInt8))");
    assertThat(TypeExpression.parse("Enum8('a'=1)").toString()).isEqualTo("Enum8('a' = 1)");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''|position 0: a type or value is missing.",
        "Array(|position 6: a type or value is missing.",
        "Array(UInt8|position 11: ')' is missing.",
        "Array(UInt8))|position 12: unexpected ')'.",
        "Array(,)|position 6: a type or value is missing.",
        "12|position 2: a type name is expected.",
        "a UInt8|position 7: 'a' stands in front of the type.",
        "UInt8;|position 5: unexpected ';'."
      })
  void errors_name_the_type_and_the_position(String type, String message) {
    assertThatThrownBy(() -> TypeExpression.parse(type))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Malformed ClickHouse type '" + type + "' at " + message);
  }

  @Test
  void an_open_quote_is_an_error() {
    assertThatThrownBy(() -> TypeExpression.parse("Enum8('a"))
        .hasMessageEndingWith("position 8: the closing ' is missing.");
  }

  @Test
  void endless_nesting_is_an_error_and_not_a_stack_overflow() {
    assertThatThrownBy(() -> TypeExpression.parse("Array(".repeat(10_000)))
        .hasMessageEndingWith("nested deeper than 32.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Decimal(9, 2)|supported are Bool,",
        "LowCardinality(UInt8)|LowCardinality takes String or Nullable(String).",
        "Nullable(Array(UInt8))|Array cannot be inside Nullable.",
        "Nullable(LowCardinality(String))|LowCardinality cannot be inside Nullable.",
        "Map(String)|Map takes 2 arguments, but there are 1.",
        "DateTime64|DateTime64 takes a number within 0..9.",
        "DateTime64(10)|DateTime64 takes a number within 0..9.",
        "FixedString(0)|FixedString takes a number within",
        "UInt8(1)|UInt8 takes 0 arguments, but there are 1."
      })
  void unsupported_types_are_told_with_the_column(String type, String message) {
    assertThatThrownBy(() -> new ColumnDefinition("c", type))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Column 'c' has the unsupported type " + type + ": ")
        .hasMessageContaining(message);
  }
}
