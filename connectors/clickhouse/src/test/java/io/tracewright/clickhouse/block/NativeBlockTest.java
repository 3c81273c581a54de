package io.tracewright.clickhouse.block;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class NativeBlockTest {
  private final NativeBlock block =
      new NativeBlock(
          List.of(new ColumnDefinition("n", "UInt8"), new ColumnDefinition("s", "String")));

  @Test
  void a_block_is_counts_then_columns_with_name_and_type() {
    fill();
    String expected = "0201" + "016e" + "0555496e7438" + "07" + "0173" + "06537472696e67" + "0161";
    assertThat(HexFormat.of().formatHex(block.toBytes())).isEqualTo(expected);
  }

  @Test
  void without_rows_there_are_headers_only() {
    String expected = "0200" + "016e" + "0555496e7438" + "0173" + "06537472696e67";
    assertThat(HexFormat.of().formatHex(block.toBytes())).isEqualTo(expected);
  }

  @Test
  void after_a_reset_the_same_rows_give_the_same_bytes() {
    fill();
    byte[] first = block.toBytes();
    block.reset();
    assertThat(block.rows()).isZero();
    fill();
    assertThat(block.toBytes()).isEqualTo(first);
  }

  @Test
  void columns_of_different_length_are_refused() {
    block.column(0, Int8Column.class).append(1);
    assertThatThrownBy(block::toBytes)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("Column 's' has 0 values, but 'n' has 1: ");
  }

  @Test
  void a_wrong_name_or_class_is_told() {
    assertThatThrownBy(() -> block.column("x", StringColumn.class))
        .hasMessageStartingWith("There is no column 'x'; the block has [");
    assertThatThrownBy(() -> block.column("n", StringColumn.class))
        .hasMessage("Column 'n' of type UInt8 is a Int8Column, not a StringColumn.");
  }

  @Test
  void names_are_unique() {
    ColumnDefinition column = new ColumnDefinition("n", "UInt8");
    assertThatThrownBy(() -> new NativeBlock(List.of(column, column)))
        .hasMessage("Two columns are named 'n'.");
  }

  private void fill() {
    block.column("n", Int8Column.class).append(7);
    block.column("s", StringColumn.class).append("a");
  }
}
