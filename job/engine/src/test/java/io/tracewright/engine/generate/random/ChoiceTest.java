package io.tracewright.engine.generate.random;

import static org.assertj.core.api.Assertions.assertThat;

import io.tracewright.engine.Fit;
import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Both ways to choose, by chi-square; false alarm {@link Fit#FALSE_ALARM} a test. */
class ChoiceTest {
  private static final double[] WEIGHTS = {0, 3, 1, 0, 0.5, 5.5, 0};
  private static final double[] NEARLY = {0, 3.1, 0.9, 0, 0.5, 5.5, 0};
  private static final int DRAWS = 100_000;

  private final Streams random = new Streams();
  private final Choice<Integer> choice =
      Choice.of(random, List.of(0, 1, 2, 3, 4, 5, 6), i -> WEIGHTS[i]);

  @Test
  void drawsHaveTheirWeights() {
    assertWeights(choice::draw);
  }

  @Test
  void placesHaveTheirWeights() {
    assertWeights(() -> choice.at(random.nextDouble()));
  }

  private void assertWeights(Supplier<Integer> draw) {
    random.seed(8, Streams.Purpose.TRACE, 0);
    long[] counts = new long[WEIGHTS.length];
    for (int i = 0; i < DRAWS; i++) {
      counts[draw.get()]++;
    }
    assertThat(Fit.chiSquareP(WEIGHTS, counts)).isGreaterThan(Fit.FALSE_ALARM);
    assertThat(Fit.chiSquareP(NEARLY, counts)).isLessThan(Fit.FALSE_ALARM);
  }

  @Test
  void itemsFollowOneAnotherInTheUnitInterval() {
    assertThat(choice.at(0)).isEqualTo(1);
    assertThat(choice.at(Math.nextDown(0.3))).isEqualTo(1);
    assertThat(choice.at(0.3)).isEqualTo(2);
    assertThat(choice.at(0.42)).isEqualTo(4);
    assertThat(choice.at(0.46)).isEqualTo(5);
    assertThat(choice.at(Math.nextDown(1.0))).isEqualTo(5);
  }

  @Test
  void aSingleItemTakesAll() {
    Choice<String> only = Choice.of(random, List.of("a"), item -> 1e-300);
    assertThat(List.of(only.at(0), only.at(0.999), only.draw())).containsOnly("a");
  }
}
