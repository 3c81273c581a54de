package io.tracewright.model.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

final class BoundedLinesTest {

  /** Lengths on both sides of the internal buffer, 16,384 characters. */
  @Property(tries = 200)
  void splitsWhereverTheBufferEnds(
      @ForAll @Size(min = 1, max = 5) List<@IntRange(min = 1, max = 40_000) Integer> lengths)
      throws IOException {
    List<String> lines = lengths.stream().map("x"::repeat).toList();
    assertThat(split(String.join("\n", lines), 40_000)).isEqualTo(lines);
    assertThat(split(String.join("\n", lines) + "\n", 40_000)).isEqualTo(lines);
  }

  @Test
  void cutsWhatIsTooLongAndGoesOn() throws IOException {
    assertThat(split("12345\n123456\n\n1", 5)).containsExactly("12345", "12345…", "", "1");
    assertThat(split("", 5)).isEmpty();
  }

  private static List<String> split(String text, int maxChars) throws IOException {
    BoundedLines lines = new BoundedLines(new StringReader(text), maxChars);
    List<String> split = new ArrayList<>();
    while (lines.next()) {
      split.add(lines.line() + (lines.tooLong() ? "…" : ""));
    }
    return split;
  }
}
