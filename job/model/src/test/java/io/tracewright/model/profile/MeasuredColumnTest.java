package io.tracewright.model.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;
import org.apache.commons.csv.CSVFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class MeasuredColumnTest {

  private static final String AZURE = "builtin:azure_conv_2023.csv.gz";

  @ParameterizedTest
  @CsvSource({"prompt_tokens", "completion_tokens"})
  void quantilesKeepTheDistributionOfARealTrace(String column) throws IOException {
    double[] quantiles;
    try (InputStream csv = SourceResolver.builtinOnly().open(AZURE)) {
      quantiles = MeasuredColumn.quantiles(csv, column);
    }
    double[] source = column(column);
    assertThat(source).hasSize(19_366);
    assertThat(quantiles).hasSize(MeasuredColumn.MAX_QUANTILES).isSorted();
    assertThat(kolmogorovSmirnov(source, quantiles)).isLessThan(0.0005);
  }

  @Test
  void fewValuesAreAllKept() {
    assertThat(MeasuredColumn.condense(new double[] {3, 1, 2})).containsExactly(1, 2, 3);
  }

  @Test
  void unusableTextIsNamed() {
    assertThatThrownBy(() -> quantiles("a,a\n1,2\n", "a")).hasMessageContaining("header");
    assertThatThrownBy(() -> quantiles("a\n\"" + "x".repeat(2_000_000), "a"))
        .hasMessageContaining("longer than 1,000,000 characters");
    assertThatThrownBy(() -> quantiles("a\nNaN\n", "a")).hasMessageContaining("'NaN' is not");
  }

  private static double[] quantiles(String csv, String column) throws IOException {
    return MeasuredColumn.quantiles(
        new ByteArrayInputStream(csv.getBytes(StandardCharsets.UTF_8)), column);
  }

  /** Greatest difference between the two empirical distribution functions; both sorted. */
  private static double kolmogorovSmirnov(double[] a, double[] b) {
    double greatest = 0;
    int i = 0;
    int j = 0;
    while (i < a.length && j < b.length) {
      double x = Math.min(a[i], b[j]);
      while (i < a.length && a[i] <= x) {
        i++;
      }
      while (j < b.length && b[j] <= x) {
        j++;
      }
      greatest = Math.max(greatest, Math.abs((double) i / a.length - (double) j / b.length));
    }
    return greatest;
  }

  private static double[] column(String name) throws IOException {
    try (InputStream bytes = SourceResolver.builtinOnly().open(AZURE);
        Reader text = new InputStreamReader(new GZIPInputStream(bytes), StandardCharsets.UTF_8)) {
      double[] values =
          CSVFormat.DEFAULT
              .builder()
              .setHeader()
              .setSkipHeaderRecord(true)
              .get()
              .parse(text)
              .stream()
              .mapToDouble(row -> Double.parseDouble(row.get(name)))
              .toArray();
      Arrays.sort(values);
      return values;
    }
  }
}
