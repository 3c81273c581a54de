package io.tracewright.model.profile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.apache.commons.math3.distribution.GammaDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class LawMassTest {

  @Test
  void normalAgreesWithTheReference() {
    NormalDistribution reference = new NormalDistribution();
    for (double z = -8; z <= 8; z += 0.25) {
      assertThat(LawMass.normalBelow(z))
          .isCloseTo(reference.cumulativeProbability(z), within(1e-6));
    }
    assertThat(LawMass.normalBelow(Double.NEGATIVE_INFINITY)).isZero();
    assertThat(LawMass.normalBelow(Double.POSITIVE_INFINITY)).isOne();
  }

  @ParameterizedTest
  @ValueSource(doubles = {0.01, 0.5, 1, 2.5, 10, 300, 10_000})
  void gammaAgreesWithTheReference(double shape) {
    GammaDistribution reference = new GammaDistribution(null, shape, 1);
    for (double sds = -8; sds <= 40; sds += 0.5) {
      double x = shape + sds * Math.sqrt(shape);
      assertThat(LawMass.gammaBelow(shape, x))
          .isCloseTo(x <= 0 ? 0 : reference.cumulativeProbability(x), within(1e-6));
    }
    assertThat(LawMass.gammaBelow(shape, Double.POSITIVE_INFINITY)).isOne();
  }
}
