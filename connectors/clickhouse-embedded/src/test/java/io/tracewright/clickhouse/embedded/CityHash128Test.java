package io.tracewright.clickhouse.embedded;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

/** Compares with the client's own implementation, which is deprecated there but still right. */
@SuppressWarnings("deprecation")
final class CityHash128Test {

  @Test
  void agreesWithTheOfficialClientAtEveryLengthAndOffset() {
    byte[] data = new byte[1_100];
    new Random(7).nextBytes(data);
    for (int length = 0; length <= 1_024; length++) {
      for (int offset : new int[] {0, 1, 7, 64}) {
        assertAgrees(data, offset, length);
      }
    }
  }

  @Test
  void agreesOnAMegabyte() {
    byte[] data = new byte[1 << 20];
    new Random(8).nextBytes(data);

    assertAgrees(data, 0, data.length);
  }

  private static void assertAgrees(byte[] data, int offset, int length) {
    CityHash128 hash = CityHash128.of(data, offset, length);
    long[] expected = com.clickhouse.data.ClickHouseCityHash.cityHash128(data, offset, length);
    assertThat(new long[] {hash.low(), hash.high()})
        .as("offset %d, length %d", offset, length)
        .containsExactly(expected);
  }
}
